// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.adapters.Homes;
import dev.cairn.dispatch.Dispatch;
import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Graph;
import dev.cairn.journeys.Said;
import dev.cairn.storage.Deliveries;
import dev.cairn.storage.Views;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where an artifact was said to be so far, so that nobody takes another's for his own. What was
/// pushed to Cairn's registry is there, and in the repositories whose commits Cairn built it from;
/// what others say of it makes it nobody else's. Of what webhooks say, the word of a source that
/// may speak of every repository counts before that of a narrowed one. All of it stands in
/// deliveries, so a rebuild finds the same.
///
/// @param deliveries by their id
record Sightings(
    Graph graph, Scopes scopes, Function<String, Optional<Deliveries.Entry>> deliveries) {
  private static final int MOST = 200;
  private static final Set<String> PUBLISHED = Set.of("passed");

  /// How the watcher's events are named; a webhook's begin with their tool.
  private static final String WATCHED = "git/push/";

  static Sightings of(Views tx, Scopes scopes) {
    return new Sightings(tx.graph(), scopes, it -> tx.deliveries().find(it));
  }

  /// As it counts against who would say something of it.
  ///
  /// @param artifact its digest, or its name in a registry
  /// @param isNarrowed whether it is a narrowed source that would
  Set<Identity> of(Identity artifact, boolean isNarrowed) {
    Set<Identity> surest = artifact.isPlace() ? widely(said(artifact)) : surely(artifact);
    return surest.isEmpty() && isNarrowed ? places(said(artifact).stream()) : surest;
  }

  /// Where Cairn or a source that is not narrowed says that an image is.
  Set<Identity> surely(Identity image) {
    Set<Identity> inCairn = inCairn(image);
    return inCairn.isEmpty() ? widely(graph.said(image)) : inCairn;
  }

  /// Where an image is that was pushed to Cairn: in its registry, and in the repositories that
  /// Cairn built it from; nowhere if it was not.
  Set<Identity> inCairn(Identity image) {
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
        : Stream.concat(pushed.stream(), builtFrom(image)).collect(Collectors.toSet());
  }

  /// Whether who said this may speak of some repositories only.
  boolean isNarrowed(Said said) {
    return deliveries
        .apply(said.receipt().delivery())
        .filter(it -> scopes.isNarrowed(it.tool(), it.source()))
        .isPresent();
  }

  private List<Said> said(Identity artifact) {
    return artifact.isPlace()
        ? graph.sightings(artifact, NodeKind.ARTIFACT, PUBLISHED, MOST)
        : graph.said(artifact);
  }

  private Set<Identity> widely(List<Said> said) {
    return places(said.stream().filter(it -> !isNarrowed(it)));
  }

  private static Set<Identity> places(Stream<Said> said) {
    return said.flatMap(it -> it.places().stream()).collect(Collectors.toSet());
  }

  private Stream<Identity> builtFrom(Identity artifact) {
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
