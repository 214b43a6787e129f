// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.Strength;
import dev.cairn.pages.Layout.Box;
import dev.cairn.pages.Layout.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The lines between cards. Declared is solid, inferred dashed, guessed dotted; what is expected is
/// thin and pale; the path that hurts is thick and lies on top.
record Edges(Board board, Layout layout) {
  private static final double CORNER = 7;

  Markup drawn() {
    Markup edges = Markup.of("g", "edges").with("id", "j-edges");
    for (int rank = 0; rank < 3; rank++) {
      for (int index = 0; index < board.wires().size(); index++) {
        Wire wire = board.wires().get(index);
        if (rank(wire) == rank) {
          edges.add(edge(wire, layout.paths().get(index)));
        }
      }
    }
    return edges;
  }

  private int rank(Wire wire) {
    if (wire.expected()) {
      return 0;
    }
    return heat(wire, board.deck()).isPresent() ? 2 : 1;
  }

  private Markup edge(Wire wire, List<Point> points) {
    Optional<Look.Hue> heat = heat(wire, board.deck());
    String marker = wire.expected() ? "ao" : heat.map(hue -> "a-" + hue.css()).orElse("a");
    String style =
        "e e-"
            + wire.strength().word()
            + (wire.expected() ? " e-off" : "")
            + heat.map(hue -> " e-hot " + hue.css()).orElse("");
    return Markup.of("path", style)
        .with("d", rounded(reached(wire, points)))
        .with("marker-end", "url(#" + marker + ")");
  }

  /// Where a pill stands before a card, the line goes on behind it up to the card itself.
  private List<Point> reached(Wire wire, List<Point> points) {
    Box box = layout.box(board.deck().card(wire.to()));
    Point last = points.getLast();
    if (Math.abs(last.x() - box.x()) < 1) {
      return points;
    }
    List<Point> longer = new ArrayList<>(points.subList(0, points.size() - 1));
    longer.add(new Point(box.x(), last.y()));
    return longer;
  }

  /// The hue of the path that hurts: to a bad state, and from it to what it stops.
  static Optional<Look.Hue> heat(Wire wire, Deck cards) {
    Look from = cards.card(wire.from()).look();
    Look to = cards.card(wire.to()).look();
    if (wire.expected()) {
      return Optional.empty();
    }
    if (from.hurts() && (to.hurts() || to == Look.HELD)) {
      return Optional.of(from.hue());
    }
    return to.hurts() ? Optional.of(to.hue()) : Optional.empty();
  }

  private static String rounded(List<Point> points) {
    StringBuilder path = new StringBuilder("M").append(pair(points.getFirst()));
    for (int i = 1; i < points.size() - 1; i++) {
      Point before = points.get(i - 1);
      Point corner = points.get(i);
      Point after = points.get(i + 1);
      double radius = Math.min(CORNER, Math.min(length(before, corner), length(corner, after)) / 2);
      path.append('L')
          .append(pair(towards(corner, before, radius)))
          .append('Q')
          .append(pair(corner))
          .append(' ')
          .append(pair(towards(corner, after, radius)));
    }
    return path.append('L').append(pair(points.getLast())).toString();
  }

  private static double length(Point a, Point b) {
    return Math.abs(a.x() - b.x()) + Math.abs(a.y() - b.y());
  }

  private static Point towards(Point from, Point to, double distance) {
    return new Point(
        from.x() + Math.signum(to.x() - from.x()) * distance,
        from.y() + Math.signum(to.y() - from.y()) * distance);
  }

  private static String pair(Point point) {
    return Markup.number(point.x()) + " " + Markup.number(point.y());
  }

  /// Where the "?" of each guess stands: on its last straight stretch.
  List<Point> guesses() {
    List<Point> guesses = new ArrayList<>();
    for (int index = 0; index < board.wires().size(); index++) {
      if (board.wires().get(index).strength() == Strength.GUESSED) {
        Point end = layout.paths().get(index).getLast();
        guesses.add(new Point(end.x() - 21, end.y()));
      }
    }
    return guesses;
  }
}
