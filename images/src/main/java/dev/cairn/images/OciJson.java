// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Manifests, indexes and configurations as JSON: keys sorted, no blanks. skopeo writes a manifest
/// with blanks anew when it copies several platforms, and its digest would change.
final class OciJson {
  static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String INDEX = "application/vnd.oci.image.index.v1+json";
  static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
  static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

  /// As registries limit manifests.
  static final int LARGEST = 4 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(64).build())
                  .build())
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private OciJson() {}

  static byte[] bytes(Map<String, ?> object) {
    return MAPPER.writeValueAsBytes(object);
  }

  /// Reads a manifest, an index or a configuration.
  static JsonNode read(Digest digest, ContentStore store) throws IOException {
    byte[] bytes;
    try (InputStream in = store.open(digest)) {
      bytes = in.readNBytes(LARGEST + 1);
    }
    return parse(digest, bytes);
  }

  static JsonNode parse(Digest digest, byte[] bytes) throws IOException {
    if (bytes.length > LARGEST) {
      throw new IOException(
          "read image: %s: more than %d bytes (expected: fewer)".formatted(digest, LARGEST));
    }
    try {
      JsonNode json = MAPPER.readTree(bytes);
      if (json == null || !json.isObject()) {
        throw new IOException("read image: %s: no JSON object".formatted(digest));
      }
      return json;
    } catch (JacksonException e) {
      throw new IOException(
          "read image: %s: no JSON: %s".formatted(digest, e.getOriginalMessage()), e);
    }
  }
}
