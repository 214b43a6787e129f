// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The drawn signs, 16 px each: paths, so that they look the same everywhere.
final class Symbols {
  private record Stroke(String element, Map<String, String> attributes) {}

  private static final Map<Look, List<Stroke>> STROKES = new TreeMap<>(Comparator.naturalOrder());

  static {
    STROKES.put(Look.PASSED, List.of(circle("gl", 6.6), path("gs", "M5 8.3l2.1 2.1L11.2 6")));
    STROKES.put(Look.REUSED, List.of(circle("gl", 6.6), path("gs", "M5.2 6.6h5.6M5.2 9.4h5.6")));
    STROKES.put(Look.LIVE, List.of(circle("gl", 6.6), circle("gf", 3)));
    STROKES.put(
        Look.REPAIRED,
        List.of(
            path("gl", "M12.9 4.6A6.2 6.2 0 1 0 14.2 8"),
            path("gl", "M13.6 1.7v3.4h-3.4"),
            path("gs", "M5.4 8.2l1.9 1.9 3.4-3.9")));
    STROKES.put(
        Look.RUNNING,
        List.of(
            circle("gt", 6.2), path("gr spin", "M8 1.8A6.2 6.2 0 0 1 14.2 8"), circle("gf", 2)));
    STROKES.put(Look.QUEUED, List.of(circle("gl", 6.6), path("gd", "M5 8h.01M8 8h.01M11 8h.01")));
    STROKES.put(
        Look.HELD,
        List.of(
            path(
                "gf",
                "M4.5 1h7A3.5 3.5 0 0 1 15 4.5v7a3.5 3.5 0 0 1-3.5 3.5h-7A3.5 3.5 0 0 1 1"
                    + " 11.5v-7A3.5 3.5 0 0 1 4.5 1z"),
            path("gw", "M5.8 4.6v6.8M10.2 4.6v6.8")));
    STROKES.put(Look.WAITING, List.of(circle("gl", 6.6), path("gs", "M8 4.2V8l2.6 1.8")));
    STROKES.put(
        Look.OVERDUE, List.of(path("gf gj", "M8 1.2L15 14.2H1z"), path("gw", "M8 6v4M8 12.2h.01")));
    STROKES.put(
        Look.DRIFTED,
        List.of(
            path("gf gj", "M8 .9L15.1 8 8 15.1.9 8z"),
            path("gw gn", "M5 6.6h6M5 9.4h6M9.8 4.6L6.2 11.4")));
    STROKES.put(
        Look.FAILED,
        List.of(
            path("gf", "M5 1h6l4 4v6l-4 4H5l-4-4V5z"),
            path("gw", "M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2")));
    STROKES.put(
        Look.FLAGGED,
        List.of(path("gs", "M3 15V1.6"), path("gf gj", "M3 2h10.4l-2.6 3.6 2.6 3.6H3z")));
    STROKES.put(Look.EXPECTED, List.of(circle("gl gdash", 6.4)));
    STROKES.put(Look.REFUSED, List.of(circle("gl", 6.4), path("gs", "M3.6 12.4l8.8-8.8")));
    STROKES.put(
        Look.SUPERSEDED,
        List.of(circle("gl", 6.4), path("gs gn", "M5 5.4L7.6 8 5 10.6M8.4 5.4L11 8l-2.6 2.6")));
    STROKES.put(
        Look.ROLLED_BACK,
        List.of(
            path("gl", "M4.4 3.2L1.6 6l2.8 2.8"), path("gl", "M2 6h7.4a4.2 4.2 0 0 1 0 8.4H6")));
    STROKES.put(
        Look.ELSEWHERE,
        List.of(
            path(
                "gl",
                "M3.6 1.6h8.8a2 2 0 0 1 2 2v8.8a2 2 0 0 1-2 2H3.6a2 2 0 0 1-2-2V3.6a2 2 0 0 1"
                    + " 2-2z"),
            path("gs", "M5.5 10.5l5-5M6.6 5.5h3.9v3.9")));
    STROKES.put(
        Look.UNKNOWN,
        List.of(
            circle("gl", 6.6),
            path("gs", "M6 6.4a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.3M8 11.6h.01")));
  }

  private Symbols() {}

  private static Stroke circle(String style, double radius) {
    return new Stroke(
        "circle", Map.of("cx", "8", "cy", "8", "r", Markup.number(radius), "class", style));
  }

  private static Stroke path(String style, String d) {
    return new Stroke("path", Map.of("d", d, "class", style));
  }

  /// The `<symbol>`s of these states, for the head of a picture or a page.
  static Markup definitions(Set<Look> used) {
    Markup definitions = Markup.of("defs");
    STROKES.forEach((look, strokes) -> {
      if (used.contains(look)) {
        definitions.add(symbol(look, strokes));
      }
    });
    return definitions;
  }

  private static Markup symbol(Look look, List<Stroke> strokes) {
    Markup symbol =
        Markup.of("symbol").with("id", "g-" + look.symbol()).with("viewBox", "0 0 16 16");
    for (Stroke stroke : strokes) {
      Markup element = Markup.of(stroke.element());
      new TreeMap<>(stroke.attributes()).forEach(element::with);
      symbol.add(element);
    }
    return symbol;
  }

  /// Inside a picture.
  static Markup use(Look look, double x, double y, double size) {
    return Markup.of("use")
        .with("href", "#g-" + look.symbol())
        .with("x", x)
        .with("y", y)
        .with("width", size)
        .with("height", size)
        .with("class", "g " + look.hue().css());
  }

  /// Inside text, beside the word that says the same.
  static Markup icon(Look look, int size) {
    return Markup.of("svg", "ig " + look.hue().css())
        .with("width", size)
        .with("height", size)
        .with("aria-hidden", "true")
        .add(Markup.of("use").with("href", "#g-" + look.symbol()));
  }
}
