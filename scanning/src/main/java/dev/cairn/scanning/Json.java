// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

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

  /// @param what it is, for the message
  static JsonNode read(String what, byte[] bytes) throws IOException {
    try {
      return MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      throw new IOException("read %s: no JSON: %s".formatted(what, e.getOriginalMessage()), e);
    }
  }
}
