// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import dev.cairn.content.Tree;
import dev.cairn.images.OciImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/// Says what is in an image, and what is known of it. Equal images and equal advisories give equal
/// answers; what can't be decided is an error, so that a gate keeps holding. Safe for many threads.
public final class Scanner {
  /// Reading advisories takes longer than matching them, and the same ones come again and again.
  private final AtomicReference<Optional<Loaded>> last = new AtomicReference<>(Optional.empty());

  private record Loaded(Digest digest, Advisories advisories) {}

  /// The port `findings/1`. The image, all its layers and the tree of advisories must be in the
  /// store; the bill of materials is put there.
  ///
  /// @param inputs `artifact`: `{"name":"shop","digest":"sha256:…"}`, `advisories`: `"sha256:…"`,
  ///   the digest of a tree of OSV records, one JSON file each
  /// @return `{"findings":[{"id","severity","score","package","version","fixed","summary"}],
  ///   "packages":74,"sbom":"sha256:…"}`
  public byte[] findings(SortedMap<String, String> inputs, ContentStore content)
      throws IOException {
    JsonNode artifact = input(inputs, "artifact");
    String name = artifact.path("name").asString("");
    Digest image = digest("artifact", artifact.path("digest").asString(""));
    JsonNode advisories = input(inputs, "advisories");
    Digest tree = digest("advisories", advisories.path("tree").asString(advisories.asString("")));

    Inventory inventory = Inventory.of(OciImage.readAll(image, content), content);
    Digest sbom = content.put(Sbom.of(name, image, inventory));
    List<Finding> findings = advisories(tree, content).against(inventory);
    return Json.bytes(
        Map.of(
            "findings", findings.stream().map(Finding::json).toList(),
            "packages", inventory.components().stream().map(Component::purl).distinct().count(),
            "sbom", sbom.toString()));
  }

  private Advisories advisories(Digest digest, ContentStore content) throws IOException {
    Optional<Loaded> loaded = last.get();
    if (loaded.isPresent() && loaded.get().digest().equals(digest)) {
      return loaded.get().advisories();
    }
    Advisories advisories = Advisories.read(new Tree(digest), content);
    last.set(Optional.of(new Loaded(digest, advisories)));
    return advisories;
  }

  private static JsonNode input(SortedMap<String, String> inputs, String name) throws IOException {
    String text = inputs.getOrDefault(name, "null");
    return Json.read("input " + name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Digest digest(String name, String text) throws IOException {
    if (!Digest.isDigest(text)) {
      throw new IOException(
          "findings: %s: \"%s\" (expected: sha256: and 64 hex digits)".formatted(name, text));
    }
    return Digest.parse(text);
  }
}
