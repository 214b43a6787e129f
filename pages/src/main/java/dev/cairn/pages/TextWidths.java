// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/// How wide text is, in pixels. The server can't know the reader's font, so each letter is as wide
/// as in the widest of DejaVu Sans, Open Sans and Liberation Sans (which is as wide as Arial); what
/// fits that fits the other common ones. It holds only where the browser does not round a letter's
/// width to whole pixels, hence `text-rendering` in the style of pictures.
final class TextWidths {
  // Advance widths from the font files, space to tilde, in em.
  private static final double[] PLAIN = {
    .318, .401, .460, .838, .637, .951, .780, .275, .391, .391, .552, .838, .318, .361, .318,
    .368, .637, .637, .637, .637, .637, .637, .637, .637, .637, .637, .337, .337, .838, .838,
    .838, .557, 1.016, .685, .687, .723, .771, .667, .611, .778, .752, .295, .500, .667, .558,
    .903, .754, .788, .667, .788, .723, .667, .611, .732, .685, .989, .686, .667, .686, .391,
    .368, .391, .838, .557, .578, .613, .635, .550, .635, .616, .353, .635, .634, .278, .278,
    .580, .278, .975, .634, .612, .635, .635, .412, .521, .393, .634, .592, .818, .592, .592,
    .525, .637, .551, .637, .838
  };

  // Of their bold faces; Open Sans has a semibold one, which is what a weight of 600 gets.
  private static final double[] BOLD = {
    .349, .457, .521, .838, .696, 1.002, .873, .307, .458, .458, .548, .838, .380, .416, .380,
    .391, .696, .696, .696, .696, .696, .696, .696, .696, .696, .696, .400, .400, .838, .838,
    .838, .611, 1.000, .774, .763, .734, .831, .684, .684, .821, .837, .373, .557, .775, .638,
    .996, .837, .851, .733, .851, .771, .721, .683, .813, .774, 1.104, .771, .725, .726, .458,
    .391, .458, .838, .557, .592, .675, .716, .593, .716, .679, .436, .716, .712, .343, .343,
    .666, .343, 1.042, .712, .688, .716, .716, .494, .596, .479, .712, .652, .924, .646, .652,
    .583, .712, .551, .712, .838
  };

  private static final double MONO = 0.605;

  private TextWidths() {}

  static double plain(String text, double size) {
    return width(text, PLAIN) * size;
  }

  static double bold(String text, double size) {
    return width(text, BOLD) * size;
  }

  static double mono(String text, double size) {
    return text.codePoints().count() * MONO * size;
  }

  private static double width(String text, double[] face) {
    return text.codePoints().mapToDouble(point -> em(point, face)).sum();
  }

  private static double em(int point, double[] face) {
    if (point >= ' ' && point <= '~') {
      return face[point - ' '];
    }
    return switch (point) {
      case '·', '’', '‘' -> 0.38;
      case '“', '”' -> 0.66;
      case '×', '↗' -> 0.84;
      default -> other(point, face);
    };
  }

  /// A letter with an accent is as wide as without; of other scripts, the wide ones count.
  private static double other(int point, double[] face) {
    if (Character.getType(point) == Character.NON_SPACING_MARK) {
      return 0;
    }
    int base = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFD).codePointAt(0);
    if (base != point && base <= '~') {
      return em(base, face);
    }
    return point >= 0x1f000 ? 1.4 : Character.isUpperCase(point) ? 1.15 : 1.0;
  }

  /// The text, cut to a width with "…" at its end.
  static String cut(String text, double width, double size) {
    return cut(text, width / size, PLAIN);
  }

  static String cutBold(String text, double width, double size) {
    return cut(text, width / size, BOLD);
  }

  private static String cut(String text, double width, double[] face) {
    if (width(text, face) <= width) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    double used = width("…", face);
    for (int point : text.codePoints().toArray()) {
      used += em(point, face);
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
  ///
  /// @param taken what else stands in the first line
  static List<String> wrap(String text, double width, int most, double taken) {
    double size = Metrics.SMALL;
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (!rest.isEmpty() && lines.size() < most) {
      double room = lines.isEmpty() ? width - taken : width;
      int end = lines.size() == most - 1 ? rest.length() : lineEnd(rest, room, size);
      lines.add(cut(rest.substring(0, end).strip(), room, size));
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
