// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.NodeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The state of a journey and the sentence that a colleague would say, from the cards that are
/// shown: where it is, since when, why, and what would move it.
///
/// ```
/// Held at gate release: the scan found 1 critical, CVE-2026-31337 in libxml2 2.9.14.
/// Live in staging and production, healthy.
/// Build failed: test: ShopTest.greets expected Hello.
/// ```
final class Telling {
  private final Drawing drawing;
  private final Map<String, NodeKind> kinds = new HashMap<>();
  private final List<Journey.Node> cards;

  private Telling(Drawing drawing) {
    this.drawing = drawing;
    drawing.nodes().forEach(node -> kinds.put(node.id(), node.kind()));
    this.cards = counting();
  }

  record Told(Status status, Journey.Summary summary) {}

  static Told of(Drawing drawing) {
    Telling telling = new Telling(drawing);
    Status status = telling.status();
    Optional<Journey.Node> decider = telling.decider(status);
    return new Told(
        status,
        new Journey.Summary(
            new Sentence(telling.cards, drawing.edges()).of(status, decider),
            decider.flatMap(Telling::since),
            new Outlook(telling.cards).of(status)));
  }

  private static Optional<Instant> since(Journey.Node node) {
    return Optional.ofNullable(node.facts().get("since"))
        .map(Instant::parse)
        .or(node::finished)
        .or(node::started);
  }

  private Status status() {
    Status loudest = Status.REFUSED;
    boolean more = false;
    boolean checked = isBeingChecked();
    for (Journey.Node card : cards) {
      boolean waits = checked && card.status() == Status.HELD;
      loudest = waits ? loudest : Status.louder(loudest, card.status());
      more |= card.status() == Status.EXPECTED;
    }
    boolean settled = loudest == Status.PASSED || loudest == Status.REUSED;
    return settled && more ? Status.WAITING : loudest;
  }

  /// A gate that waits for verdicts which are on their way needs nobody: the checks are what is
  /// spoken of. Once one has failed, or none is coming, it holds.
  private boolean isBeingChecked() {
    boolean coming = false;
    boolean failed = false;
    for (Journey.Node card : cards) {
      if (card.kind() == NodeKind.VERDICT) {
        coming |= card.status() == Status.RUNNING || card.status() == Status.QUEUED;
        failed |= card.status() == Status.FAILED;
      }
    }
    return coming && !failed;
  }

  /// The card that the sentence is about: the first of the journey's state; for what went well, the
  /// last.
  private Optional<Journey.Node> decider(Status status) {
    List<Journey.Node> ofStatus = cards.stream().filter(card -> card.status() == status).toList();
    if (ofStatus.isEmpty()) {
      return Sentence.furthest(cards);
    }
    return Optional.of(
        switch (status) {
          case HELD, FAILED, FLAGGED, OVERDUE, UNKNOWN, WAITING, QUEUED -> ofStatus.getFirst();
          case PASSED,
              REUSED,
              LIVE,
              REPAIRED,
              RUNNING,
              DRIFTED,
              ROLLED_BACK,
              EXPECTED,
              REFUSED,
              SUPERSEDED,
              ELSEWHERE ->
              ofStatus.getLast();
        });
  }

  /// The cards that decide: not those of other journeys, not guesses, not what a later try made
  /// good, and not findings or verdicts whose consequence has a card of its own, nor a gate that
  /// holds, in another repository, what is live and flagged.
  private List<Journey.Node> counting() {
    Set<String> guests = drawing.guests();
    Set<String> overtaken = overtaken();
    Set<String> left = left();
    List<Journey.Node> deployments =
        drawing.nodes().stream()
            .filter(node -> isOwn(node, guests) && node.kind() == NodeKind.DEPLOYMENT)
            .toList();
    boolean deployed = deployments.stream().anyMatch(Telling::isReal);
    Set<String> flagged = new TreeSet<>();
    deployments.stream()
        .filter(node -> node.status() == Status.FLAGGED)
        .forEach(node -> flagged.addAll(causes(node)));
    List<Journey.Node> counting = new ArrayList<>();
    for (Journey.Node node : drawing.nodes()) {
      boolean told =
          switch (node.kind()) {
            case FINDING -> deployed;
            case VERDICT ->
                (!flagged.isEmpty() && node.status() == Status.FAILED)
                    || left.contains(node.facts().getOrDefault("environment", ""));
            case GATE ->
                node.status() == Status.HELD && !Collections.disjoint(causes(node), flagged);
            case CHANGE,
                COMMIT,
                CONFIG_COMMIT,
                RUN,
                TEST,
                ARTIFACT,
                DEPLOYMENT,
                APPROVAL,
                INCIDENT,
                TICKET,
                PUBLICATION ->
                false;
          };
      if (isOwn(node, guests) && !overtaken.contains(node.id()) && !told) {
        counting.add(node);
      }
    }
    return List.copyOf(counting);
  }

  private Set<String> causes(Journey.Node node) {
    Set<String> causes = new TreeSet<>();
    for (Journey.Edge edge : drawing.edges()) {
      if (edge.to().equals(node.id())) {
        causes.add(edge.from());
      }
    }
    return causes;
  }

  /// The environments where something else has taken the place of all that this journey brought
  /// there: what was found in it while it was live needs nobody any more.
  private Set<String> left() {
    Set<String> left = new TreeSet<>();
    Set<String> still = new TreeSet<>();
    for (Journey.Node node : drawing.nodes()) {
      if (node.kind() == NodeKind.DEPLOYMENT) {
        boolean gone = node.status() == Status.SUPERSEDED || node.status() == Status.ROLLED_BACK;
        node.environment().ifPresent((gone ? left : still)::add);
      }
    }
    left.removeAll(still);
    return left;
  }

  private static boolean isOwn(Journey.Node node, Set<String> guests) {
    return node.status() != Status.ELSEWHERE && !guests.contains(node.id());
  }

  /// Not one that is only expected.
  private static boolean isReal(Journey.Node node) {
    return !node.identities().isEmpty();
  }

  private record Doing(NodeKind kind, String name, Optional<String> tool, String subjects) {}

  /// A run that a later one of the same name about the same thing has made good: a retry, or the
  /// next commit of the same pull request.
  private Set<String> overtaken() {
    Map<Doing, List<Journey.Node>> tries = new HashMap<>();
    for (Journey.Node node : drawing.nodes()) {
      switch (node.kind()) {
        case RUN, TEST, VERDICT ->
            tries.computeIfAbsent(doing(node), _ -> new ArrayList<>()).add(node);
        case COMMIT,
            CONFIG_COMMIT,
            CHANGE,
            ARTIFACT,
            DEPLOYMENT,
            GATE,
            FINDING,
            APPROVAL,
            INCIDENT,
            TICKET,
            PUBLICATION -> {}
      }
    }
    Set<String> overtaken = new TreeSet<>();
    for (List<Journey.Node> same : tries.values()) {
      for (Journey.Node node : same) {
        if (same.stream().anyMatch(later -> isAfter(later, node))) {
          overtaken.add(node.id());
        }
      }
    }
    return overtaken;
  }

  private static boolean isAfter(Journey.Node later, Journey.Node node) {
    Optional<Instant> end = node.finished().or(node::started);
    return later.started().isPresent()
        && end.isPresent()
        && !later.started().get().isBefore(end.get())
        && !later.id().equals(node.id())
        && !later.started().equals(node.started());
  }

  private Doing doing(Journey.Node node) {
    Set<String> subjects = new TreeSet<>();
    for (Journey.Edge edge : drawing.edges()) {
      NodeKind from = kinds.get(edge.from());
      if (edge.to().equals(node.id())
          && edge.kind() != EdgeKind.RUNS
          && (from == NodeKind.ARTIFACT || from == NodeKind.DEPLOYMENT)) {
        subjects.add(edge.from());
      }
    }
    String name =
        Optional.ofNullable(node.facts().get("task"))
            .orElseGet(() -> node.title().replaceAll("[ #]*#?[0-9]+$", ""));
    boolean nameless = name.isBlank() || name.equals(node.kind().word());
    return new Doing(
        node.kind(), nameless ? node.id() : name, node.tool(), String.join(" ", subjects));
  }
}
