// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What has happened in a journey, asked in dispatch's words.
record Picture(Journey journey) {
  /// @param node in the journey
  record Artifact(String node, String name, String digest) {}

  List<String> commits() {
    return journey.nodes().stream()
        .filter(node -> node.kind() == NodeKind.COMMIT)
        .flatMap(node -> named(node, "commit").stream())
        .toList();
  }

  /// Those in Cairn's own registry, less the platforms' manifests of an index.
  List<Artifact> ownArtifacts() {
    var found = new ArrayList<Artifact>();
    for (var node : journey.nodes()) {
      boolean own = node.kind() == NodeKind.ARTIFACT && node.tool().equals(Optional.of("cairn"));
      var digest = named(node, "digest");
      if (own && digest.isPresent() && !isPart(node)) {
        found.add(new Artifact(node.id(), node.title().split("@", 2)[0], digest.get()));
      }
    }
    return found;
  }

  private boolean isPart(Journey.Node node) {
    return journey.edges().stream()
        .anyMatch(edge -> edge.to().equals(node.id()) && edge.kind() == EdgeKind.CONTAINS);
  }

  /// Whether the run's own event has come.
  boolean has(Run run) {
    return nodes(run).findAny().isPresent();
  }

  boolean hasArtifactOf(Run run) {
    return nodes(run)
        .anyMatch(
            node -> following(node.id()).stream().anyMatch(it -> it.kind() == NodeKind.ARTIFACT));
  }

  private Stream<Journey.Node> nodes(Run run) {
    var name = Says.run(run).value();
    return journey.nodes().stream()
        .filter(node -> node.identities().stream().anyMatch(it -> it.value().equals(name)));
  }

  Optional<Journey.Node> gate(Artifact artifact) {
    return following(artifact.node()).stream()
        .filter(node -> node.kind() == NodeKind.GATE)
        .findFirst();
  }

  /// Whether the artifact was deployed there, whatever became of it.
  boolean runs(Artifact artifact, String environment) {
    return following(artifact.node()).stream()
        .anyMatch(node ->
            node.kind() == NodeKind.DEPLOYMENT
                && node.stage().equals("environment:" + environment));
  }

  /// The identity of the config commit that names it.
  Optional<String> configCommit(Artifact artifact) {
    return following(artifact.node()).stream()
        .filter(node -> node.kind() == NodeKind.CONFIG_COMMIT)
        .flatMap(node -> named(node, "commit").map(commit -> "commit:" + commit).stream())
        .findFirst();
  }

  private List<Journey.Node> following(String id) {
    return journey.nodes().stream()
        .filter(node ->
            journey.edges().stream()
                .anyMatch(edge -> edge.from().equals(id) && edge.to().equals(node.id())))
        .toList();
  }

  private static Optional<String> named(Journey.Node node, String kind) {
    return node.identities().stream()
        .filter(identity -> identity.kind().equals(kind))
        .map(Identity::value)
        .map(value -> value.substring(kind.length() + 1))
        .findFirst();
  }
}
