// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Journey.Edge;
import dev.cairn.journeys.Journey.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which nodes are one card. A view: the API keeps every node.
///
/// An environment is one card, with the config commit that touches it alone. A change is one card
/// with the commit that it was merged as, and with commits that led nowhere of their own. A run is
/// one card with the verdict that it gave, an index with the platforms' manifests that it contains.
final class Grouping {
  private final Map<String, Node> nodes = new TreeMap<>();
  private final Map<String, List<Edge>> into = new HashMap<>();
  private final Map<String, List<Edge>> outOf = new HashMap<>();
  private final Map<String, String> groups = new HashMap<>();

  private Grouping(Journey journey) {
    journey.nodes().forEach(node -> nodes.put(node.id(), node));
    for (Edge edge : journey.edges()) {
      if (nodes.containsKey(edge.from()) && nodes.containsKey(edge.to())) {
        into.computeIfAbsent(edge.to(), _ -> new ArrayList<>()).add(edge);
        outOf.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge);
      }
    }
  }

  /// The id of the card of every node.
  static Map<String, String> of(Journey journey) {
    Grouping grouping = new Grouping(journey);
    grouping.nodes.keySet().forEach(grouping::group);
    return Map.copyOf(grouping.groups);
  }

  private String group(String id) {
    String known = groups.get(id);
    if (known != null) {
      return known;
    }
    Node node = node(id);
    groups.put(id, cardId(id));
    String group =
        Stages.isEnvironment(node)
            ? "n-env-" + slug(Stages.environment(node.stage()))
            : host(node).map(this::group).orElse(cardId(id));
    groups.put(id, group);
    return group;
  }

  private Node node(String id) {
    return Objects.requireNonNull(nodes.get(id));
  }

  private Optional<String> host(Node node) {
    return switch (node.kind()) {
      case COMMIT -> hostOfCommit(node);
      case CONFIG_COMMIT -> soleEnvironment(node);
      case VERDICT ->
          soleCause(node, Set.of(NodeKind.RUN, NodeKind.TEST)).or(() -> firstAttempt(node));
      case TEST -> firstAttempt(node);
      case ARTIFACT -> hostOfManifest(node);
      case RUN, CHANGE, DEPLOYMENT, GATE, FINDING, APPROVAL, INCIDENT, TICKET, PUBLICATION ->
          Optional.empty();
    };
  }

  private Optional<String> hostOfCommit(Node node) {
    Optional<String> change =
        causes(node, EdgeKind.MERGED_AS).filter(id -> node(id).kind() == NodeKind.CHANGE);
    if (change.isPresent()) {
      return change;
    }
    Set<EdgeKind> kinds =
        all(node).stream().map(Edge::kind).collect(Collectors.toUnmodifiableSet());
    if (kinds.equals(Set.of(EdgeKind.PUSHED_WITH)) || kinds.equals(Set.of(EdgeKind.PART_OF))) {
      return all(node).stream()
          .map(edge -> edge.from().equals(node.id()) ? edge.to() : edge.from())
          .filter(id -> !id.equals(node.id()))
          .min(Comparator.naturalOrder());
    }
    return Optional.empty();
  }

  private Optional<String> hostOfManifest(Node node) {
    boolean leadsNowhere = outOf.getOrDefault(node.id(), List.of()).isEmpty();
    return leadsNowhere
        ? causes(node, EdgeKind.CONTAINS).filter(id -> node(id).kind() == NodeKind.ARTIFACT)
        : Optional.empty();
  }

  private Optional<String> soleEnvironment(Node node) {
    if (!node.stage().equals("desired")) {
      // Of its own journey a config commit is the change.
      return Optional.empty();
    }
    Set<String> stages =
        outOf.getOrDefault(node.id(), List.of()).stream()
            .map(edge -> node(edge.to()))
            .map(Node::stage)
            .collect(Collectors.toUnmodifiableSet());
    if (stages.size() != 1 || !stages.stream().allMatch(Stages::isEnvironment)) {
      return Optional.empty();
    }
    return outOf.getOrDefault(node.id(), List.of()).stream()
        .map(Edge::to)
        .min(Comparator.naturalOrder());
  }

  /// The only cause of a kind, if this is also the only verdict that it gave.
  private Optional<String> soleCause(Node node, Set<NodeKind> kinds) {
    List<String> runs =
        into.getOrDefault(node.id(), List.of()).stream()
            .map(Edge::from)
            .filter(id -> kinds.contains(node(id).kind()))
            .distinct()
            .toList();
    return runs.size() == 1 && verdictsOf(runs.getFirst()) == 1
        ? Optional.of(runs.getFirst())
        : Optional.empty();
  }

  /// The oldest of those that judged the same things by the same task.
  private Optional<String> firstAttempt(Node node) {
    Set<String> things = things(node);
    return things.isEmpty() || Attempts.name(node).isEmpty()
        ? Optional.empty()
        : Attempts.oldest(
                nodes.values().stream()
                    .filter(other -> Attempts.name(other).equals(Attempts.name(node)))
                    .filter(other -> things(other).equals(things))
                    .toList())
            .map(Node::id)
            .filter(id -> !id.equals(node.id()));
  }

  private Set<String> things(Node node) {
    return into.getOrDefault(node.id(), List.of()).stream()
        .map(Edge::from)
        .filter(id -> node(id).kind() == NodeKind.ARTIFACT)
        .collect(Collectors.toUnmodifiableSet());
  }

  private long verdictsOf(String run) {
    return outOf.getOrDefault(run, List.of()).stream()
        .map(Edge::to)
        .distinct()
        .filter(id -> node(id).kind() == NodeKind.VERDICT)
        .count();
  }

  private Optional<String> causes(Node node, EdgeKind kind) {
    return into.getOrDefault(node.id(), List.of()).stream()
        .filter(edge -> edge.kind() == kind)
        .map(Edge::from)
        .min(Comparator.naturalOrder());
  }

  private List<Edge> all(Node node) {
    List<Edge> edges = new ArrayList<>(into.getOrDefault(node.id(), List.of()));
    edges.addAll(outOf.getOrDefault(node.id(), List.of()));
    return edges;
  }

  static String cardId(String node) {
    return "n-" + slug(node);
  }

  /// Letters, digits and dashes: safe in an address and in a selector.
  static String slug(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9-]", "-");
    return plain.equals(text) ? plain : plain + "-" + Integer.toHexString(text.hashCode());
  }
}
