// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Environments that follow from one another stand in columns of their own; others share one.
final class EnvironmentColumns {
  private EnvironmentColumns() {}

  static List<Card> place(List<Card> cards, List<Wire> wires) {
    List<Card> environments = cards.stream().filter(EnvironmentColumns::isLast).toList();
    Set<String> ids = environments.stream().map(Card::id).collect(Collectors.toUnmodifiableSet());
    List<Wire> among =
        wires.stream()
            .filter(wire -> ids.contains(wire.from()) && ids.contains(wire.to()))
            .toList();
    Map<String, Integer> depths = Depths.of(environments, among);
    return cards.stream()
        .map(card -> card.at(card.column() + depths.getOrDefault(card.id(), 0)))
        .toList();
  }

  private static boolean isLast(Card card) {
    return card.column() == Stages.environments();
  }
}
