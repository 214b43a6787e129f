// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How many edges a card is away from the root, on the longest way.
final class Depths {
  private Depths() {}

  /// Relaxed at most once per card, so that a cycle, which only a faulty sender can make, ends too.
  static Map<String, Integer> of(List<Card> cards, List<Wire> wires) {
    Map<String, Integer> depths = new HashMap<>();
    cards.forEach(card -> depths.put(card.id(), 0));
    boolean changed = true;
    for (int round = 0; changed && round < cards.size(); round++) {
      changed = false;
      for (Wire wire : wires) {
        int through = depths.getOrDefault(wire.from(), 0) + 1;
        if (through > depths.getOrDefault(wire.to(), 0) && through <= cards.size()) {
          depths.put(wire.to(), through);
          changed = true;
        }
      }
    }
    return depths;
  }
}
