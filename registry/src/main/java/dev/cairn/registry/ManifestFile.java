// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import dev.cairn.content.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A manifest's entry in a [FolderIndex]:
///
/// ```json
/// {"mediaType":"application/vnd.oci.image.manifest.v1+json","size":1234,"children":[],
///  "blobs":["sha256:9f86d0…"],"subject":"sha256:4711…","artifactType":"text/spdx","annotations":{}}
/// ```
final class ManifestFile {
  private static final JsonMapper JSON = new JsonMapper();

  private ManifestFile() {}

  static String write(Manifest manifest) {
    ObjectNode json = JSON.createObjectNode();
    json.put("mediaType", manifest.mediaType()).put("size", manifest.size());
    write(json.putArray("children"), manifest.children());
    write(json.putArray("blobs"), manifest.blobs());
    manifest
        .referrer()
        .ifPresent(referrer -> {
          json.put("subject", referrer.subject()).put("artifactType", referrer.artifactType());
          ObjectNode annotations = json.putObject("annotations");
          new TreeMap<>(referrer.annotations()).forEach(annotations::put);
        });
    return JSON.writeValueAsString(json);
  }

  static Manifest read(Digest digest, byte[] bytes) {
    JsonNode json = JSON.readTree(bytes);
    Optional<Manifest.Referrer> referrer =
        json.has("subject")
            ? Optional.of(
                new Manifest.Referrer(
                    json.get("subject").asString(),
                    json.get("artifactType").asString(),
                    texts(json.get("annotations"))))
            : Optional.empty();
    return new Manifest(
        digest,
        json.get("mediaType").asString(),
        json.get("size").asLong(),
        digests(json.get("children")),
        digests(json.get("blobs")),
        referrer);
  }

  private static void write(ArrayNode to, List<Digest> digests) {
    digests.forEach(digest -> to.add(digest.toString()));
  }

  private static List<Digest> digests(JsonNode array) {
    List<Digest> digests = new ArrayList<>();
    array.forEach(text -> digests.add(Digest.parse(text.asString())));
    return digests;
  }

  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asString()));
    return texts;
  }
}
