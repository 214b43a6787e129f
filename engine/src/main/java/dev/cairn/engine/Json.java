// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.Digest;
import java.io.IOException;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON with sorted keys and no blanks: equal objects, equal bytes.
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private Json() {}

  static byte[] bytes(Map<String, ?> object) {
    return MAPPER.writeValueAsBytes(object);
  }

  static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  static Digest digest(Map<String, ?> object) {
    return Digest.of(bytes(object));
  }

  static JsonNode read(byte[] bytes) throws IOException {
    try {
      return MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      throw new IOException("read JSON: %s".formatted(e.getOriginalMessage()), e);
    }
  }

  /// Any JSON value as maps, lists and scalars, so that it is written with sorted keys again.
  static Object plain(String text) throws IOException {
    try {
      return MAPPER.readValue(text, Object.class);
    } catch (JacksonException e) {
      throw new IOException("read JSON: %s".formatted(e.getOriginalMessage()), e);
    }
  }
}
