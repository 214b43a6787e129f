// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Journey.Node;
import dev.cairn.journeys.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A journey as cards, edges and columns: the one model behind picture, page, table and terminal.
/// All are in canonical order (stage, depth, identity), which never depends on arrival.
///
/// @param folded how many cards more there would be without folding
record Cards(
    Journey journey, List<Card> cards, List<Wire> wires, List<Column> columns, int folded) {
  Cards {
    cards = List.copyOf(cards);
    wires = List.copyOf(wires);
    columns = List.copyOf(columns);
  }

  /// @param unfolded ids of cards to show with all their members; `all` for every one
  static Cards of(Journey journey, Set<String> unfolded) {
    Map<String, String> groups = Grouping.of(journey);
    List<Card> single = faces(journey, groups);
    Wiring wiring = Wiring.of(journey, groups, single);
    List<Card> placed = EnvironmentColumns.place(single, wiring.wires());
    Folding folding = Folding.of(placed, wiring.wires(), unfolded);
    Wiring folded = wiring.mapped(folding.hosts(), folding.cards());
    List<Card> rowed = folded.withGateRows(folding.cards());
    Wiring drawn = folded.throughGates(rowed).withoutImplied().atRows(rowed);
    List<Card> named = Naming.apart(rowed, drawn.wires());
    List<Card> ordered = ordered(drawn.withWaits(named), drawn.wires());
    return new Cards(
        journey,
        ordered,
        drawn.inOrderOf(ordered),
        Heads.columns(journey, ordered),
        placed.size() - folding.cards().size());
  }

  private static List<Card> faces(Journey journey, Map<String, String> groups) {
    Map<String, List<Node>> nodes = new TreeMap<>();
    journey.nodes().stream()
        .sorted(Comparator.comparing(Faces::least).thenComparing(Node::id))
        .forEach(node ->
            nodes
                .computeIfAbsent(
                    Objects.requireNonNull(groups.get(node.id())), _ -> new ArrayList<>())
                .add(node));
    List<Card> cards = new ArrayList<>();
    nodes.forEach((id, members) -> cards.add(stage(Faces.card(id, members))));
    return cards;
  }

  private static Card stage(Card card) {
    int order =
        card.shape() == Card.Shape.ENVIRONMENT
            ? Stages.environments()
            : card.nodes().stream()
                .filter(node -> !Stages.isEnvironment(node))
                .mapToInt(node -> Stages.order(node.stage()))
                .min()
                .orElse(Stages.environments());
    return card.at(order);
  }

  private static List<Card> ordered(List<Card> cards, List<Wire> wires) {
    Map<String, Integer> depths = Depths.of(cards, wires);
    return cards.stream()
        .sorted(
            Comparator.comparingInt(Card::column)
                .thenComparingInt((Card card) -> depths.getOrDefault(card.id(), 0))
                .thenComparingInt(Cards::promotion)
                .thenComparing(card -> Faces.least(card.nodes().getFirst()))
                .thenComparing(Card::id))
        .toList();
  }

  private static int promotion(Card card) {
    return card.shape() == Card.Shape.ENVIRONMENT ? Stages.promotion(card.title()) : 0;
  }

  Optional<Card> card(String id) {
    return cards.stream().filter(card -> card.id().equals(id)).findFirst();
  }

  /// What of it is drawn.
  Board board() {
    return new Board(
        "Journey: " + journey.title() + ". " + journey.summary().text(),
        journey.status(),
        cards,
        wires,
        columns);
  }

  Deck deck() {
    return Deck.of(cards);
  }

  List<Card> in(int column) {
    return board().in(column);
  }

  List<Integer> used() {
    return board().used();
  }

  /// The card that says most about why the journey is where it is.
  Optional<Card> telling() {
    return cards.stream()
        .filter(card -> card.look().hurts() || card.status() == Status.HELD)
        .min(Comparator.comparingInt(card -> card.look().weight()));
  }
}
