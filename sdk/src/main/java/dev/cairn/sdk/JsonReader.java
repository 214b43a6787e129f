// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one line of JSON: strict, at most 64 levels deep, each name once, whole numbers only.
final class JsonReader {
  private static final int DEEPEST = 64;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /// Reads `{…}`, with nothing after it.
  static Json.Members members(String line) {
    var reader = new JsonReader(line);
    reader.blanks();
    Json json = reader.value(0);
    reader.blanks();
    if (reader.at < line.length()) {
      throw reader.wrong("the end of the line");
    }
    if (json instanceof Json.Members members) {
      return members;
    }
    throw reader.wrong("an object");
  }

  private Json value(int depth) {
    if (depth > DEEPEST) {
      throw wrong("at most " + DEEPEST + " levels");
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new Json.Text(string());
      case 't' -> word("true", new Json.Truth(true));
      case 'f' -> word("false", new Json.Truth(false));
      case 'n' -> word("null", new Json.Nothing());
      default -> number();
    };
  }

  private Json object(int depth) {
    at++;
    Map<String, Json> members = new LinkedHashMap<>();
    blanks();
    if (peek() == '}') {
      at++;
      return new Json.Members(members);
    }
    while (true) {
      blanks();
      if (peek() != '"') {
        throw wrong("a name in quotes");
      }
      String name = string();
      blanks();
      skip(':');
      blanks();
      if (members.put(name, value(depth + 1)) != null) {
        throw wrong("\"" + name + "\" only once");
      }
      blanks();
      if (peek() == '}') {
        at++;
        return new Json.Members(members);
      }
      skip(',');
    }
  }

  private Json array(int depth) {
    at++;
    List<Json> values = new ArrayList<>();
    blanks();
    if (peek() == ']') {
      at++;
      return new Json.Elements(values);
    }
    while (true) {
      blanks();
      values.add(value(depth + 1));
      blanks();
      if (peek() == ']') {
        at++;
        return new Json.Elements(values);
      }
      skip(',');
    }
  }

  private String string() {
    at++;
    var out = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return out.toString();
      }
      if (c < ' ') {
        throw wrong("no control character in a text");
      }
      out.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = Character.digit(next(), 16);
          if (digit < 0) {
            throw wrong("four hex digits");
          }
          code = code << 4 | digit;
        }
        yield (char) code;
      }
      default -> throw wrong("an escape of JSON");
    };
  }

  private Json number() {
    int start = at;
    while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return new Json.Whole(Long.parseLong(text, start, at, 10));
    } catch (NumberFormatException e) {
      var wrong = wrong("a value");
      wrong.initCause(e);
      throw wrong;
    }
  }

  private Json word(String word, Json json) {
    if (!text.startsWith(word, at)) {
      throw wrong(word);
    }
    at += word.length();
    return json;
  }

  private void blanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private void skip(char c) {
    if (next() != c) {
      throw wrong("'" + c + "'");
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("more of the line");
    }
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        "read a line: character %d of %d (expected: %s)"
            .formatted(at + 1, text.length(), expected));
  }
}
