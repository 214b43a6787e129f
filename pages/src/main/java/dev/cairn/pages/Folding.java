// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Status;
import dev.cairn.pages.Card.Line;
import dev.cairn.pages.Card.Member;
import dev.cairn.pages.Card.Timing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Siblings of one kind with equal neighbours, more than four of them in a good state, as one card.
/// What fails, is held or runs is never folded.
///
/// Equal neighbours are found by refinement: all cards begin in a class of their stage, kind and
/// name (whoever is not well, in a class alone); a class is split where its cards' neighbours are
/// of different classes, until nothing splits. So twenty images, each with a scan and a gate of its
/// own, fold into three cards.
///
/// @param cards what is left
/// @param hosts for every card that was folded, the one that it is in
record Folding(List<Card> cards, Map<String, String> hosts) {
  private static final int MORE_THAN = 4;

  Folding {
    cards = List.copyOf(cards);
    hosts = Map.copyOf(hosts);
  }

  static Folding of(List<Card> cards, List<Wire> wires, Set<String> unfolded) {
    List<Card> left = new ArrayList<>();
    Map<String, String> hosts = new HashMap<>();
    for (List<Card> alike : classes(cards, wires)) {
      String id = alike.getFirst().id() + "-and-more";
      boolean fold =
          alike.size() > MORE_THAN && !unfolded.contains("all") && !unfolded.contains(id);
      if (fold) {
        alike.forEach(card -> hosts.put(card.id(), id));
        left.add(folded(id, alike));
      } else {
        left.addAll(alike);
      }
    }
    return new Folding(left, hosts);
  }

  private static List<List<Card>> classes(List<Card> cards, List<Wire> wires) {
    Map<String, String> colours = new HashMap<>();
    cards.forEach(card -> colours.put(card.id(), first(card)));
    int known = 0;
    int now = distinct(colours);
    while (now > known) {
      known = now;
      refine(cards, wires, colours);
      now = distinct(colours);
    }
    Map<String, List<Card>> classes = new TreeMap<>();
    cards.stream()
        .sorted(
            Comparator.comparing((Card card) -> Faces.least(card.nodes().getFirst()))
                .thenComparing(Card::id))
        .forEach(card ->
            classes
                .computeIfAbsent(colours.getOrDefault(card.id(), ""), _ -> new ArrayList<>())
                .add(card));
    return List.copyOf(classes.values());
  }

  private static int distinct(Map<String, String> colours) {
    return (int) colours.values().stream().distinct().count();
  }

  private static String first(Card card) {
    boolean alone =
        !card.look().settledWell()
            || card.shape() == Card.Shape.ENVIRONMENT
            || !card.attempts().isEmpty();
    if (alone) {
      return "alone " + card.id();
    }
    NodeKind kind = card.nodes().getFirst().kind();
    String name = kind == NodeKind.ARTIFACT ? "" : card.title();
    return card.column() + " " + kind + " " + name;
  }

  private static void refine(List<Card> cards, List<Wire> wires, Map<String, String> colours) {
    Map<String, TreeSet<String>> around = new HashMap<>();
    for (Wire wire : wires) {
      around.computeIfAbsent(wire.from(), _ -> new TreeSet<>()).add(">" + colours.get(wire.to()));
      around.computeIfAbsent(wire.to(), _ -> new TreeSet<>()).add("<" + colours.get(wire.from()));
    }
    Map<String, String> signatures = new TreeMap<>();
    for (Card card : cards) {
      String full = colours.get(card.id()) + " " + around.getOrDefault(card.id(), new TreeSet<>());
      signatures.put(card.id(), full);
    }
    Map<String, String> names = new TreeMap<>();
    new TreeSet<>(signatures.values())
        .forEach(full -> names.put(full, String.format("%05d", names.size())));
    signatures.forEach((id, full) -> colours.put(id, names.getOrDefault(full, full)));
  }

  private static Card folded(String id, List<Card> alike) {
    Card one = alike.getFirst();
    boolean artifacts = one.nodes().getFirst().kind() == NodeKind.ARTIFACT;
    String title = artifacts ? alike.size() + " images" : one.title() + " × " + alike.size();
    return new Card(
        id,
        one.shape(),
        one.column(),
        alike.stream()
            .map(Card::status)
            .min(Comparator.comparingInt(status -> Look.of(status).weight()))
            .orElseThrow(),
        title,
        false,
        timing(alike),
        counts(alike),
        one.rows(),
        one.foot(),
        List.of(),
        alike.stream().map(card -> new Member(card.id(), card.title(), card.status())).toList(),
        Optional.empty(),
        alike.stream().flatMap(card -> card.nodes().stream()).toList());
  }

  private static List<Line> counts(List<Card> alike) {
    Map<Status, Long> counts =
        alike.stream()
            .collect(Collectors.groupingBy(Card::status, TreeMap::new, Collectors.counting()));
    if (counts.size() < 2) {
      return alike.getFirst().lines().stream()
          .filter(line -> alike.stream().allMatch(card -> card.lines().contains(line)))
          .toList();
    }
    return List.of(
        new Line(
            counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + Look.of(entry.getKey()).word())
                .collect(Collectors.joining(", ")),
            false));
  }

  private static Timing timing(List<Card> alike) {
    Optional<Instant> from =
        alike.stream().flatMap(card -> card.started().stream()).min(Comparator.naturalOrder());
    Optional<Instant> to =
        alike.stream()
            .flatMap(card ->
                card.timing() instanceof Timing.Took(_, var end) ? Stream.of(end) : Stream.empty())
            .max(Comparator.naturalOrder());
    if (from.isPresent() && to.isPresent()) {
      return new Timing.Took(from.get(), to.get());
    }
    return from.<Timing>map(Timing.At::new).orElse(new Timing.Untimed());
  }
}
