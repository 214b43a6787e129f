// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Journey.Edge;
import dev.cairn.journeys.Status;
import dev.cairn.pages.Card.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The edges between cards, and what of them is drawn.
record Wiring(List<Wire> wires) {
  private static final Comparator<Wire> ORDER =
      Comparator.comparing(Wire::from).thenComparing(Wire::to).thenComparingInt(Wire::row);

  Wiring {
    wires = wires.stream().sorted(ORDER).toList();
  }

  /// Edges of nodes become edges of cards; several between the same two become one, as strong as
  /// the strongest of them.
  static Wiring of(Journey journey, Map<String, String> groups, List<Card> cards) {
    Deck deck = Deck.of(cards);
    Map<String, List<Edge>> between = new TreeMap<>();
    journey.edges().stream()
        .sorted(Comparator.comparing(Edge::from).thenComparing(Edge::to).thenComparing(Edge::kind))
        .forEach(edge -> {
          String from = groups.getOrDefault(edge.from(), "");
          String to = groups.getOrDefault(edge.to(), "");
          if (deck.has(from) && deck.has(to) && !from.equals(to)) {
            between.computeIfAbsent(from + " " + to, _ -> new ArrayList<>()).add(edge);
          }
        });
    List<Wire> wires = new ArrayList<>();
    between.forEach((ends, edges) -> {
      int space = ends.indexOf(' ');
      wires.add(wire(ends.substring(0, space), ends.substring(space + 1), edges, deck));
    });
    return new Wiring(wires);
  }

  private static Wire wire(String from, String to, List<Edge> edges, Deck cards) {
    Strength strength =
        edges.stream().map(Edge::strength).min(Comparator.naturalOrder()).orElse(Strength.DECLARED);
    return new Wire(from, to, -1, strength, expected(cards.card(from), cards.card(to)), edges);
  }

  private static boolean expected(Card from, Card to) {
    return from.look().absent() || to.look().absent();
  }

  /// The same edges, between the cards that cards were folded into.
  Wiring mapped(Map<String, String> hosts, List<Card> cards) {
    Deck deck = Deck.of(cards);
    Map<String, List<Wire>> between = new TreeMap<>();
    for (Wire wire : wires) {
      String from = hosts.getOrDefault(wire.from(), wire.from());
      String to = hosts.getOrDefault(wire.to(), wire.to());
      if (!from.equals(to)) {
        between.computeIfAbsent(from + " " + to, _ -> new ArrayList<>()).add(wire);
      }
    }
    List<Wire> mapped = new ArrayList<>();
    between.forEach((ends, same) -> {
      int space = ends.indexOf(' ');
      List<Edge> edges = same.stream().flatMap(wire -> wire.edges().stream()).toList();
      mapped.add(wire(ends.substring(0, space), ends.substring(space + 1), edges, deck));
    });
    return new Wiring(mapped);
  }

  /// Gates with a row for every verdict that they need: whatever leads to them but the judged
  /// itself.
  List<Card> withGateRows(List<Card> cards) {
    Deck deck = Deck.of(cards);
    return cards.stream()
        .map(card -> card.shape() == Card.Shape.GATE ? card.withRows(gateRows(card, deck)) : card)
        .toList();
  }

  private List<Row> gateRows(Card gate, Deck cards) {
    return wires.stream()
        .filter(wire -> wire.to().equals(gate.id()))
        .map(wire -> cards.card(wire.from()))
        .filter(card -> card.shape() != Card.Shape.THING)
        .sorted(
            Comparator.comparingInt(Card::column)
                .thenComparing(Card::title)
                .thenComparing(Card::id))
        .map(card -> new Row(card.id(), card.status(), verdictName(card), verdictValue(card)))
        .toList();
  }

  private static String verdictName(Card card) {
    int times = card.title().indexOf(" × ");
    return times < 0 ? card.title() : card.title().substring(0, times);
  }

  private static String verdictValue(Card card) {
    if (!card.members().isEmpty()) {
      return Integer.toString(card.members().size());
    }
    if (card.look().settledWell() || card.look().absent()) {
      return Faces.fact(card.nodes(), "tests").map(Words::visible).orElse("");
    }
    String brief =
        Faces.fact(card.nodes(), "findings").or(() -> Faces.reason(card.nodes())).orElse("");
    return TextWidths.cut(Words.visible(brief.split(", ", 2)[0]), 84, Metrics.SMALL);
  }

  /// An artifact's gate is what lets it go on: what follows behind the gate is drawn from there.
  Wiring throughGates(List<Card> cards) {
    Deck deck = Deck.of(cards);
    Map<String, String> gates = new HashMap<>();
    for (Wire wire : wires) {
      if (isKind(deck.card(wire.from()), NodeKind.ARTIFACT)
          && isKind(deck.card(wire.to()), NodeKind.GATE)) {
        gates.putIfAbsent(wire.from(), wire.to());
      }
    }
    Map<String, Wire> through = new TreeMap<>();
    for (Wire wire : wires) {
      Wire drawn = through(wire, gates.get(wire.from()), deck);
      through.putIfAbsent(drawn.from() + " " + drawn.to(), drawn);
    }
    return new Wiring(List.copyOf(through.values()));
  }

  private static Wire through(Wire wire, @Nullable String gate, Deck cards) {
    if (gate == null || gate.equals(wire.to()) || wire.strength() == Strength.GUESSED) {
      return wire;
    }
    boolean behind = cards.card(wire.to()).column() > cards.card(gate).column();
    return behind
        ? new Wire(gate, wire.to(), -1, wire.strength(), wire.expected(), wire.edges())
        : wire;
  }

  private static boolean isKind(Card card, NodeKind kind) {
    return card.nodes().stream().anyMatch(node -> node.kind() == kind);
  }

  /// Edges that follow from others are not drawn; the dock lists them.
  Wiring withoutImplied() {
    Map<String, Set<String>> next = new HashMap<>();
    wires.stream()
        .filter(wire -> wire.strength() != Strength.GUESSED)
        .forEach(wire -> next.computeIfAbsent(wire.from(), _ -> new HashSet<>()).add(wire.to()));
    List<Wire> kept = new ArrayList<>();
    for (Wire wire : wires) {
      if (isImplied(wire, next)) {
        next.getOrDefault(wire.from(), Set.of()).remove(wire.to());
      } else {
        kept.add(wire);
      }
    }
    return new Wiring(kept);
  }

  private static boolean isImplied(Wire wire, Map<String, Set<String>> next) {
    Deque<String> open = new ArrayDeque<>();
    Set<String> seen = new HashSet<>(Set.of(wire.from()));
    next.getOrDefault(wire.from(), Set.of()).stream()
        .filter(id -> !id.equals(wire.to()))
        .forEach(open::add);
    while (!open.isEmpty()) {
      String id = open.remove();
      if (id.equals(wire.to())) {
        return true;
      }
      if (seen.add(id)) {
        open.addAll(next.getOrDefault(id, Set.of()));
      }
    }
    return false;
  }

  /// An edge ends at the row that it answers.
  Wiring atRows(List<Card> cards) {
    Deck deck = Deck.of(cards);
    return new Wiring(
        wires.stream().map(wire -> wire.at(rowOf(wire, deck.card(wire.to())))).toList());
  }

  private static int rowOf(Wire wire, Card to) {
    for (int row = 0; row < to.rows().size(); row++) {
      if (to.rows().get(row).from().equals(wire.from())) {
        return row;
      }
    }
    return -1;
  }

  /// Cards that waited long for the last of their causes say so.
  List<Card> withWaits(List<Card> cards) {
    Deck deck = Deck.of(cards);
    return cards.stream().map(card -> card.withWaited(waited(card, deck))).toList();
  }

  private Optional<Duration> waited(Card card, Deck cards) {
    if (card.look().absent() || card.status() == Status.ELSEWHERE) {
      return Optional.empty();
    }
    Optional<Instant> ready =
        wires.stream()
            .filter(wire -> wire.to().equals(card.id()))
            .filter(wire -> wire.strength() != Strength.GUESSED)
            .map(wire -> cards.card(wire.from()))
            .flatMap(cause -> end(cause).stream())
            .max(Comparator.naturalOrder());
    return beginning(card)
        .flatMap(begin -> ready.map(end -> Duration.between(end, begin)))
        .filter(gap -> gap.compareTo(EnvironmentRows.longWait()) >= 0);
  }

  private static Optional<Instant> beginning(Card card) {
    return card.shape() == Card.Shape.ENVIRONMENT
        ? EnvironmentRows.began(card.nodes())
        : card.started();
  }

  private static Optional<Instant> end(Card card) {
    return switch (card.timing()) {
      case Card.Timing.Untimed _, Card.Timing.Usual _ -> Optional.empty();
      case Card.Timing.At(var at) -> Optional.of(at);
      case Card.Timing.Took(_, var to) -> Optional.of(to);
      case Card.Timing.Since(var since) -> Optional.of(since);
    };
  }

  List<Wire> inOrderOf(List<Card> cards) {
    Map<String, Integer> places = new HashMap<>();
    cards.forEach(card -> places.put(card.id(), places.size()));
    return wires.stream()
        .sorted(
            Comparator.comparingInt((Wire wire) -> places.getOrDefault(wire.from(), 0))
                .thenComparingInt(wire -> places.getOrDefault(wire.to(), 0))
                .thenComparingInt(Wire::row))
        .toList();
  }
}
