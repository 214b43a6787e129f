// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// As much JSON as the lines of a plan need; members keep the order in which they were put.
///
/// ```
/// {"id":7,"step":"s1","run":[["javac","-d","/out"]]}
/// ```
sealed interface Json {
  /// `"text"`
  record Text(String value) implements Json {}

  /// `600`
  record Whole(long value) implements Json {}

  /// `true`
  record Truth(boolean value) implements Json {}

  /// `null`
  record Nothing() implements Json {}

  /// `[…]`
  record Elements(List<Json> values) implements Json {
    public Elements {
      values = List.copyOf(values);
    }
  }

  /// `{…}`. Immutable: `with` makes another one.
  record Members(Map<String, Json> values) implements Json {
    public Members {
      values = Collections.unmodifiableMap(values);
    }

    Members with(String name, Json value) {
      Map<String, Json> more = new LinkedHashMap<>(values);
      more.put(name, value);
      return new Members(more);
    }

    Members with(String name, String value) {
      return with(name, new Text(value));
    }

    Members with(String name, boolean value) {
      return with(name, new Truth(value));
    }

    Members with(String name, long value) {
      return with(name, new Whole(value));
    }

    Members and(Members more) {
      Map<String, Json> all = new LinkedHashMap<>(values);
      all.putAll(more.values);
      return new Members(all);
    }

    String text(String name) {
      if (values.get(name) instanceof Text(String value)) {
        return value;
      }
      throw new IllegalArgumentException(
          "read a line: %s: %s (expected: a text)".formatted(name, values.get(name)));
    }
  }

  /// `{}`, to which members are added.
  static Members object() {
    return new Members(Map.of());
  }

  /// `["a","b"]`
  static Elements texts(List<String> values) {
    List<Json> texts = new ArrayList<>();
    for (String value : values) {
      texts.add(new Text(value));
    }
    return new Elements(texts);
  }

  /// `["a",…]`: a pair.
  static Elements pair(String first, Json second) {
    return new Elements(List.of(new Text(first), second));
  }

  /// `{"A":"1"}`
  static Members map(Map<String, String> values) {
    Map<String, Json> texts = new LinkedHashMap<>();
    for (var entry : values.entrySet()) {
      texts.put(entry.getKey(), new Text(entry.getValue()));
    }
    return new Members(texts);
  }

  /// On one line, without blanks.
  default String line() {
    var out = new StringBuilder(256);
    write(this, out);
    return out.toString();
  }

  private static void write(Json json, StringBuilder out) {
    switch (json) {
      case Text(String value) -> quote(value, out);
      case Whole(long value) -> out.append(value);
      case Truth(boolean value) -> out.append(value);
      case Nothing() -> out.append("null");
      case Elements(List<Json> values) -> {
        out.append('[');
        String separator = "";
        for (Json value : values) {
          out.append(separator);
          write(value, out);
          separator = ",";
        }
        out.append(']');
      }
      case Members(Map<String, Json> values) -> {
        out.append('{');
        String separator = "";
        for (var entry : values.entrySet()) {
          out.append(separator);
          quote(entry.getKey(), out);
          out.append(':');
          write(entry.getValue(), out);
          separator = ",";
        }
        out.append('}');
      }
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
            escape(c, out);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static void escape(char c, StringBuilder out) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit((c >> shift) & 0xf, 16));
    }
  }
}
