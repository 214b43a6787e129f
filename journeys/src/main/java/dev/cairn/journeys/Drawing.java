// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The nodes and edges of a journey in the making, and their canonical order: stage, then the
/// distance from the root, then the identity.
///
/// @param root the root node's id
record Drawing(String root, List<Journey.Node> nodes, List<Journey.Edge> edges) {
  Drawing {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  Drawing sorted(Stages stages) {
    Map<String, Integer> depths = depths();
    List<Journey.Node> sorted = new ArrayList<>(nodes);
    sorted.sort(
        Comparator.comparing(Journey.Node::stage, stages.order())
            .thenComparing(node -> depths.getOrDefault(node.id(), Integer.MAX_VALUE))
            .thenComparing(Drawing::name)
            .thenComparing(Journey.Node::id));
    Map<String, Integer> places = new HashMap<>();
    sorted.forEach(node -> places.put(node.id(), places.size()));
    List<Journey.Edge> lines = new ArrayList<>(edges);
    lines.sort(
        Comparator.comparing((Journey.Edge edge) -> places.getOrDefault(edge.from(), 0))
            .thenComparing(edge -> places.getOrDefault(edge.to(), 0))
            .thenComparing(Journey.Edge::kind));
    return new Drawing(root, sorted, lines);
  }

  /// What has no identity yet comes after what has one.
  private static String name(Journey.Node node) {
    return node.identities().isEmpty() ? "~" + node.title() : node.identities().get(0).value();
  }

  private Map<String, Integer> depths() {
    Map<String, Set<String>> beside = new HashMap<>();
    for (Journey.Edge edge : edges) {
      beside.computeIfAbsent(edge.from(), _ -> new HashSet<>()).add(edge.to());
      beside.computeIfAbsent(edge.to(), _ -> new HashSet<>()).add(edge.from());
    }
    Map<String, Integer> depths = new HashMap<>(Map.of(root, 0));
    Deque<String> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      String next = open.remove();
      int depth = depths.getOrDefault(next, 0) + 1;
      for (String other : beside.getOrDefault(next, Set.of())) {
        if (depths.putIfAbsent(other, depth) == null) {
          open.add(other);
        }
      }
    }
    return depths;
  }

  /// The nodes that are only guessed to belong: shown, and counted for nothing.
  Set<String> guests() {
    Set<String> guests = new HashSet<>();
    Set<String> certain = new HashSet<>(Set.of(root));
    for (Journey.Edge edge : edges) {
      if (edge.strength() == Strength.GUESSED) {
        guests.add(edge.to());
      } else {
        certain.add(edge.from());
        certain.add(edge.to());
      }
    }
    guests.removeAll(certain);
    return guests;
  }

  /// This, and the steps that are still to come. An expectation that was met is left out.
  Drawing with(List<Expectation> expectations) {
    Map<String, String> ids = new HashMap<>();
    for (Journey.Node node : nodes) {
      node.identities().forEach(identity -> ids.put(identity.value(), node.id()));
    }
    List<Expectation> open = expectations.stream().filter(step -> !isMet(step, ids)).toList();
    for (Expectation step : open) {
      ids.put(step.name(), id(step));
    }
    List<Journey.Node> steps = new ArrayList<>(nodes);
    List<Journey.Edge> lines = new ArrayList<>(edges);
    for (Expectation step : open) {
      steps.add(node(step));
      for (String after : new HashSet<>(step.after())) {
        String from = ids.get(after);
        if (from != null) {
          lines.add(
              new Journey.Edge(from, id(step), kind(step), Strength.DECLARED, false, List.of()));
        }
      }
    }
    return new Drawing(root, steps, lines);
  }

  /// This, and of each deployment that is still to come, what its service runs meanwhile.
  Drawing knowing(Function<Journey.Node, SortedMap<String, String>> runs) {
    List<Journey.Node> known = new ArrayList<>();
    for (Journey.Node node : nodes) {
      boolean ahead =
          node.kind() == NodeKind.DEPLOYMENT
              && node.identities().isEmpty()
              && node.environment().isPresent();
      known.add(ahead ? with(node, runs.apply(node)) : node);
    }
    return new Drawing(root, known, edges);
  }

  private static Journey.Node with(Journey.Node step, SortedMap<String, String> more) {
    TreeMap<String, String> facts = new TreeMap<>(step.facts());
    facts.putAll(more);
    return new Journey.Node(
        step.id(),
        step.kind(),
        step.stage(),
        step.title(),
        step.status(),
        step.reason(),
        step.identities(),
        step.tool(),
        step.url(),
        step.owner(),
        step.started(),
        step.finished(),
        step.expectedBy(),
        step.usualSeconds(),
        step.attempts(),
        step.run(),
        step.events(),
        step.eventCount(),
        facts);
  }

  private boolean isMet(Expectation step, Map<String, String> ids) {
    Set<String> after = new HashSet<>();
    for (String name : step.after()) {
      String id = ids.get(name);
      if (id != null) {
        after.add(id);
      }
    }
    Set<String> following = new HashSet<>();
    for (Journey.Edge edge : edges) {
      if (after.contains(edge.from())) {
        following.add(edge.to());
      }
    }
    return nodes.stream()
        .filter(node -> following.contains(node.id()) && node.stage().equals(step.stage()))
        .anyMatch(node ->
            node.title().equals(step.title())
                || step.task().equals(Optional.ofNullable(node.facts().get("task"))));
  }

  private String id(Expectation step) {
    return JourneyId.expected(step.name(), root);
  }

  private Journey.Node node(Expectation step) {
    return new Journey.Node(
        id(step),
        step.kind(),
        step.stage(),
        step.title(),
        step.status(),
        step.reason(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        step.owner(),
        Optional.empty(),
        Optional.empty(),
        step.expectedBy(),
        step.usualSeconds(),
        List.of(),
        Optional.empty(),
        List.of(),
        0,
        step.task().isPresent()
            ? new TreeMap<>(Map.of("task", step.task().get()))
            : new TreeMap<>());
  }

  private static EdgeKind kind(Expectation step) {
    return switch (step.kind()) {
      case VERDICT, FINDING -> EdgeKind.SCANNED_BY;
      case TEST -> EdgeKind.TESTED_BY;
      case GATE, APPROVAL -> EdgeKind.APPROVED_BY;
      case CONFIG_COMMIT -> EdgeKind.NAMES;
      case DEPLOYMENT -> EdgeKind.DEPLOYED_BY;
      case ARTIFACT, PUBLICATION -> EdgeKind.BUILT_FROM;
      case RUN, COMMIT, CHANGE, INCIDENT, TICKET -> EdgeKind.RUNS;
    };
  }
}
