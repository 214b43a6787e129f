// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Status;
import java.util.List;

/// Cards in columns, and the lines between them: what is laid out and drawn, whatever it shows. A
/// journey is one ([Cards#board]), the map of the tasks another ([TaskMap]).
///
/// @param label what it is, in one sentence
/// @param status of the whole
/// @param cards in canonical order
record Board(
    String label, Status status, List<Card> cards, List<Wire> wires, List<Column> columns) {
  Board {
    cards = List.copyOf(cards);
    wires = List.copyOf(wires);
    columns = List.copyOf(columns);
  }

  Deck deck() {
    return Deck.of(cards);
  }

  List<Card> in(int column) {
    return cards.stream().filter(card -> card.column() == column).toList();
  }

  /// The indexes of the columns that have cards, from left to right, as [#columns] lists them.
  List<Integer> used() {
    return cards.stream().map(Card::column).distinct().sorted().toList();
  }
}
