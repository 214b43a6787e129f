// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.adapters.Homes;
import dev.cairn.dispatch.Dispatch;
import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Graph;
import dev.cairn.journeys.Said;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where an artifact was said to be so far, so that nobody takes another's for his own. What was
/// pushed to Cairn's registry is there, and in the repositories whose commits Cairn built it from;
/// what others say of it makes it nobody else's. All of it stands in deliveries that came before,
/// so a rebuild finds the same.
final class Sightings {
  private static final int MOST = 200;
  private static final Set<String> PUBLISHED = Set.of("passed");

  /// How the watcher's events are named; a webhook's begin with their tool.
  private static final String WATCHED = "git/push/";

  private Sightings() {}

  /// @param artifact its digest, or its name in a registry
  static Set<Identity> of(Graph graph, Identity artifact) {
    if (artifact.isPlace()) {
      return places(graph.sightings(artifact, NodeKind.ARTIFACT, PUBLISHED, MOST));
    }
    Set<Identity> inCairn = inCairn(graph, artifact);
    return inCairn.isEmpty() ? places(graph.said(artifact)) : inCairn;
  }

  /// Where an image is that was pushed to Cairn: in its registry, and in the repositories that
  /// Cairn built it from; nowhere if it was not.
  static Set<Identity> inCairn(Graph graph, Identity image) {
    List<Identity> pushed =
        graph.said(image).stream()
            .filter(it -> Dispatch.isOwn(it.moment().event()))
            .map(it -> it.attributes().getOrDefault("fact.reference", ""))
            .filter(reference -> !reference.isEmpty())
            .map(reference -> reference.split("[:@]", 2)[0])
            .map(Homes::inOwnRegistry)
            .toList();
    return pushed.isEmpty()
        ? Set.of()
        : Stream.concat(pushed.stream(), builtFrom(graph, image)).collect(Collectors.toSet());
  }

  private static Set<Identity> places(List<Said> said) {
    return said.stream().flatMap(it -> it.places().stream()).collect(Collectors.toSet());
  }

  private static Stream<Identity> builtFrom(Graph graph, Identity artifact) {
    return graph.into(artifact, MOST).stream()
        .filter(arc ->
            arc.kind() == EdgeKind.BUILT_FROM
                && arc.from().kind().equals("commit")
                && Dispatch.isOwn(arc.proof().event()))
        .flatMap(arc -> graph.said(arc.from()).stream())
        .filter(it -> it.moment().event().id().startsWith(WATCHED))
        .flatMap(it -> it.places().stream())
        .filter(place -> place.kind().equals("repository"));
  }
}
