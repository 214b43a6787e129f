// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Status;
import dev.cairn.pages.Card.Timing;
import dev.cairn.pages.Column.Head;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What stands above each column.
final class Heads {
  private static final int LONGEST = 26;

  private Heads() {}

  static List<Column> columns(Journey journey, List<Card> cards) {
    List<Integer> used = cards.stream().map(Card::column).distinct().sorted().toList();
    int here = here(journey, cards);
    List<Column> columns = new ArrayList<>();
    for (int index : used) {
      List<Card> in = cards.stream().filter(card -> card.column() == index).toList();
      columns.add(column(index, in, index == here, several(cards)));
    }
    return columns;
  }

  /// Whether environments stand in several columns.
  private static boolean several(List<Card> cards) {
    return cards.stream()
            .mapToInt(Card::column)
            .filter(at -> at >= Stages.environments())
            .distinct()
            .count()
        > 1;
  }

  private static String names(List<Card> cards) {
    String all = cards.stream().map(Card::title).collect(Collectors.joining(", "));
    return all.length() <= LONGEST ? all : "Environments";
  }

  private static Column column(int index, List<Card> cards, boolean here, boolean several) {
    Status status = status(cards);
    if (index < Stages.environments()) {
      String title = Stages.title(index);
      boolean many = title.equals("Artifact") && cards.size() > 1;
      return new Column(
          Stages.key(index),
          many ? "Artifacts" : title,
          Stages.key(index),
          status,
          head(index, cards, status),
          here);
    }
    boolean sole = cards.size() == 1;
    String title = sole || several ? names(cards) : "Environments";
    return new Column(
        "env-" + (index - Stages.environments()),
        title,
        sole ? title : "environments",
        status,
        environmentHead(cards, status),
        here);
  }

  /// The loudest; where nothing is loud and something is still to come, that.
  static Status status(List<Card> cards) {
    return cards.stream()
        .map(Card::status)
        .min(Comparator.comparingInt(status -> Look.of(status).weight()))
        .orElse(Status.UNKNOWN);
  }

  private static Head head(int index, List<Card> cards, Status status) {
    if (cards.stream().allMatch(card -> card.look() == Look.EXPECTED)) {
      return new Head.Said("not yet");
    }
    return switch (Stages.key(index)) {
      case "cause", "change", "desired" -> began(cards);
      case "gate" -> gate(cards, status);
      case "checks" -> new Head.Said(tally(cards));
      case "artifact" -> artifact(cards);
      default -> built(cards, status);
    };
  }

  private static Head began(List<Card> cards) {
    return first(cards).<Head>map(Head.At::new).orElse(new Head.Said(""));
  }

  private static Optional<Instant> first(List<Card> cards) {
    return cards.stream().flatMap(card -> card.started().stream()).min(Comparator.naturalOrder());
  }

  private static Head gate(List<Card> cards, Status status) {
    if (Look.of(status).settledWell()) {
      return new Head.Said("released");
    }
    return since(cards, status)
        .<Head>map(since -> new Head.Lasting("for", since))
        .orElse(new Head.Said(Look.of(status).word()));
  }

  private static Optional<Instant> since(List<Card> cards, Status status) {
    return cards.stream()
        .filter(card -> card.status() == status)
        .flatMap(card ->
            card.timing() instanceof Timing.Since(var from)
                ? Optional.of(from).stream()
                : Optional.<Instant>empty().stream())
        .min(Comparator.naturalOrder());
  }

  /// Findings are not checks: they are what checks found.
  private static String tally(List<Card> all) {
    List<Card> checks = all.stream().filter(card -> !isFinding(card)).toList();
    return checks.isEmpty() ? tallied(all) : tallied(checks);
  }

  private static boolean isFinding(Card card) {
    return card.nodes().stream().allMatch(node -> node.kind() == NodeKind.FINDING);
  }

  private static String tallied(List<Card> cards) {
    long all = cards.stream().mapToLong(Heads::size).sum();
    long bad = cards.stream().filter(card -> card.look().hurts()).count();
    long done =
        cards.stream().filter(card -> card.look().settledWell()).mapToLong(Heads::size).sum();
    if (bad > 0) {
      String word =
          cards.stream().anyMatch(card -> card.look() == Look.FAILED) ? "failed" : "flagged";
      return bad + " of " + all + " " + word;
    }
    return done + " of " + all + " passed";
  }

  private static Head artifact(List<Card> cards) {
    if (cards.size() == 1) {
      Card card = cards.getFirst();
      return Faces.fact(card.nodes(), "platforms")
          .<Head>map(Head.Said::new)
          .orElseGet(() ->
              card.owner()
                  .filter(_ -> card.members().isEmpty())
                  .<Head>map(owner -> new Head.Said("in " + owner))
                  .orElseGet(() -> began(cards)));
    }
    long good =
        cards.stream().filter(card -> card.look().settledWell()).mapToLong(Heads::size).sum();
    return new Head.Said(good + " of " + cards.stream().mapToLong(Heads::size).sum());
  }

  private static long size(Card card) {
    return Math.max(1, card.members().size());
  }

  private static Head built(List<Card> cards, Status status) {
    if (status == Status.RUNNING || status == Status.QUEUED) {
      return first(cards)
          .<Head>map(from -> new Head.Lasting("for", from))
          .orElse(new Head.Said(""));
    }
    Optional<Instant> end =
        cards.stream()
            .flatMap(card ->
                card.timing() instanceof Timing.Took(_, var to)
                    ? Optional.of(to).stream()
                    : Optional.<Instant>empty().stream())
            .max(Comparator.naturalOrder());
    return first(cards)
        .flatMap(from -> end.<Head>map(to -> new Head.Said(Spans.between(from, to))))
        .orElseGet(() -> began(cards));
  }

  private static Head environmentHead(List<Card> cards, Status status) {
    if (status == Status.EXPECTED) {
      boolean runs =
          cards.stream()
              .anyMatch(
                  card -> card.nodes().stream().anyMatch(node -> node.facts().containsKey("runs")));
      return new Head.Said(runs ? "unchanged" : "not yet");
    }
    String states =
        cards.stream().map(card -> card.look().word()).distinct().collect(Collectors.joining(", "));
    return since(cards, status)
        .<Head>map(since -> new Head.Lasting(states, since))
        .orElse(new Head.Said(states));
  }

  /// Where the journey stands: at what explains its state; else as far as it has come.
  private static int here(Journey journey, List<Card> cards) {
    return cards.stream()
        .filter(card -> card.status() == journey.status() && !card.look().absent())
        .mapToInt(Card::column)
        .max()
        .orElseGet(() ->
            cards.stream()
                .filter(card -> !card.look().absent())
                .mapToInt(Card::column)
                .max()
                .orElse(-1));
  }
}
