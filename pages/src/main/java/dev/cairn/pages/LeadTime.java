// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Journey.Node;
import dev.cairn.journeys.Status;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// How long a change took to where it is live now: the second sentence of what went well.
///
/// ```
/// From commit to production in 3 h 22 min.
/// ```
///
/// From the first word of the change to the first word that the last of its deployments was there.
/// Nothing is said of a deployment whose first words are not among the events that a node holds.
final class LeadTime {
  private LeadTime() {}

  /// What a journey's next is, or, where nothing is to be done, how long it took.
  static String orNext(Journey journey) {
    String next = journey.summary().next();
    return next.isEmpty() ? said(journey) : next;
  }

  private static String said(Journey journey) {
    Optional<Instant> begin =
        journey.nodes().stream()
            .filter(node -> node.kind() == NodeKind.COMMIT || node.kind() == NodeKind.CHANGE)
            .flatMap(node -> node.started().stream())
            .min(Comparator.naturalOrder());
    return journey.nodes().stream()
        .filter(node -> node.kind() == NodeKind.DEPLOYMENT && Stages.isEnvironment(node))
        .reduce((_, later) -> later)
        .filter(last -> last.status() == Status.LIVE || last.status() == Status.REPAIRED)
        .flatMap(last -> begin.flatMap(from -> said(from, last)))
        .orElse("");
  }

  private static Optional<String> said(Instant begin, Node last) {
    String environment = Words.visible(Stages.environment(last.stage()));
    return arrived(last)
        .filter(end -> !end.isBefore(begin))
        .map(end -> "From commit to %s in %s.".formatted(environment, Spans.between(begin, end)));
  }

  private static Optional<Instant> arrived(Node deployment) {
    if (deployment.eventCount() > deployment.events().size()) {
      return Optional.empty();
    }
    return deployment.events().stream()
        .filter(event ->
            event.type().startsWith("dev.cdevents.service.deployed.")
                || event.type().startsWith("dev.cdevents.service.upgraded."))
        .map(Journey.Seen::time)
        .min(Comparator.naturalOrder());
  }
}
