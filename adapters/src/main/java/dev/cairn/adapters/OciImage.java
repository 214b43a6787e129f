// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.PackageUrl;
import dev.cairn.events.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An image in a registry: `registry.example/acme/shop`, its digest, perhaps the tag that it was
/// pushed as.
///
/// ```
/// registry.example:5000/acme/shop:1.4@sha256:9f86…
/// ```
record OciImage(String repository, Identity digest, Optional<String> tag) {
  private static final Pattern REFERENCE =
      Pattern.compile("([^@\\s]+?)(?::([\\w][\\w.-]{0,127}))?@(sha256:[0-9a-f]{64})");

  /// As written in a manifest; a reference without a digest names nothing.
  static Optional<OciImage> parse(String reference) {
    Matcher matcher = REFERENCE.matcher(reference);
    if (!matcher.matches() || matcher.group(1).contains("://")) {
      return Optional.empty();
    }
    return Identity.ofDigest(matcher.group(3))
        .map(digest ->
            new OciImage(matcher.group(1), digest, Optional.ofNullable(matcher.group(2))));
  }

  static boolean isManifest(String mediaType) {
    String type = mediaType.toLowerCase(Locale.ROOT);
    return type.contains("manifest") || type.contains("image.index");
  }

  /// `acme/shop` of `registry.example/acme/shop`.
  String path() {
    return repository.substring(repository.indexOf('/') + 1);
  }

  /// The last part of its name.
  String name() {
    return repository.substring(repository.lastIndexOf('/') + 1);
  }

  SortedSet<Identity> identities() {
    var identities = new TreeSet<Identity>();
    identities.add(digest);
    Identity.of(PackageUrl.oci(repository, digest.name()).canonical()).ifPresent(identities::add);
    return identities;
  }

  /// `shop@9b1c42`
  String title() {
    return name() + "@" + digest.name().substring(7, 13);
  }

  Node node() {
    Node node = unplaced().in(Identity.repository(repository)).with("repository", repository);
    tag.ifPresent(name -> node.in(Identity.tag(repository, name)));
    return node;
  }

  /// The same where nobody said which registry it lies in: its name is no place then.
  Node unplaced() {
    return Node.of(NodeKind.ARTIFACT)
        .named(identities())
        .with("title", title())
        .with("status", "passed")
        .with("fact.tag", tag);
  }

  /// A tag that is itself a full commit id tells what the image was built from, as far as one may
  /// rely on a name.
  List<Statement> builtFromTag() {
    return tag.flatMap(Identity::ofCommit)
        .map(commit ->
            List.of(
                Node.bare(NodeKind.COMMIT, commit),
                Edge.from(commit)
                    .to(digest, EdgeKind.BUILT_FROM)
                    .inferred("tag-is-commit", "the image's tag is the commit's full id")))
        .orElse(List.of());
  }

  List<Statement> contains(Identity manifest) {
    return List.of(
        Node.bare(NodeKind.ARTIFACT, manifest),
        Edge.from(digest)
            .to(manifest, EdgeKind.CONTAINS)
            .declared("same-digest", "the index lists the manifest"));
  }
}
