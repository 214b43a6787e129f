// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A canonical name of a subject, the same whichever tool speaks of it (CONTRACT.md, "Identities"):
///
/// ```
/// commit:4f2c…            digest:sha256:9f86…            pkg:oci/shop@sha256:9f86…
/// change:https://forge/acme/shop/pull/412               run:https://forge/acme/shop/actions/runs/5
/// branch:https://forge/acme/shop#main                   environment:production
/// ```
///
/// Three kinds name no subject but are held by it as a hint: `chain:` (a foreign chain id),
/// `trace:` (a W3C trace id) and `event:` (a CDEvents link's contextId). They stand only at the
/// `from` end of a derivation, see [#isHint].
public record Identity(String value) implements Comparable<Identity> {
  private static final Pattern COMMIT = Pattern.compile("commit:([0-9a-f]{40}|[0-9a-f]{64})");
  private static final Pattern DIGEST = Pattern.compile("digest:sha256:[0-9a-f]{64}");
  private static final Pattern OTHER =
      Pattern.compile(
          "(change|run|branch|tag|repository|environment|service|incident|ticket|alert|chain|trace|event):[^\\p{Cntrl}]+");
  private static final Pattern PURL = Pattern.compile("pkg:[a-z0-9.+-]+/[^\\p{Cntrl} ]+");
  private static final Pattern UNSHOWN = Pattern.compile("\\p{Cntrl}");
  private static final Pattern ZERO = Pattern.compile("commit:0+");

  public Identity {
    if (!isIdentity(value)) {
      throw new IllegalArgumentException(
          "identity: \"%s\" (expected: a form of CONTRACT.md, such as commit:<40 hex> or digest:sha256:<64 hex>)"
              .formatted(value.length() > 120 ? value.substring(0, 120) + "…" : value));
    }
  }

  public static boolean isIdentity(String value) {
    return (COMMIT.matcher(value).matches() && !ZERO.matcher(value).matches())
        || DIGEST.matcher(value).matches()
        || PURL.matcher(value).matches()
        || OTHER.matcher(value).matches();
  }

  /// An identity, where the text is one; for what came from outside.
  public static Optional<Identity> of(String value) {
    return isIdentity(value) ? Optional.of(new Identity(value)) : Optional.empty();
  }

  public static Identity commit(String hex) {
    return new Identity("commit:" + hex.toLowerCase(Locale.ROOT));
  }

  /// Where the text is a full commit id and not all zeros.
  public static Optional<Identity> ofCommit(String hex) {
    return of("commit:" + hex.toLowerCase(Locale.ROOT));
  }

  /// @param digest `sha256:<64 hex>`
  public static Identity digest(String digest) {
    return new Identity("digest:" + digest);
  }

  /// Where the text is `sha256:<64 hex>`.
  public static Optional<Identity> ofDigest(String digest) {
    return of("digest:" + digest.toLowerCase(Locale.ROOT));
  }

  /// Where the text is a package URL with a version: in its canonical form.
  public static Optional<Identity> ofPackage(String purl) {
    return PackageUrl.parse(purl)
        .filter(url -> url.version().isPresent())
        .flatMap(url -> of(url.canonical()));
  }

  /// All that one package URL says at once: itself, and the digest that its version is.
  public static SortedSet<Identity> ofArtifact(String purlOrDigest) {
    var identities = new TreeSet<Identity>();
    ofDigest(purlOrDigest).ifPresent(identities::add);
    ofPackage(purlOrDigest).ifPresent(identities::add);
    PackageUrl.parse(purlOrDigest)
        .flatMap(PackageUrl::digest)
        .flatMap(Identity::ofDigest)
        .ifPresent(identities::add);
    return identities;
  }

  public static Identity change(String url) {
    return named("change", url);
  }

  public static Identity run(String urlOrId) {
    return named("run", urlOrId);
  }

  public static Identity ticket(String url) {
    return named("ticket", url);
  }

  public static Identity alert(String urlOrFingerprint) {
    return named("alert", urlOrFingerprint);
  }

  /// @param url in any form that Git takes; see [RepositoryUrl]
  public static Identity repository(String url) {
    return named("repository", RepositoryUrl.canonical(url));
  }

  public static Identity branch(String repository, String name) {
    return named("branch", RepositoryUrl.canonical(repository) + "#" + name);
  }

  public static Identity tag(String repository, String name) {
    return named("tag", RepositoryUrl.canonical(repository) + "#" + name);
  }

  public static Identity environment(String name) {
    return named("environment", name);
  }

  public static Identity service(String environment, String name) {
    return named("service", environment + "/" + name);
  }

  /// A name that people gave may hold anything; what can't be shown is shown as U+FFFD.
  private static Identity named(String kind, String name) {
    return new Identity(kind + ":" + UNSHOWN.matcher(name).replaceAll("\uFFFD"));
  }

  /// The word before the first colon: `commit`, `digest`, `pkg`, …
  public String kind() {
    return value.substring(0, value.indexOf(':'));
  }

  /// What stands after the first colon.
  public String name() {
    return value.substring(value.indexOf(':') + 1);
  }

  /// Places are passed through by many journeys and never join any (DESIGN.md 2).
  public boolean isPlace() {
    return switch (kind()) {
      case "branch", "tag", "repository", "environment", "service" -> true;
      default -> false;
    };
  }

  /// Chain, trace and context ids: a reader resolves them where they name exactly one root (a
  /// chain, a trace) or one event, and leaves the derivation out otherwise. They never make a node.
  public boolean isHint() {
    return switch (kind()) {
      case "chain", "trace", "event" -> true;
      default -> false;
    };
  }

  @Override
  public int compareTo(Identity other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
