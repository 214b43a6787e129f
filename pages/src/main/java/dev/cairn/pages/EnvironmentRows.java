// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey.Node;
import dev.cairn.journeys.Status;
import dev.cairn.pages.Card.Row;
import dev.cairn.pages.Card.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An environment's rows, in this order: what is desired, rollout, checks, findings, drift, health.
/// They hold their places from the first event on, so that a change of state moves nothing.
final class EnvironmentRows {
  private EnvironmentRows() {}

  static List<Row> of(List<Node> nodes) {
    List<Row> rows = new ArrayList<>();
    Faces.fact(nodes, "runs")
        .ifPresent(runs -> rows.add(new Row("", Status.LIVE, "runs " + Words.visible(runs), "")));
    nodes.stream()
        .filter(node -> node.kind() == NodeKind.CONFIG_COMMIT)
        .forEach(node -> rows.add(desired(node)));
    List<Node> deployments =
        nodes.stream().filter(node -> node.kind() == NodeKind.DEPLOYMENT).toList();
    deployments.forEach(node -> rows.add(rollout(node, deployments.size() > 1)));
    checks(nodes)
        .forEach(
            node -> rows.add(new Row("", node.status(), Words.visible(node.title()), value(node))));
    deployments.stream().filter(EnvironmentRows::hasDrift).forEach(node -> rows.add(drift(node)));
    deployments.stream()
        .filter(node -> node.status() == Status.FLAGGED)
        .forEach(node -> rows.add(flagged(node)));
    if (!deployments.isEmpty()) {
      rows.add(healthy(deployments));
    }
    return rows;
  }

  /// What was done there, of several attempts at the same the newest, where the first one stood.
  private static List<Node> checks(List<Node> nodes) {
    Map<String, List<Node>> same = new LinkedHashMap<>();
    nodes.stream()
        .filter(node -> !isPart(node))
        .forEach(node ->
            same.computeIfAbsent(Attempts.name(node).orElse(node.id()), _ -> new ArrayList<>())
                .add(node));
    return same.values().stream().flatMap(all -> Attempts.current(all).stream()).toList();
  }

  private static boolean isPart(Node node) {
    return node.kind() == NodeKind.CONFIG_COMMIT || node.kind() == NodeKind.DEPLOYMENT;
  }

  private static Row desired(Node node) {
    String commit =
        node.identities().stream()
            .filter(identity -> identity.kind().equals("commit"))
            .map(
                identity -> " " + Words.shortCommit(identity.value().substring("commit:".length())))
            .findFirst()
            .orElse("");
    String repository =
        Optional.ofNullable(node.facts().get("repository")).map(Words::lastPart).orElse("config");
    String names = node.status() == Status.EXPECTED ? "" : "names it";
    return new Row("", node.status(), Words.visible("desired, " + repository + commit), names);
  }

  private static Row rollout(Node node, boolean several) {
    String service = Optional.ofNullable(node.facts().get("service")).orElse("");
    String plain = several && !service.isEmpty() ? "rollout of " + service : "rollout";
    Status status = rolledOut(node.status());
    String text = Look.of(status).loud() ? node.reason().orElse(plain) : plain;
    return new Row("", status, Words.visible(text), value(node));
  }

  /// The rollout itself has passed once what it brought is live, whatever becomes of it later.
  private static Status rolledOut(Status status) {
    return switch (status) {
      case LIVE, REPAIRED, DRIFTED, FLAGGED, SUPERSEDED, ROLLED_BACK -> Status.PASSED;
      case PASSED,
          REUSED,
          QUEUED,
          RUNNING,
          WAITING,
          HELD,
          OVERDUE,
          FAILED,
          EXPECTED,
          REFUSED,
          ELSEWHERE,
          UNKNOWN ->
          status;
    };
  }

  private static boolean hasDrift(Node node) {
    return node.status() == Status.REPAIRED
        || node.status() == Status.DRIFTED
        || node.facts().containsKey("repairs");
  }

  private static Row drift(Node node) {
    if (node.status() == Status.DRIFTED) {
      return new Row("", Status.DRIFTED, "drifted", "");
    }
    String times =
        Optional.ofNullable(node.facts().get("repairs"))
            .map(number -> number.equals("1") ? "1 time" : number + " times")
            .orElse("");
    return new Row("", Status.REPAIRED, "drift repaired", times);
  }

  /// `finding CAIRN-DEMO-2026-0002`: the finding's name; the card in Checks says the rest.
  private static Row flagged(Node node) {
    String name = node.reason().map(reason -> " " + reason.split("[ ,;:]", 2)[0]).orElse("");
    return new Row("", Status.FLAGGED, Words.visible("finding" + name), "");
  }

  private static Row healthy(List<Node> deployments) {
    Status worst = Faces.worst(deployments);
    return switch (worst) {
      case LIVE, REPAIRED, PASSED, REUSED, FLAGGED -> new Row("", Status.LIVE, "healthy", "");
      case SUPERSEDED -> new Row("", worst, "replaced since", "");
      case ROLLED_BACK -> new Row("", worst, "rolled back", "");
      case FAILED -> new Row("", worst, "not healthy", "");
      case QUEUED,
          RUNNING,
          WAITING,
          HELD,
          OVERDUE,
          DRIFTED,
          EXPECTED,
          REFUSED,
          ELSEWHERE,
          UNKNOWN ->
          new Row("", Status.EXPECTED, "healthy", "");
    };
  }

  static String value(Node node) {
    for (String name : List.of("replicas", "tests", "findings")) {
      String fact = node.facts().get(name);
      if (fact != null) {
        return Words.visible(fact);
      }
    }
    return node.started().isPresent() && node.finished().isPresent()
        ? Spans.between(node.started().get(), node.finished().get())
        : "";
  }

  /// An environment is expected until its deployment has begun; after that, steps still to come do
  /// not hide what it is. Once everything that was deployed there was replaced, that is what it is,
  /// whatever passed there before.
  static Status status(List<Node> nodes) {
    List<Node> here = nodes.stream().filter(Stages::isEnvironment).toList();
    List<Node> begun =
        here.stream()
            .filter(node -> node.status() != Status.EXPECTED && node.status() != Status.SUPERSEDED)
            .toList();
    boolean deployed = begun.stream().anyMatch(node -> node.kind() == NodeKind.DEPLOYMENT);
    if (deployed || (!begun.isEmpty() && Look.of(Faces.worst(begun)).loud())) {
      return Faces.worst(begun);
    }
    boolean replaced =
        here.stream()
            .anyMatch(
                node -> node.kind() == NodeKind.DEPLOYMENT && node.status() == Status.SUPERSEDED);
    boolean coming =
        here.stream()
            .anyMatch(
                node -> node.kind() == NodeKind.DEPLOYMENT && node.status() == Status.EXPECTED);
    return replaced && !coming ? Status.SUPERSEDED : Faces.worst(here);
  }

  static Timing timing(List<Node> nodes, Status status) {
    List<Node> here = nodes.stream().filter(Stages::isEnvironment).toList();
    List<Node> same = here.stream().filter(node -> node.status() == status).toList();
    return Faces.timing(same.isEmpty() ? here : same, status);
  }

  /// When the environment began to take it in.
  static Optional<Instant> began(List<Node> nodes) {
    return nodes.stream()
        .filter(Stages::isEnvironment)
        .flatMap(node -> node.started().stream())
        .min(Comparator.naturalOrder());
  }

  static Duration longWait() {
    return Duration.ofMinutes(10);
  }
}
