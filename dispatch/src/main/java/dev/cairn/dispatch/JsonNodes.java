// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reading and writing JSON trees, without any mapping of classes.
final class JsonNodes {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JsonNodes() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static ObjectNode object(String json) {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException failure) {
      throw new IllegalArgumentException("read JSON: %s".formatted(cut(json)), failure);
    }
    throw new IllegalArgumentException(
        "read JSON: %s (expected: a JSON object)".formatted(cut(json)));
  }

  /// The text of a field; empty where it is absent or null.
  static String text(JsonNode node, String field) {
    return optional(node, field).orElse("");
  }

  static Optional<String> optional(JsonNode node, String field) {
    var value = node.path(field);
    if (value.isMissingNode() || value.isNull() || value.isContainer()) {
      return Optional.empty();
    }
    return Optional.of(value.asString());
  }

  static List<String> texts(JsonNode node, String field) {
    var texts = new ArrayList<String>();
    for (var value : node.path(field)) {
      texts.add(value.asString());
    }
    return texts;
  }

  private static String cut(String json) {
    return json.length() > 200 ? json.substring(0, 200) + "…" : json;
  }
}
