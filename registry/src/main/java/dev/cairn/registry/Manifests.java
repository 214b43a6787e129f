// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Manifests and indexes, by tag and by digest, and the lists of them.
final class Manifests {
  private static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

  private final ContentStore content;
  private final RegistryIndex index;
  private final Releases releases;
  private final Door door;
  private final int limit;

  /// @param limit the largest manifest in bytes
  Manifests(ContentStore content, RegistryIndex index, Releases releases, Door door, int limit) {
    this.content = content;
    this.index = index;
    this.releases = releases;
    this.door = door;
    this.limit = limit;
  }

  void answer(Exchange exchange, Route.ManifestAt route) throws IOException, RefusedException {
    switch (exchange.method()) {
      case "GET", "HEAD" -> pull(exchange, route);
      case "PUT" -> push(exchange, route);
      case "DELETE" -> delete(exchange, route);
      default -> throw Registry.unsupported(exchange, "GET, HEAD, PUT or DELETE");
    }
  }

  private void pull(Exchange exchange, Route.ManifestAt route)
      throws IOException, RefusedException {
    Caller caller = door.enter(exchange, Access.Action.PULL, route.repository());
    boolean byTag = !route.reference().contains(":");
    Digest digest =
        byTag
            ? door.released(route.repository(), tag(route, ErrorCode.MANIFEST_UNKNOWN), caller)
            : content(Registry.digest(route.reference())).orElseThrow(() -> unknown(route));
    Manifest manifest =
        index.manifest(route.repository(), digest).orElseThrow(() -> unknown(route));
    if (!byTag) {
      door.refuseHeldManifest(route.repository(), digest, caller);
    }
    String name = byTag ? digest.toString() : route.reference();
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            manifest.mediaType(),
            "Docker-Content-Digest",
            name,
            "ETag",
            "\"" + name + "\"");
    try (InputStream in = content.open(digest)) {
      exchange.answer(200, headers, manifest.size(), in);
    }
  }

  private void push(Exchange exchange, Route.ManifestAt route)
      throws IOException, RefusedException {
    String repository = route.repository();
    Caller caller = door.enter(exchange, Access.Action.PUSH, repository);
    byte[] bytes = bounded(exchange, repository);
    Digest digest = Digest.of(bytes);
    List<String> tags = new ArrayList<>();
    OciDigest name = OciDigest.of(digest);
    if (route.reference().contains(":")) {
      name = verified(Registry.digest(route.reference()), bytes);
      for (String tag : exchange.queries("tag")) {
        tags.add(tag(new Route.ManifestAt(repository, tag), ErrorCode.TAG_INVALID));
      }
    } else {
      tags.add(tag(route, ErrorCode.TAG_INVALID));
    }
    ManifestForm form = ManifestForm.read(bytes, exchange.header("Content-Type").orElse(""));
    Manifest manifest =
        form.manifest(digest, bytes.length, children(repository, form), blobs(repository, form));
    content.put(digest, new ByteArrayInputStream(bytes));
    if (name.content().isEmpty()) {
      index.addName(name.toString(), digest);
    }
    index.addManifest(repository, manifest);
    releases.pushed(new Push(repository, tags, manifest, caller));
    for (String tag : tags) {
      index.addTag(repository, tag, digest);
    }
    created(exchange, repository, name, tags, manifest);
  }

  private static void created(
      Exchange exchange, String repository, OciDigest name, List<String> tags, Manifest manifest) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Location", "/v2/%s/manifests/%s".formatted(repository, name));
    headers.put("Docker-Content-Digest", name.toString());
    if (!exchange.queries("tag").isEmpty()) {
      headers.put("OCI-Tag", String.join(", ", tags));
    }
    manifest.referrer().ifPresent(referrer -> headers.put("OCI-Subject", referrer.subject()));
    exchange.answer(201, headers);
  }

  private void delete(Exchange exchange, Route.ManifestAt route)
      throws IOException, RefusedException {
    String repository = route.repository();
    door.enter(exchange, Access.Action.DELETE, repository);
    boolean removed;
    if (route.reference().contains(":")) {
      Optional<Digest> digest = content(Registry.digest(route.reference()));
      removed = digest.isPresent() && index.removeManifest(repository, digest.get());
    } else {
      removed = index.removeTag(repository, tag(route, ErrorCode.MANIFEST_UNKNOWN));
    }
    if (!removed) {
      throw unknown(route);
    }
    exchange.answer(202, Map.of());
  }

  /// `GET …/tags/list?n=&last=`.
  void tags(Exchange exchange, Route.Tags route) throws IOException, RefusedException {
    String repository = route.repository();
    refuseWrites(exchange);
    door.enter(exchange, Access.Action.PULL, repository);
    List<String> all =
        index
            .tags(repository)
            .orElseThrow(() ->
                new RefusedException(
                    ErrorCode.NAME_UNKNOWN,
                    "list tags: %s: no such repository (expected: pushed to before)"
                        .formatted(repository)));
    String last = exchange.query("last").orElse("");
    List<String> behind = all.stream().filter(tag -> tag.compareTo(last) > 0).toList();
    int n = count(exchange.query("n"), behind.size());
    List<String> page = behind.subList(0, Math.min(n, behind.size()));
    Map<String, String> headers =
        page.isEmpty() || page.size() == behind.size()
            ? Map.of()
            : Map.of(
                "Link",
                "</v2/%s/tags/list?n=%d&last=%s>; rel=\"next\""
                    .formatted(repository, n, page.getLast()));
    ObjectNode json = Exchange.object().put("name", repository);
    ArrayNode names = json.putArray("tags");
    page.forEach(names::add);
    exchange.answer(200, headers, "application/json", json);
  }

  private static int count(Optional<String> n, int all) throws RefusedException {
    if (n.isEmpty()) {
      return all;
    }
    if (!n.get().matches("\\d{1,9}")) {
      throw new RefusedException(
          ErrorCode.QUERY_INVALID, "list tags: n=%s (expected: a number)".formatted(n.get()));
    }
    return Integer.parseInt(n.get());
  }

  /// `GET …/referrers/<digest>`: those that this caller may read.
  void referrers(Exchange exchange, Route.Referrers route) throws IOException, RefusedException {
    refuseWrites(exchange);
    Caller caller = door.enter(exchange, Access.Action.PULL, route.repository());
    OciDigest subject = Registry.digest(route.digest());
    Optional<String> filter = exchange.query("artifactType").filter(type -> !type.isEmpty());
    ObjectNode json = Exchange.object().put("schemaVersion", 2).put("mediaType", INDEX_TYPE);
    ArrayNode manifests = json.putArray("manifests");
    for (Manifest manifest : index.referrers(route.repository(), subject.toString())) {
      Manifest.Referrer referrer = manifest.referrer().orElseThrow();
      if (filter.filter(type -> !type.equals(referrer.artifactType())).isEmpty()
          && door.mayRead(route.repository(), manifest.digest(), caller)) {
        describe(manifests.addObject(), manifest, referrer);
      }
    }
    Map<String, String> headers =
        filter.isPresent() ? Map.of("OCI-Filters-Applied", "artifactType") : Map.of();
    exchange.answer(200, headers, INDEX_TYPE, json);
  }

  private static void describe(ObjectNode to, Manifest manifest, Manifest.Referrer referrer) {
    to.put("mediaType", manifest.mediaType());
    to.put("digest", manifest.digest().toString()).put("size", manifest.size());
    if (!referrer.artifactType().isEmpty()) {
      to.put("artifactType", referrer.artifactType());
    }
    if (!referrer.annotations().isEmpty()) {
      ObjectNode annotations = to.putObject("annotations");
      referrer.annotations().forEach(annotations::put);
    }
  }

  private List<Digest> children(String repository, ManifestForm form)
      throws IOException, RefusedException {
    List<Digest> children = new ArrayList<>();
    for (ManifestForm.Descriptor child : form.children()) {
      Optional<Digest> digest = content(child.digest());
      Optional<Manifest> manifest =
          digest.isPresent() ? index.manifest(repository, digest.get()) : Optional.empty();
      refuseUnless(manifest.isPresent(), repository, child, "a manifest");
      refuseOtherSize(manifest.orElseThrow().size(), child);
      children.add(digest.orElseThrow());
    }
    return children;
  }

  private List<Digest> blobs(String repository, ManifestForm form)
      throws IOException, RefusedException {
    List<Digest> blobs = new ArrayList<>();
    for (ManifestForm.Descriptor blob : form.blobs()) {
      Optional<Digest> digest =
          content(blob.digest()).filter(found -> index.hasBlob(repository, found));
      refuseUnless(digest.isPresent(), repository, blob, "a blob");
      refuseOtherSize(content.size(digest.orElseThrow()), blob);
      blobs.add(digest.orElseThrow());
    }
    return blobs;
  }

  private static void refuseUnless(
      boolean there, String repository, ManifestForm.Descriptor named, String what)
      throws RefusedException {
    if (!there) {
      throw new RefusedException(
          ErrorCode.MANIFEST_BLOB_UNKNOWN,
          "push manifest: %s: it names %s, which is not in this repository (expected: %s, pushed before)"
              .formatted(repository, named.digest(), what));
    }
  }

  private static void refuseOtherSize(long actual, ManifestForm.Descriptor named)
      throws RefusedException {
    if (actual != named.size()) {
      throw new RefusedException(
          ErrorCode.MANIFEST_INVALID,
          "push manifest: it names %s with size %d (expected: %d, its length)"
              .formatted(named.digest(), named.size(), actual));
    }
  }

  private byte[] bounded(Exchange exchange, String repository)
      throws IOException, RefusedException {
    byte[] bytes = exchange.body().readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new RefusedException(
          ErrorCode.TOO_LARGE,
          "push manifest: %s: more than %d bytes (expected: fewer)".formatted(repository, limit));
    }
    return bytes;
  }

  private static OciDigest verified(OciDigest digest, byte[] bytes) throws RefusedException {
    String actual = HexFormat.of().formatHex(digest.algorithm().computer().digest(bytes));
    if (!actual.equals(digest.hex())) {
      throw new RefusedException(
          ErrorCode.DIGEST_INVALID,
          "push manifest: %s (expected: the digest of its bytes, %s)".formatted(digest, actual));
    }
    return digest;
  }

  private Optional<Digest> content(OciDigest digest) {
    return digest.content().or(() -> index.named(digest.toString()));
  }

  private static void refuseWrites(Exchange exchange) throws RefusedException {
    if (!exchange.method().equals("GET") && !exchange.isHead()) {
      throw Registry.unsupported(exchange, "GET");
    }
  }

  private static String tag(Route.ManifestAt route, ErrorCode code) throws RefusedException {
    if (!Route.TAG.matcher(route.reference()).matches()) {
      throw new RefusedException(
          code,
          "find manifest: %s: tag \"%s\" (expected: up to 128 letters, digits, \".\", \"_\" or \"-\")"
              .formatted(route.repository(), route.reference()));
    }
    return route.reference();
  }

  private static RefusedException unknown(Route.ManifestAt route) {
    return new RefusedException(
        ErrorCode.MANIFEST_UNKNOWN,
        "find manifest: %s, %s: not in this repository (expected: pushed before)"
            .formatted(route.repository(), route.reference()));
  }
}
