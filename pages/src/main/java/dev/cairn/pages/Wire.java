// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.Strength;
import dev.cairn.journeys.Journey.Edge;
import java.util.List;

/// An edge between two cards.
///
/// @param row index of the row of `to` that it ends at; -1: at the title
/// @param expected one of its ends has not happened
/// @param edges what it stands for; empty where the way through a gate was put in their place
record Wire(
    String from, String to, int row, Strength strength, boolean expected, List<Edge> edges) {
  Wire {
    edges = List.copyOf(edges);
  }

  Wire at(int newRow) {
    return new Wire(from, to, newRow, strength, expected, edges);
  }
}
