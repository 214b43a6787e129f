// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.NodeKind;
import dev.cairn.pages.Card.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Cards that would be called alike in one column are told apart by the artifact that they are
/// about: `scan mail` beside `scan × 18`.
final class Naming {
  private Naming() {}

  static List<Card> apart(List<Card> cards, List<Wire> wires) {
    Map<String, Integer> alike = new HashMap<>();
    cards.forEach(card -> alike.merge(called(card), 1, Integer::sum));
    Deck deck = Deck.of(cards);
    List<Card> named = new ArrayList<>();
    for (Card card : cards) {
      boolean doing = card.shape() == Shape.DOING || card.shape() == Shape.GATE;
      boolean several = alike.getOrDefault(called(card), 0) > 1;
      named.add(
          doing && several && card.members().isEmpty()
              ? subject(card, wires, deck).map(card::about).orElse(card)
              : card);
    }
    return named;
  }

  private static String called(Card card) {
    int times = card.title().indexOf(" × ");
    return card.column() + " " + (times < 0 ? card.title() : card.title().substring(0, times));
  }

  /// The artifact that leads to it, at most two edges away; none where several do.
  private static Optional<String> subject(Card card, List<Wire> wires, Deck deck) {
    List<Card> causes = causes(card, wires, deck);
    List<Card> artifacts = causes.stream().filter(Naming::isArtifact).toList();
    if (artifacts.isEmpty()) {
      artifacts =
          causes.stream()
              .flatMap(cause -> causes(cause, wires, deck).stream())
              .filter(Naming::isArtifact)
              .distinct()
              .toList();
    }
    return artifacts.size() == 1
        ? Optional.of(artifacts.getFirst().title().split("@", 2)[0])
        : Optional.empty();
  }

  private static List<Card> causes(Card card, List<Wire> wires, Deck deck) {
    return wires.stream()
        .filter(wire -> wire.to().equals(card.id()))
        .map(wire -> deck.card(wire.from()))
        .toList();
  }

  private static boolean isArtifact(Card card) {
    return card.members().isEmpty()
        && card.nodes().stream().anyMatch(node -> node.kind() == NodeKind.ARTIFACT);
  }
}
