// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.pages.Layout.Box;
import dev.cairn.pages.Layout.Extent;
import dev.cairn.pages.Layout.Point;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Draws cards where the layout put them.
///
/// @param base what stands before `#n-…` in the cards' links: empty inside the page
record Drawing(Board board, Layout layout, Reading reading, String base) {
  private static final double STEP = 40;

  /// The picture's width, rounded up so that a few style rules fit all pictures.
  double width() {
    return Math.ceil(Math.max(layout.width(), 320) / STEP) * STEP;
  }

  double height() {
    return Math.ceil(layout.height());
  }

  Markup svg() {
    Markup svg =
        Markup.of("svg", "j w" + Math.round(width() / STEP))
            .with("viewBox", "0 0 " + Markup.number(width()) + " " + Markup.number(height()))
            .with("width", width())
            .with("height", height())
            .with("role", "group")
            .with("aria-label", label());
    return svg;
  }

  /// All that is drawn, without the frame.
  List<Markup> content() {
    Edges edges = new Edges(board, layout);
    CardDrawing drawing = new CardDrawing(this);
    Markup nodes = Markup.of("g", "nodes");
    board.cards().forEach(card -> nodes.add(drawing.card(card)));
    Markup heads = Markup.of("g", "heads");
    for (int index = 0; index < board.columns().size(); index++) {
      heads.add(head(index));
    }
    return List.of(markers(), bands(), heads, edges.drawn(), nodes, chips(edges));
  }

  Map<String, Markup> parts() {
    Map<String, Markup> parts = new LinkedHashMap<>();
    parts.put("j-marks", markers());
    parts.put("j-bands", bands());
    parts.put("j-edges", new Edges(board, layout).drawn());
    for (int index = 0; index < board.columns().size(); index++) {
      parts.put("h-" + board.columns().get(index).key(), head(index));
    }
    CardDrawing drawing = new CardDrawing(this);
    board.cards().forEach(card -> parts.put("c" + card.id().substring(1), drawing.card(card)));
    return parts;
  }

  String label() {
    return board.label();
  }

  /// Every state whose sign is needed, row glyphs and attempts too.
  Set<Look> looks() {
    Set<Look> looks = EnumSet.noneOf(Look.class);
    for (Card card : board.cards()) {
      looks.add(card.look());
      card.rows().forEach(row -> looks.add(Look.of(row.status())));
      card.attempts().forEach(status -> looks.add(Look.of(status)));
      card.members().forEach(member -> looks.add(Look.of(member.status())));
      if (card.waited().isPresent()) {
        looks.add(Look.WAITING);
      }
    }
    board.columns().forEach(column -> looks.add(column.look()));
    return looks;
  }

  private Markup markers() {
    Markup definitions =
        Markup.of("defs").with("id", "j-marks").add(marker("a", "mk")).add(marker("ao", "mk mo"));
    Set<String> hot = new TreeSet<>();
    board.wires().stream()
        .flatMap(wire -> Edges.heat(wire, board.deck()).stream())
        .forEach(hue -> hot.add(hue.css()));
    hot.forEach(css -> definitions.add(marker("a-" + css, "mk " + css)));
    return definitions;
  }

  private static Markup marker(String id, String style) {
    return Markup.of("marker")
        .with("id", id)
        .with("viewBox", "0 0 8 8")
        .with("refX", "7")
        .with("refY", "4")
        .with("markerWidth", "9")
        .with("markerHeight", "9")
        .with("markerUnits", "userSpaceOnUse")
        .with("orient", "auto")
        .add(Markup.of("path", style).with("d", "M.5 .8L7 4 .5 7.2z"));
  }

  private double edgeLeft(int index) {
    if (index == 0) {
      return 0;
    }
    Extent before = layout.columns().get(index - 1);
    return (before.right() + layout.columns().get(index).left()) / 2;
  }

  private double edgeRight(int index) {
    return index + 1 < layout.columns().size() ? edgeLeft(index + 1) : layout.width();
  }

  private Markup bands() {
    Markup bands = Markup.of("g", "bands").with("id", "j-bands");
    for (int index = 0; index < board.columns().size(); index++) {
      Column column = board.columns().get(index);
      if (column.here()) {
        bands.add(band(index, hereHue()));
      }
      if (index > 0) {
        String x = Markup.number(edgeLeft(index));
        bands.add(
            Markup.of("path", "sep").with("d", "M" + x + " 6V" + Markup.number(height() - 4)));
      }
    }
    return bands;
  }

  private Markup band(int index, Look.Hue hue) {
    return Markup.of("rect", "band " + hue.css())
        .with("x", edgeLeft(index))
        .with("y", 0)
        .with("width", edgeRight(index) - edgeLeft(index))
        .with("height", height());
  }

  /// The hue of the whole, which is the hue of where it stands.
  private Look.Hue hereHue() {
    return Look.of(board.status()).hue();
  }

  private Markup head(int index) {
    Column column = board.columns().get(index);
    double left = layout.columns().get(index).left() + 2;
    double room = edgeRight(index) - left - 26;
    Look.Hue hue = column.here() ? hereHue() : column.look().hue();
    return Markup.of("g", "st " + hue.css() + (column.here() ? " here" : ""))
        .with("id", "h-" + column.key())
        .add(Symbols.use(column.look(), left, 8, 14))
        .add(text("sh", left + 20, 19.5, TextWidths.cutBold(column.title(), room, 12)))
        .add(
            text(
                    "q",
                    left + 20,
                    34,
                    TextWidths.cut(reading.head(column.head()), room, Metrics.SMALL))
                .with("data-since", reading.counted(column.head()))
                .with(
                    "data-before",
                    column.head() instanceof Column.Head.Lasting(var before, _)
                        ? Optional.of(before)
                        : Optional.empty()));
  }

  private Markup chips(Edges edges) {
    Markup chips = Markup.of("g", "chips");
    edges.guesses().stream()
        .sorted(Comparator.comparingDouble(Point::y).thenComparingDouble(Point::x))
        .forEach(point -> chips.add(question(point)));
    board.cards().stream()
        .filter(card -> card.waited().isPresent())
        .forEach(card -> chips.add(pill(card)));
    return chips;
  }

  private static Markup question(Point at) {
    return Markup.of("g", "q-chip")
        .add(Markup.of("circle").with("cx", at.x()).with("cy", at.y()).with("r", 8.5))
        .add(text("tm b", at.x(), at.y() + 4, "?"));
  }

  private Markup pill(Card card) {
    Box box = layout.box(card);
    String text = card.waited().map(Spans::exact).orElse("");
    double width = TextWidths.plain(text, Metrics.SMALL) + 26;
    double x = box.x() - Metrics.PILL + (Metrics.PILL - 12 - width) / 2;
    double y = box.y() + Metrics.port(card, -1);
    return Markup.of("g", "w h-off")
        .add(
            Markup.of("rect")
                .with("x", x)
                .with("y", y - 9)
                .with("width", width)
                .with("height", 18)
                .with("rx", 9))
        .add(Symbols.use(Look.WAITING, x + 5, y - 5.5, 11).with("class", "g h-off"))
        .add(text("q", x + 20, y + 4, text));
  }

  static Markup text(String style, double x, double y, String text) {
    return Markup.of("text", style).with("x", x).with("y", y).text(text);
  }
}
