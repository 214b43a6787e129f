// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement.Evidence;
import dev.cairn.events.Strength;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All that is carried by one root, as CONTRACT.md's "The graph" shows it: a pure function of the
/// events. Nodes and edges are in canonical order: stage, depth, identity.
///
/// @param id UUID version 8 of the SHA-256 of the root's canonical identity
/// @param root the root node's id
public record Journey(
    String id,
    String title,
    Status status,
    Summary summary,
    String root,
    List<String> partOf,
    List<String> contains,
    List<Link> linked,
    Optional<Instant> started,
    Optional<Instant> updated,
    List<Node> nodes,
    List<Edge> edges) {
  public Journey {
    partOf = List.copyOf(partOf);
    contains = List.copyOf(contains);
    linked = List.copyOf(linked);
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  static final String REPOSITORY = "repository";
  static final String REPOSITORY_NAME = "repositoryName";

  private static final Set<String> BEGINNING = Set.of("cause", "change", "build", "artifact");

  /// What people call the repository that it begins in: by its name in the configuration, else by
  /// the last part of its address. What it only comes to, as a config repository, is none.
  public Optional<String> repository() {
    return Stream.concat(nodes.stream().filter(node -> node.id().equals(root)), nodes.stream())
        .filter(node -> BEGINNING.contains(node.stage()))
        .filter(node -> node.facts().containsKey(REPOSITORY))
        .findFirst()
        .map(node ->
            Optional.ofNullable(node.facts().get(REPOSITORY_NAME))
                .orElseGet(
                    () -> RepositoryNames.lastPart(node.facts().getOrDefault(REPOSITORY, ""))));
  }

  /// The environments that it has come to, in the order of promotion; not those where it is only
  /// expected.
  public List<String> environments() {
    return nodes.stream()
        .filter(node -> node.status() != Status.EXPECTED && node.status() != Status.ELSEWHERE)
        .flatMap(node -> node.environment().stream())
        .distinct()
        .toList();
  }

  /// Where the change is, in one sentence; since when; and what would move it.
  public record Summary(String text, Optional<Instant> since, String next) {}

  /// Another journey that this one touches without belonging to it.
  public record Link(String journey, String kind, String by) {}

  /// @param stage `cause`, `change`, `build`, `artifact`, `checks`, `gate`, `desired`,
  ///   `environment:<name>`
  /// @param run the id of a run of Cairn's own, whose log can be read
  /// @param facts what is only shown, sorted by name
  public record Node(
      String id,
      NodeKind kind,
      String stage,
      String title,
      Status status,
      Optional<String> reason,
      List<Identity> identities,
      Optional<String> tool,
      Optional<String> url,
      Optional<String> owner,
      Optional<Instant> started,
      Optional<Instant> finished,
      Optional<Instant> expectedBy,
      OptionalLong usualSeconds,
      List<Attempt> attempts,
      Optional<String> run,
      List<Seen> events,
      int eventCount,
      SortedMap<String, String> facts) {
    public Node {
      identities = List.copyOf(identities);
      attempts = List.copyOf(attempts);
      events = List.copyOf(events);
      facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /// Where it stands, if its stage is an environment.
    Optional<String> environment() {
      return stage.startsWith(Stages.ENVIRONMENT)
          ? Optional.of(stage.substring(Stages.ENVIRONMENT.length()))
          : Optional.empty();
    }
  }

  public record Attempt(String run, Status status) {}

  /// An event that spoke of a node, and the delivery that brought it.
  public record Seen(EventId id, String type, Instant time, String delivery) {}

  /// @param from the cause's node id
  /// @param to the effect's node id
  /// @param carries whether it decides what belongs to a journey
  public record Edge(
      String from,
      String to,
      EdgeKind kind,
      Strength strength,
      boolean carries,
      List<Proof> evidence) {
    public Edge {
      evidence = List.copyOf(evidence);
    }
  }

  /// A piece of evidence and the event that gave it.
  public record Proof(Evidence evidence, EventId event) {}
}
