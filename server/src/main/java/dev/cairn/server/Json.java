// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON as the server's doors read and write it.
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static String text(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /// Reads what Cairn itself wrote.
  static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  /// Reads what somebody sent.
  ///
  /// @throws Problem 400 if it is not a JSON object
  static ObjectNode request(byte[] body, String what) {
    try {
      if (MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw Problem.of(
          400, "%s: %s (expected: a JSON object)".formatted(what, e.getOriginalMessage()));
    }
    throw Problem.of(
        400, "%s: the body is not an object (expected: a JSON object)".formatted(what));
  }
}
