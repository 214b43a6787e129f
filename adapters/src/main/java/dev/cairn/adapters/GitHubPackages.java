// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.Json;
import dev.cairn.events.MalformedJson;
import dev.cairn.events.NodeKind;
import dev.cairn.events.PackageUrl;
import dev.cairn.events.RepositoryUrl;
import dev.cairn.events.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Packages that GitHub's own registry took in. The label `org.opencontainers.image.revision` tells
/// the commit; but a label may have come with the base image, so where `…image.source` names
/// another repository it says nothing. `target_oid` is merely what the branch held at the time.
final class GitHubPackages {
  private GitHubPackages() {}

  static Interpretation published(GitHubHook hook, String field) throws GitHubHook.Missing {
    Json thing = hook.body().at(field);
    Json version = thing.at("package_version");
    boolean isContainer =
        thing
            .text("package_type")
            .or(() -> thing.text("ecosystem"))
            .filter(type -> type.equalsIgnoreCase("container") || type.equalsIgnoreCase("docker"))
            .isPresent();
    Instant time =
        hook.firstTime(
            List.of(
                new String[] {field, "package_version", "updated_at"},
                new String[] {field, "package_version", "created_at"},
                new String[] {field, "updated_at"},
                new String[] {field, "created_at"}));
    return isContainer ? image(hook, thing, version, time) : other(hook, thing, version, time);
  }

  private static Interpretation image(GitHubHook hook, Json thing, Json version, Instant time)
      throws GitHubHook.Missing {
    Json metadata = version.at("container_metadata");
    Identity digest =
        metadata
            .text("tag", "digest")
            .or(() -> metadata.text("manifest", "digest"))
            .or(() -> version.text("version"))
            .flatMap(Identity::ofDigest)
            .orElseThrow(() ->
                new GitHubHook.Missing(
                    "package_version.container_metadata.tag.digest: absent or malformed (expected:"
                        + " sha256:<64 hex>)"));
    Optional<String> repository = repository(version);
    String name = name(thing);
    var image = new OciImage(repository.orElse(name), digest, metadata.text("tag", "name"));
    var says = new ArrayList<Statement>();
    says.add(
        hook.in(repository.isPresent() ? image.node() : image.unplaced())
            .with("url", version.text("html_url").or(() -> thing.text("html_url")))
            .at("finished", Optional.of(time).filter(at -> !at.equals(Instant.EPOCH)))
            .statement());
    says.addAll(image.builtFromTag());
    says.addAll(builtFrom(hook, metadata.at("labels"), digest));
    platforms(metadata.at("labels")).stream()
        .filter(platform -> !platform.equals(digest))
        .forEach(platform -> says.addAll(image.contains(platform)));
    String purl = PackageUrl.oci(image.repository(), digest.name()).canonical();
    return Interpretation.of(
        hook.event("dev.cdevents.artifact.published.0.3.0", time, purl)
            .customData(
                Json.fields()
                    .with("digest", digest.name())
                    .with("name", image.name())
                    .with("reference", repository)
                    .with("repository", repository.isPresent() ? image.path() : name)
                    .with("tag", image.tag()))
            .says(says));
  }

  /// `registry.example/acme/shop` of `registry.example/acme/shop:1.4`, or of the command that pulls
  /// it. `registry.url` names a host that containers are not on, so without these the registry is
  /// not known.
  private static Optional<String> repository(Json version) {
    return version
        .text("package_url")
        .or(() ->
            version
                .text("installation_command")
                .map(command -> command.substring(command.lastIndexOf(' ') + 1)))
        .map(url -> url.split("@", 2)[0].replaceFirst(":[^/:]*$", ""))
        .filter(url -> url.indexOf('/') > 0);
  }

  /// `acme/shop`
  private static String name(Json thing) {
    return Stream.of(thing.text("namespace"), thing.text("name"))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("/"))
        .toLowerCase(Locale.ROOT);
  }

  private static List<Statement> builtFrom(GitHubHook hook, Json labels, Identity digest) {
    Optional<String> source =
        labels
            .text("source")
            .or(() -> labels.text("all_labels", "org.opencontainers.image.source"))
            .map(RepositoryUrl::canonical);
    if (source.isPresent() && !source.get().equalsIgnoreCase(hook.repository())) {
      return List.of();
    }
    return labels
        .text("revision")
        .or(() -> labels.text("all_labels", "org.opencontainers.image.revision"))
        .flatMap(Identity::ofCommit)
        .map(commit ->
            List.of(
                hook.in(Node.of(NodeKind.COMMIT, commit)).statement(),
                Edge.from(commit)
                    .to(digest, EdgeKind.BUILT_FROM)
                    .inferred(
                        "revision-label",
                        "the image's label org.opencontainers.image.revision names the commit")))
        .orElse(List.of());
  }

  private static List<Identity> platforms(Json labels) {
    return labels
        .text("all_labels", "github.internal.platforms")
        .map(text -> parsed(text))
        .map(json ->
            (json instanceof Json.Items(var items) ? items : List.<Json>of())
                .stream()
                    .flatMap(item -> item.text("digest").stream())
                    .flatMap(digest -> Identity.ofDigest(digest).stream())
                    .distinct()
                    .toList())
        .orElse(List.of());
  }

  private static Json parsed(String text) {
    try {
      return Json.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJson _) {
      return Json.nothing();
    }
  }

  private static Interpretation other(GitHubHook hook, Json thing, Json version, Instant time) {
    String name = thing.text("name").orElse("");
    String number = version.text("version").orElse("");
    String type =
        thing
            .text("package_type")
            .or(() -> thing.text("ecosystem"))
            .orElse("")
            .toLowerCase(Locale.ROOT);
    Optional<PackageUrl> purl =
        switch (type) {
          case "npm" ->
              PackageUrl.of("npm", "@" + thing.text("namespace").orElse(""), name, number);
          case "nuget" -> PackageUrl.of("nuget", "", name, number);
          case "rubygems" -> PackageUrl.of("gem", "", name, number);
          default -> Optional.empty();
        };
    if (purl.isEmpty() || number.isEmpty()) {
      return new Interpretation.Ignored(
          "package: type \"%s\" has no name that others use too (expected: container, npm, nuget or rubygems)"
              .formatted(type));
    }
    Identity identity = new Identity(purl.get().canonical());
    Statement node =
        hook.in(Node.of(NodeKind.ARTIFACT, identity))
            .with("title", name + "@" + number)
            .with("status", "passed")
            .with("url", version.text("html_url").or(() -> thing.text("html_url")))
            .at("finished", Optional.of(time).filter(at -> !at.equals(Instant.EPOCH)))
            .statement();
    return Interpretation.of(
        hook.event("dev.cdevents.artifact.published.0.3.0", time, identity.value())
            .says(List.of(node)));
  }
}
