// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Status;
import dev.cairn.pages.Card.Line;
import dev.cairn.pages.Card.Row;
import dev.cairn.pages.Card.Shape;
import dev.cairn.pages.Layout.Box;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Draws one card: a link to its dock, with everything in it read out as its label.
record CardDrawing(Drawing picture) {
  private static final double GLYPH = 16;
  private static final double SMALL_GLYPH = 12;

  Markup card(Card card) {
    Box box = picture.layout().box(card);
    String time = time(card);
    Markup group =
        Markup.of("g")
            .with(
                "transform",
                "translate(" + Markup.number(box.x()) + " " + Markup.number(box.y()) + ")");
    outline(group, card, box);
    title(group, card, box, time);
    switch (card.shape()) {
      case THING, DOING -> lines(group, card, box);
      case GATE -> {
        rows(group, card, box);
        foot(group, card, box);
      }
      case ENVIRONMENT -> rows(group, card, box);
    }
    return Markup.of("a", style(card))
        .with("id", "c" + card.id().substring(1))
        .with("href", href(card))
        .with("data-column", Integer.toString(card.column()))
        .with("data-to", next(card))
        .with("aria-label", card.label(time))
        .add(group);
  }

  /// A folded card is unfolded by its link, one of another journey leads there; any other opens its
  /// dock.
  private String href(Card card) {
    Optional<String> other = Faces.fact(card.nodes(), "journey");
    if (card.status() == Status.ELSEWHERE && other.isPresent()) {
      return "/journeys/" + other.get();
    }
    return card.members().isEmpty()
        ? picture.base() + "#" + card.id()
        : picture.base() + "?unfold=" + card.id();
  }

  private String time(Card card) {
    return card.shape() == Shape.THING && !card.status().lasts()
        ? ""
        : picture.reading().text(card.timing());
  }

  private String next(Card card) {
    return picture.board().wires().stream()
        .filter(wire -> wire.from().equals(card.id()))
        .map(Wire::to)
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static String style(Card card) {
    Look look = card.look();
    String state = look.loud() ? " loud" : look.absent() ? " offn" : "";
    return "n k-"
        + card.shape().name().toLowerCase(Locale.ROOT)
        + " "
        + look.hue().css()
        + " s-"
        + card.status().word()
        + state;
  }

  private static void outline(Markup group, Card card, Box box) {
    if (!card.members().isEmpty()) {
      group.add(sheet(card, box, 6)).add(sheet(card, box, 3));
    }
    if (card.shape() == Shape.GATE) {
      group.add(Markup.of("path", "bx").with("d", octagon(box.width(), box.height())));
      return;
    }
    group.add(
        Markup.of("rect", "bx")
            .with("width", box.width())
            .with("height", box.height())
            .with("rx", radius(card)));
    if (card.shape() == Shape.ENVIRONMENT && !card.rows().isEmpty()) {
      group.add(Markup.of("path", "hr").with("d", "M0 27H" + Markup.number(box.width())));
    }
  }

  private static Markup sheet(Card card, Box box, double offset) {
    Markup sheet =
        card.shape() == Shape.GATE
            ? Markup.of("path", "bx bk").with("d", octagon(box.width(), box.height()))
            : Markup.of("rect", "bx bk")
                .with("width", box.width())
                .with("height", box.height())
                .with("rx", radius(card));
    String distance = Markup.number(offset);
    return sheet.with("transform", "translate(" + distance + " " + distance + ")");
  }

  private static double radius(Card card) {
    return switch (card.shape()) {
      case DOING -> 9;
      case ENVIRONMENT -> 4;
      case THING, GATE -> 3;
    };
  }

  private static String octagon(double width, double height) {
    String right = Markup.number(width);
    String bottom = Markup.number(height);
    String inRight = Markup.number(width - 10);
    String inBottom = Markup.number(height - 10);
    return "M10 0H%s L%s 10V%s L%s %sH10L0 %sV10z"
        .formatted(inRight, right, inBottom, inRight, bottom, inBottom);
  }

  private void title(Markup group, Card card, Box box, String time) {
    double line = Metrics.port(card, -1);
    double room = box.width() - 32 - 10;
    double beside = room - timeRoom(card, time);
    boolean timed =
        !time.isEmpty()
            && !(isFinding(card) && TextWidths.bold(card.title(), Metrics.TITLE) > beside);
    double most = timed ? beside : room;
    String title =
        card.mono()
            ? TextWidths.cutMono(card.title(), most, 11.5)
            : TextWidths.cutBold(card.title(), most, Metrics.TITLE);
    group
        .add(Symbols.use(card.look(), 10, line - 8, GLYPH))
        .add(Drawing.text(card.mono() ? "t m" : "t", 32, line + 4.5, title));
    if (timed) {
      group.add(
          Drawing.text("q te", box.width() - 10, line + 4.5, time)
              .with("data-since", picture.reading().counted(card.timing())));
    }
  }

  /// An advisory's name says more than since when it is known, where there is no room for both.
  private static boolean isFinding(Card card) {
    return !card.nodes().isEmpty()
        && card.nodes().stream().allMatch(node -> node.kind() == NodeKind.FINDING);
  }

  /// A time that the browser counts on may become longer than it is now.
  private double timeRoom(Card card, String time) {
    if (time.isEmpty()) {
      return 0;
    }
    boolean counted = picture.reading().counted(card.timing()).isPresent();
    double least = counted ? TextWidths.plain("59 min", Metrics.SMALL) : 0;
    return Math.max(least, TextWidths.plain(time, Metrics.SMALL)) + 6;
  }

  private void lines(Markup group, Card card, Box box) {
    double y = 37.5;
    double glyphs = Metrics.attempts(card.attempts().size());
    for (int i = 0; i < card.lines().size(); i++) {
      Line line = card.lines().get(i);
      double room = box.width() - 42 - (i == 0 ? glyphs : 0);
      String text =
          line.mono()
              ? TextWidths.cutMono(line.text(), room, 10.5)
              : TextWidths.cut(line.text(), room, Metrics.SMALL);
      group.add(Drawing.text(line.mono() ? "q m" : "q", 32, y, text));
      y += 15;
    }
    attempts(group, card, box);
    members(group, card, 32 + 15.0 * card.lines().size());
  }

  private static void attempts(Markup group, Card card, Box box) {
    double x = box.width() - 10 - 14.0 * card.attempts().size() + 3;
    for (Status status : card.attempts()) {
      group.add(Symbols.use(Look.of(status), x, 28.5, 11));
      x += 14;
    }
  }

  private static void members(Markup group, Card card, double top) {
    for (int i = 0; i < card.members().size(); i++) {
      double x = 32 + Metrics.MEMBER * (i % Metrics.MEMBERS_IN_ROW);
      double y = top + Metrics.MEMBER * Math.floorDiv(i, Metrics.MEMBERS_IN_ROW);
      group.add(Symbols.use(Look.of(card.members().get(i).status()), x, y, 10));
    }
  }

  private static void rows(Markup group, Card card, Box box) {
    double y = 33;
    for (Row row : card.rows()) {
      Look look = Look.of(row.status());
      String value = TextWidths.cutBold(row.value(), box.width() * 0.45, Metrics.SMALL);
      double room =
          box.width() - 40 - (value.isEmpty() ? 0 : TextWidths.bold(value, Metrics.SMALL) + 8);
      group
          .add(Symbols.use(look, 12, y, SMALL_GLYPH))
          .add(
              Drawing.text(
                  look == Look.EXPECTED ? "q r fade" : "q r",
                  30,
                  y + 10,
                  TextWidths.cut(row.text(), room, Metrics.SMALL)))
          .add(value(row, look, box, y, value));
      y += Metrics.ROW;
    }
  }

  private static Optional<Markup> value(Row row, Look look, Box box, double y, String value) {
    if (row.value().isEmpty()) {
      return Optional.empty();
    }
    boolean quiet = look.settledWell() || look.hue() == Look.Hue.OFF;
    String style = quiet ? "q te" : "q " + look.hue().css() + " v te";
    return Optional.of(Drawing.text(style, box.width() - 10, y + 10, value));
  }

  private static void foot(Markup group, Card card, Box box) {
    if (!card.foot().isEmpty()) {
      group.add(
          Drawing.text(
              "q ft",
              12,
              box.height() - 9,
              TextWidths.cut(card.foot(), box.width() - 22, Metrics.SMALL)));
    }
  }
}
