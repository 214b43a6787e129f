// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.util.ArrayList;
import java.util.List;

/// How wide text is, in pixels. The server can't know the reader's font, so this is the widest of
/// the common system fonts (about DejaVu Sans); sizes that fit it fit the others too.
final class TextWidths {
  // Advance widths of DejaVu Sans, in em.
  private static final double[] EM = {
    .318, .401, .460, .838, .636, .951, .780, .275, .391, .391, .500, .838, .318, .361, .318, .337,
    .637, .637, .637, .637, .637, .637, .637, .637, .637, .637, .337, .337, .838, .838, .838, .531,
    1.0, .685, .687, .699, .771, .632, .576, .775, .752, .295, .295, .656, .558, .863, .749, .788,
    .604, .788, .695, .635, .611, .732, .685, .989, .686, .611, .686, .391, .337, .391, .838, .500,
    .500, .613, .635, .550, .635, .616, .353, .635, .634, .278, .278, .580, .278, .975, .634, .612,
    .635, .635, .412, .521, .393, .634, .592, .818, .592, .592, .525, .637, .337, .637, .838
  };

  private static final double BOLD = 1.12;
  private static final double MONO = 0.605;

  private TextWidths() {}

  static double plain(String text, double size) {
    return text.codePoints().mapToDouble(TextWidths::em).sum() * size;
  }

  static double bold(String text, double size) {
    return plain(text, size) * BOLD;
  }

  static double mono(String text, double size) {
    return text.codePoints().count() * MONO * size;
  }

  private static double em(int point) {
    if (point < ' ' || point > '~') {
      return point > 0x2e80 ? 1.0 : 0.84;
    }
    return EM[point - ' '];
  }

  /// The text, cut to a width with "…" at its end.
  static String cut(String text, double width, double size) {
    if (plain(text, size) <= width) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    double used = plain("…", size);
    for (int point : text.codePoints().toArray()) {
      used += em(point) * size;
      if (used > width) {
        break;
      }
      kept.appendCodePoint(point);
    }
    return kept.toString().stripTrailing() + "…";
  }

  static String cutMono(String text, double width, double size) {
    int most = Math.max(2, (int) Math.floor(width / (MONO * size)));
    int[] points = text.codePoints().toArray();
    return points.length <= most ? text : new String(points, 0, most - 1) + "…";
  }

  /// The text in at most so many lines of small print.
  static List<String> wrap(String text, double width, int most) {
    double size = Metrics.SMALL;
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (!rest.isEmpty() && lines.size() < most) {
      int end = lines.size() == most - 1 ? rest.length() : lineEnd(rest, width, size);
      lines.add(cut(rest.substring(0, end).strip(), width, size));
      rest = rest.substring(end).strip();
    }
    return lines;
  }

  private static int lineEnd(String text, double width, double size) {
    if (plain(text, size) <= width) {
      return text.length();
    }
    int end = 0;
    for (int space = text.indexOf(' '); space > 0; space = text.indexOf(' ', space + 1)) {
      if (plain(text.substring(0, space), size) > width) {
        break;
      }
      end = space;
    }
    return end == 0 ? text.length() : end;
  }
}
