// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey.Attempt;
import dev.cairn.journeys.Journey.Node;
import dev.cairn.journeys.Status;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Verdicts of one task on one thing are one card: it is what the newest says, and shows what the
/// earlier ones said as small glyphs, oldest left.
///
/// ```
/// scan r-15 failed, scan r-17 passed   →   scan ✗✓ passed
/// ```
final class Attempts {
  private static final Comparator<Node> AGE =
      Comparator.comparing((Node node) -> node.started().orElse(Instant.MAX))
          .thenComparing(Node::id);

  private Attempts() {}

  /// What several nodes must have in common to be attempts at the same, or empty.
  static Optional<String> name(Node node) {
    boolean judges = node.kind() == NodeKind.VERDICT || node.kind() == NodeKind.TEST;
    String task = node.facts().get("task");
    return judges && task != null
        ? Optional.of(node.kind() + " " + node.stage() + " " + node.owner().orElse("") + " " + task)
        : Optional.empty();
  }

  private static boolean areAttempts(List<Node> nodes) {
    return nodes.size() > 1
        && nodes.stream().allMatch(node -> name(node).isPresent())
        && nodes.stream().map(Attempts::name).distinct().count() == 1;
  }

  /// The nodes that say how it is now: of attempts the newest, else all.
  static List<Node> current(List<Node> nodes) {
    return areAttempts(nodes) ? List.of(nodes.stream().max(AGE).orElseThrow()) : nodes;
  }

  static List<Node> newestFirst(List<Node> nodes) {
    return areAttempts(nodes) ? nodes.stream().sorted(AGE.reversed()).toList() : nodes;
  }

  static Optional<Node> oldest(List<Node> nodes) {
    return nodes.stream().min(AGE);
  }

  /// The state of each attempt, oldest first; none if there was one only.
  static List<Status> states(List<Node> nodes) {
    if (areAttempts(nodes)) {
      return nodes.stream().sorted(AGE).map(Node::status).toList();
    }
    List<Status> states =
        nodes.stream()
            .map(Node::attempts)
            .max(Comparator.comparingInt(List::size))
            .orElse(List.of())
            .stream()
            .map(Attempt::status)
            .toList();
    return states.size() > 1 ? states : List.of();
  }
}
