// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

/// A body as people read it: JSON that came in one line is broken and indented. Nothing but white
/// space between its tokens is added or left out; what is no JSON stays as it is, and what is cut
/// off is indented as far as it goes.
///
/// ```
/// {"ref":"main","commits":[]}   →   {
///                                     "ref": "main",
///                                     "commits": []
///                                   }
/// ```
final class Indented {
  private static final int DEEPEST = 40;

  private final String body;
  private final StringBuilder out = new StringBuilder();
  private int depth;

  private Indented(String body) {
    this.body = body;
  }

  /// Whether it would be changed.
  static boolean applies(String body) {
    String text = body.strip();
    return (text.startsWith("{") || text.startsWith("[")) && text.indexOf('\n') < 0;
  }

  static String of(String body) {
    return applies(body) ? new Indented(body.strip()).lines() : body;
  }

  private String lines() {
    int at = 0;
    while (at < body.length()) {
      char sign = body.charAt(at);
      switch (sign) {
        case '"' -> at = string(at);
        case '{', '[' -> at = open(at, sign);
        case '}', ']' -> close(sign);
        case ',' -> line(sign);
        case ':' -> out.append(": ");
        case ' ', '\t', '\r' -> {}
        default -> out.append(sign);
      }
      at++;
    }
    return out.toString();
  }

  /// @return where its last quote is
  private int string(int from) {
    int at = from + 1;
    while (at < body.length() && body.charAt(at) != '"') {
      at += body.charAt(at) == '\\' ? 2 : 1;
    }
    int end = Math.min(at, body.length() - 1);
    out.append(body, from, end + 1);
    return end;
  }

  /// An empty object or array stays on its line.
  private int open(int from, char sign) {
    int next = from + 1;
    while (next < body.length() && body.charAt(next) == ' ') {
      next++;
    }
    out.append(sign);
    if (next < body.length() && (body.charAt(next) == '}' || body.charAt(next) == ']')) {
      out.append(body.charAt(next));
      return next;
    }
    depth++;
    turn();
    return from;
  }

  private void close(char sign) {
    depth--;
    turn();
    out.append(sign);
  }

  private void line(char sign) {
    out.append(sign);
    turn();
  }

  private void turn() {
    out.append('\n').append("  ".repeat(Math.clamp(depth, 0, DEEPEST)));
  }
}
