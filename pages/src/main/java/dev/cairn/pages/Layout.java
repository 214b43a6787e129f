// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Where everything of a picture is, in pixels.
///
/// @param boxes by card id
/// @param paths as many as there are wires, in their order
/// @param columns left and right edge of every column, in the order of [Board#columns]
record Layout(
    Map<String, Box> boxes,
    List<List<Point>> paths,
    List<Extent> columns,
    double width,
    double height) {
  Layout {
    boxes = Map.copyOf(boxes);
    paths = List.copyOf(paths);
    columns = List.copyOf(columns);
  }

  record Box(double x, double y, double width, double height) {}

  record Point(double x, double y) {}

  record Extent(double left, double right) {}

  Box box(Card card) {
    return Objects.requireNonNull(boxes.get(card.id()), card.id());
  }
}
