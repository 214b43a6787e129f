// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.Strength;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The longest way from the root: drawn as one straight line where that can be.
final class MainPath {
  private MainPath() {}

  static Set<Wire> of(Board board) {
    List<Wire> sure =
        board.wires().stream().filter(wire -> wire.strength() != Strength.GUESSED).toList();
    Map<String, Integer> depths = Depths.of(board.cards(), sure);
    Map<String, Integer> places = new HashMap<>();
    board.cards().forEach(card -> places.put(card.id(), places.size()));
    Set<Wire> main = new HashSet<>();
    Optional<String> at =
        board.cards().stream()
            .map(Card::id)
            .max(
                Comparator.comparingInt((String id) -> depths.getOrDefault(id, 0))
                    .thenComparing(id -> places.getOrDefault(id, 0), Comparator.reverseOrder()));
    while (at.isPresent()) {
      Optional<Wire> before = before(at.get(), sure, depths, places);
      before.ifPresent(main::add);
      at = before.filter(_ -> main.size() <= board.cards().size()).map(Wire::from);
    }
    return main;
  }

  private static Optional<Wire> before(
      String id, List<Wire> wires, Map<String, Integer> depths, Map<String, Integer> places) {
    int depth = depths.getOrDefault(id, 0);
    return wires.stream()
        .filter(wire -> wire.to().equals(id))
        .filter(wire -> depths.getOrDefault(wire.from(), 0) == depth - 1)
        .min(Comparator.comparingInt(wire -> places.getOrDefault(wire.from(), 0)));
  }
}
