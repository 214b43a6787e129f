// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A JSON object that is read strictly: each member has to be asked for, and be of its kind.
final class Members {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxNumberLength(20)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String what;
  private final JsonNode node;
  private final Set<String> asked = new HashSet<>();

  private Members(String what, JsonNode node) {
    this.what = what;
    this.node = node;
  }

  /// Reads one line.
  static Members of(String line) throws BadLineException {
    try {
      return of("the line", JSON.readTree(line));
    } catch (JacksonException e) {
      throw BadLineException.malformed(
          "a line", line, "one JSON object: " + e.getOriginalMessage());
    }
  }

  static Members of(String what, JsonNode node) throws BadLineException {
    if (!node.isObject()) {
      throw BadLineException.malformed(what, node.toString(), "an object");
    }
    return new Members(what, node);
  }

  boolean has(String name) {
    return node.has(name);
  }

  JsonNode node(String name) throws BadLineException {
    asked.add(name);
    JsonNode value = node.get(name);
    if (value == null) {
      throw wrong(name, "absent", "a value");
    }
    return value;
  }

  Members object(String name) throws BadLineException {
    return of(name, node(name));
  }

  String text(String name) throws BadLineException {
    return text(name, node(name));
  }

  Optional<String> optionalText(String name) throws BadLineException {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  boolean truth(String name) throws BadLineException {
    JsonNode value = node(name);
    if (!value.isBoolean()) {
      throw wrong(name, value.toString(), "true or false");
    }
    return value.booleanValue();
  }

  /// `true`, and nothing else.
  void onlyTrue(String name) throws BadLineException {
    if (!truth(name)) {
      throw wrong(name, "false", "true");
    }
  }

  int whole(String name, int least, int most) throws BadLineException {
    JsonNode value = node(name);
    if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
      throw wrong(name, value.toString(), "a whole number from %d to %d".formatted(least, most));
    }
    return value.intValue();
  }

  List<JsonNode> elements(String name) throws BadLineException {
    return elements(name, node(name));
  }

  List<String> texts(String name) throws BadLineException {
    return texts(name, node(name));
  }

  List<String> optionalTexts(String name) throws BadLineException {
    return has(name) ? texts(name) : List.of();
  }

  /// `{"A":"1"}`; absent is empty.
  SortedMap<String, String> optionalMap(String name) throws BadLineException {
    SortedMap<String, String> map = new TreeMap<>();
    if (has(name)) {
      Members members = object(name);
      for (String key : members.names()) {
        map.put(key, members.text(key));
      }
    }
    return map;
  }

  Set<String> names() {
    return Set.copyOf(node.propertyNames());
  }

  /// Refuses what nobody has asked for.
  void end() throws BadLineException {
    for (String name : node.propertyNames()) {
      if (!asked.contains(name)) {
        throw wrong(name, node.path(name).toString(), "no such member");
      }
    }
  }

  BadLineException wrong(String name, String value, String expected) {
    return BadLineException.malformed(
        "\"%s\" of %s".formatted(BadLineException.shortened(name), what), value, expected);
  }

  static String text(String name, JsonNode value) throws BadLineException {
    if (!value.isString()) {
      throw BadLineException.malformed("\"" + name + "\"", value.toString(), "a text");
    }
    return value.asString();
  }

  static List<JsonNode> elements(String name, JsonNode value) throws BadLineException {
    if (!value.isArray()) {
      throw BadLineException.malformed("\"" + name + "\"", value.toString(), "an array");
    }
    List<JsonNode> elements = new ArrayList<>();
    value.forEach(elements::add);
    return elements;
  }

  static List<String> texts(String name, JsonNode value) throws BadLineException {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : elements(name, value)) {
      texts.add(text(name, element));
    }
    return texts;
  }
}
