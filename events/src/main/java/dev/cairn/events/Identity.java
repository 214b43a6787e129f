// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.util.Locale;
import java.util.regex.Pattern;

/// A canonical name of a subject, the same whichever tool speaks of it (CONTRACT.md, "Identities"):
///
/// ```
/// commit:4f2c…            digest:sha256:9f86…            pkg:oci/shop@sha256:9f86…
/// change:https://forge/acme/shop/pull/412               run:https://forge/acme/shop/actions/runs/5
/// branch:https://forge/acme/shop#main                   environment:production
/// ```
public record Identity(String value) implements Comparable<Identity> {
  private static final Pattern COMMIT = Pattern.compile("commit:([0-9a-f]{40}|[0-9a-f]{64})");
  private static final Pattern DIGEST = Pattern.compile("digest:sha256:[0-9a-f]{64}");
  private static final Pattern OTHER =
      Pattern.compile(
          "(change|run|branch|tag|repository|environment|service|incident|ticket|alert):[^\\p{Cntrl}]+");
  private static final Pattern PURL = Pattern.compile("pkg:[a-z0-9.+-]+/[^\\p{Cntrl} ]+");
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

  public static Identity commit(String hex) {
    return new Identity("commit:" + hex.toLowerCase(Locale.ROOT));
  }

  /// @param digest `sha256:<64 hex>`
  public static Identity digest(String digest) {
    return new Identity("digest:" + digest);
  }

  public static Identity change(String url) {
    return new Identity("change:" + url);
  }

  public static Identity run(String urlOrId) {
    return new Identity("run:" + urlOrId);
  }

  public static Identity repository(String url) {
    return new Identity("repository:" + url);
  }

  public static Identity branch(String repository, String name) {
    return new Identity("branch:" + repository + "#" + name);
  }

  public static Identity environment(String name) {
    return new Identity("environment:" + name);
  }

  public static Identity service(String environment, String name) {
    return new Identity("service:" + environment + "/" + name);
  }

  /// The word before the first colon: `commit`, `digest`, `pkg`, …
  public String kind() {
    return value.substring(0, value.indexOf(':'));
  }

  /// Places are passed through by many journeys and never join any (DESIGN.md 2).
  public boolean isPlace() {
    return switch (kind()) {
      case "branch", "tag", "repository", "environment", "service" -> true;
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
