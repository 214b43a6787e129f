// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.util.Locale;

/// Colours of a terminal, widths of text in it, and what to write where UTF-8 is not understood.
record Ink(boolean color, boolean utf8) {
  private static final String RESET = "\u001b[0m";

  String bold(String text) {
    return with("1", text);
  }

  String dim(String text) {
    return with("2", text);
  }

  String hue(Look.Hue hue, String text) {
    return with(
        switch (hue) {
          case OK -> "32";
          case NOW -> "34";
          case WAIT -> "33";
          case BAD -> "31";
          case OFF -> "2";
        },
        text);
  }

  String badge(Look look, String text) {
    return with(
        switch (look.hue()) {
          case OK -> "30;42";
          case NOW -> "97;44";
          case WAIT -> "30;43";
          case BAD -> "97;41";
          case OFF -> "7";
        },
        text);
  }

  private String with(String code, String text) {
    return color && !text.isBlank() ? "\u001b[" + code + "m" + text + RESET : text;
  }

  /// Text from outside: nothing that a terminal would obey, and ASCII where that is all it can
  /// show.
  String plain(String text) {
    String visible = Words.visible(text);
    if (utf8) {
      return visible;
    }
    StringBuilder out = new StringBuilder();
    visible
        .replace("…", "...")
        .replace("→", "->")
        .replace(" · ", ", ")
        .replace("×", "x")
        .replace("↗", "")
        .replace("“", "\"")
        .replace("”", "\"")
        .replace("’", "'")
        .codePoints()
        .forEach(point -> out.appendCodePoint(point < 0x7f ? point : '?'));
    return out.toString().stripTrailing();
  }

  /// The word for a state where there are no signs; loud ones are loud.
  static String word(Look look) {
    boolean shout =
        look == Look.HELD
            || look == Look.OVERDUE
            || look == Look.DRIFTED
            || look == Look.FAILED
            || look == Look.FLAGGED;
    return shout ? look.word().toUpperCase(Locale.ROOT) : look.word();
  }

  static int width(String text) {
    return text.codePoints().map(Ink::columns).sum();
  }

  private static int columns(int point) {
    boolean wide =
        (point >= 0x1100 && point <= 0x115f)
            || (point >= 0x2e80 && point <= 0xa4cf)
            || (point >= 0xac00 && point <= 0xd7a3)
            || (point >= 0xf900 && point <= 0xfaff)
            || (point >= 0xfe30 && point <= 0xfe6f)
            || (point >= 0xff00 && point <= 0xff60)
            || (point >= 0x1f300 && point <= 0x1faff);
    boolean joins = Character.getType(point) == Character.NON_SPACING_MARK || point == 0x200d;
    return joins ? 0 : wide ? 2 : 1;
  }

  /// At most so many columns, with an ellipsis where something is lost.
  static String cut(String text, int most, boolean utf8) {
    if (width(text) <= most) {
      return text;
    }
    String end = utf8 ? "…" : "...";
    if (most <= width(end)) {
      return end.substring(0, Math.max(0, Math.min(most, end.length())));
    }
    StringBuilder kept = new StringBuilder();
    int used = width(end);
    for (int point : text.codePoints().toArray()) {
      used += columns(point);
      if (used > most) {
        break;
      }
      kept.appendCodePoint(point);
    }
    return kept.toString().stripTrailing() + end;
  }

  static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }
}
