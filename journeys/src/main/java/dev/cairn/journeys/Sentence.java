// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.NodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The words for a journey's state. Times are not in them: pages and terminals add "for 12 min".
final class Sentence {
  private static final String ENVIRONMENT = Stages.ENVIRONMENT;

  /// Reasons of tools that only repeat the state.
  private static final Set<String> BARE = Set.of("failure", "failed", "success");

  private final List<Journey.Node> cards;
  private final List<Journey.Edge> edges;

  /// @param cards those that count, in canonical order
  Sentence(List<Journey.Node> cards, List<Journey.Edge> edges) {
    this.cards = cards;
    this.edges = edges;
  }

  String of(Status status, Optional<Journey.Node> decider) {
    if (decider.isEmpty()) {
      return "Nothing is known of it yet.";
    }
    Journey.Node card = decider.get();
    return switch (status) {
      case HELD ->
          "Held at gate "
              + card.title()
              + Fix.without(reason(card).or(this::failedChecks).orElse(""))
              + ".";
      case FAILED -> failed(card);
      case FLAGGED -> flagged(card);
      case DRIFTED ->
          "Drifted in " + place(card) + reason(card).orElse("") + "; it is being repaired.";
      case OVERDUE -> "Overdue: " + card.title() + reason(card).orElse("") + ".";
      case RUNNING -> running(card) + alsoLive() + ".";
      case QUEUED -> "Queued: " + titles(Status.QUEUED) + alsoLive() + ".";
      case WAITING -> waiting(card);
      case REPAIRED ->
          "Live in %s: healthy, drift was repaired%s."
              .formatted(environments(Status.LIVE, Status.REPAIRED), times(card));
      case LIVE -> "Live in " + environments(Status.LIVE) + ", healthy.";
      case UNKNOWN ->
          "It is not known how it ended: " + card.title() + reason(card).orElse("") + ".";
      case ROLLED_BACK ->
          "Rolled back in " + place(card) + successor(card, "rolled back to ", " to ") + ".";
      case SUPERSEDED ->
          card.kind() == NodeKind.DEPLOYMENT
              ? "Replaced in " + place(card) + successor(card, "replaced by ", " by ") + "."
              : "Replaced: " + card.title() + reason(card).orElse("") + ".";
      case PASSED, REUSED -> settled(card);
      case EXPECTED, REFUSED, ELSEWHERE -> "Nothing has started.";
    };
  }

  private static Optional<String> reason(Journey.Node card) {
    return card.reason()
        .filter(reason -> !BARE.contains(reason))
        .map(reason -> ": " + withoutStop(reason));
  }

  private static String withoutStop(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private Optional<String> failedChecks() {
    return cards.stream()
        .filter(card -> card.kind() == NodeKind.VERDICT && card.status() == Status.FAILED)
        .findFirst()
        .map(card -> ": " + card.title() + " failed" + reason(card).orElse(""));
  }

  private String failed(Journey.Node card) {
    String what = card.title() + reason(card).orElse("");
    String live = environments(Status.LIVE, Status.REPAIRED);
    long others = cards.stream().filter(other -> other.status() == Status.FAILED).count() - 1;
    String more = others > 0 ? "; " + others + " more failed" : "";
    if (!live.isEmpty()) {
      return "Live in "
          + live
          + ", but "
          + card.title()
          + " failed"
          + reason(card).orElse("")
          + more
          + ".";
    }
    String start =
        switch (card.stage()) {
          case "build" -> "Build failed: ";
          case "checks" -> "Check failed: ";
          case "desired" -> "Promotion failed: ";
          default ->
              card.kind() == NodeKind.DEPLOYMENT
                  ? "Rollout failed in " + place(card) + ": "
                  : "Failed: ";
        };
    boolean named = card.kind() == NodeKind.DEPLOYMENT && card.reason().isPresent();
    return start + (named ? withoutStop(card.reason().orElse("")) : what) + more + ".";
  }

  private String flagged(Journey.Node card) {
    if (card.kind() == NodeKind.DEPLOYMENT) {
      return "Live in %s; flagged%s."
          .formatted(
              environments(Status.FLAGGED, Status.LIVE, Status.REPAIRED), reason(card).orElse(""));
    }
    return "Flagged: " + card.title() + reason(card).orElse("") + ".";
  }

  /// Of several that run, the furthest says where it is.
  private String running(Journey.Node card) {
    String titles =
        join(
            cards.stream()
                .filter(other -> other.status() == Status.RUNNING)
                .filter(other -> other.stage().equals(card.stage()))
                .map(Journey.Node::title)
                .distinct()
                .toList());
    return switch (card.stage()) {
      case "build" -> "Building: " + titles;
      case "artifact" -> "Publishing: " + titles;
      case "checks" -> "Checking: " + titles;
      case "gate" -> "At the gate: " + titles;
      case "desired" -> "Promoting: " + titles;
      default ->
          card.kind() == NodeKind.DEPLOYMENT
              ? "Rolling out in " + place(card)
              : card.stage().startsWith(ENVIRONMENT)
                  ? "Testing in " + place(card) + ": " + titles
                  : "Running: " + titles;
    };
  }

  private String waiting(Journey.Node card) {
    if (card.status() != Status.WAITING) {
      return settled(card);
    }
    String start = card.kind() == NodeKind.GATE ? "Waiting at gate " : "Waiting: ";
    return start + card.title() + reason(card).orElse("") + alsoLive() + ".";
  }

  private String alsoLive() {
    String live = environments(Status.LIVE, Status.REPAIRED);
    return live.isEmpty() ? "" : "; live in " + live;
  }

  static String times(Journey.Node card) {
    return switch (card.facts().getOrDefault("repairs", "1")) {
      case "0", "1" -> "";
      case "2" -> " twice";
      case String times -> " " + times + " times";
    };
  }

  private static String successor(Journey.Node card, String before, String after) {
    return card.reason()
        .filter(reason -> reason.startsWith(before))
        .map(reason -> after + withoutStop(reason.substring(before.length())))
        .or(() -> reason(card))
        .orElse("");
  }

  private String settled(Journey.Node card) {
    if (card.stage().startsWith(ENVIRONMENT)) {
      return "Passed in " + place(card) + ": " + card.title() + ".";
    }
    return switch (card.stage()) {
      case "desired" -> "Wanted by " + card.title() + "; not yet in an environment.";
      case "gate" -> "Released at gate " + card.title() + "; not yet in an environment.";
      case "checks" ->
          artifacts().isEmpty()
              ? passed("checks")
              : "Built " + artifacts() + ", checks passed; not deployed.";
      case "artifact" -> "Built " + artifacts() + "; not deployed.";
      case "build" -> passed("build");
      default -> begun(card);
    };
  }

  private String passed(String stage) {
    List<Journey.Node> done = cards.stream().filter(card -> card.stage().equals(stage)).toList();
    List<String> bundles = done.stream().flatMap(card -> loaded(card).stream()).distinct().toList();
    List<String> others =
        done.stream()
            .filter(card -> loaded(card).isEmpty())
            .map(Journey.Node::title)
            .distinct()
            .toList();
    if (others.isEmpty() && !bundles.isEmpty()) {
      return bundles.size() == 1
          ? "The bundle " + bundles.getFirst() + " was loaded."
          : "The bundles " + join(bundles) + " were loaded.";
    }
    return "Passed: " + join(others) + "; nothing was published.";
  }

  /// The bundle that a run has loaded: one of Cairn's own, not of a task that is called so.
  private static Optional<String> loaded(Journey.Node card) {
    return Optional.ofNullable(card.facts().get("bundle"))
        .filter(_ -> card.kind() == NodeKind.RUN)
        .filter(bundle -> card.title().equals("load " + bundle));
  }

  private String begun(Journey.Node card) {
    if (edges.stream().anyMatch(edge -> edge.kind() == EdgeKind.MERGED_AS)) {
      return "Merged; nothing has started.";
    }
    return switch (card.kind()) {
      case CHANGE -> "Proposed; nothing has started.";
      case COMMIT -> "Pushed; nothing has started.";
      case CONFIG_COMMIT -> "Pushed; nothing was deployed by it.";
      case RUN,
          ARTIFACT,
          DEPLOYMENT,
          TEST,
          VERDICT,
          GATE,
          FINDING,
          APPROVAL,
          INCIDENT,
          TICKET,
          PUBLICATION ->
          "Known: " + card.title() + "; nothing has started.";
    };
  }

  private String artifacts() {
    return join(
        cards.stream()
            .filter(card -> card.kind() == NodeKind.ARTIFACT)
            .map(Journey.Node::title)
            .distinct()
            .toList());
  }

  private String titles(Status status) {
    return join(
        cards.stream()
            .filter(card -> card.status() == status)
            .map(Journey.Node::title)
            .distinct()
            .toList());
  }

  /// The environments with a deployment in one of these states, in the order of promotion.
  private String environments(Status... statuses) {
    List<Status> wanted = List.of(statuses);
    return join(
        cards.stream()
            .filter(card -> card.kind() == NodeKind.DEPLOYMENT && wanted.contains(card.status()))
            .map(Sentence::place)
            .distinct()
            .toList());
  }

  private static String place(Journey.Node card) {
    return card.stage().startsWith(ENVIRONMENT)
        ? card.stage().substring(ENVIRONMENT.length())
        : card.title();
  }

  /// `a`, `a and b`, `a, b and c`, `a, b, c and 4 more`.
  static String join(List<String> names) {
    List<String> said = new ArrayList<>(names);
    if (said.size() > 4) {
      said = new ArrayList<>(names.subList(0, 3));
      said.add((names.size() - 3) + " more");
    }
    if (said.size() < 2) {
      return String.join("", said);
    }
    return String.join(", ", said.subList(0, said.size() - 1)) + " and " + said.getLast();
  }

  /// The furthest card of those that have happened.
  static Optional<Journey.Node> furthest(List<Journey.Node> cards) {
    return cards.stream()
        .filter(card -> card.status() == Status.PASSED || card.status() == Status.REUSED)
        .reduce((_, later) -> later)
        .or(() -> cards.stream().findFirst());
  }

  /// Fixes that findings or verdicts name.
  static List<String> fixes(List<Journey.Node> cards) {
    TreeSet<String> fixes = new TreeSet<>();
    for (Journey.Node card : cards) {
      Optional.ofNullable(card.facts().get("fixed")).ifPresent(fixes::add);
      if (card.status() == Status.HELD) {
        card.reason().map(Fix::in).ifPresent(fixes::addAll);
      }
    }
    return List.copyOf(fixes);
  }
}
