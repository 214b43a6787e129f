// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement.Evidence;
import dev.cairn.events.Strength;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A journey put together: what its root carries; what is guessed to follow from that; and, as grey
/// cards, what it follows from in other journeys.
final class Assembly {
  /// Grey cards and links beyond these are left out.
  private static final int ELSEWHERE = 50;

  private static final int LINKS = 100;

  private final Neighbourhood near;
  private final Membership membership;
  private final Nodes nodes;
  private final Stages stages;
  private final Foresight foresight;

  Assembly(
      Neighbourhood near, Membership membership, Nodes nodes, Stages stages, Foresight foresight) {
    this.near = near;
    this.membership = membership;
    this.nodes = nodes;
    this.stages = stages;
    this.foresight = foresight;
  }

  Journey journey(Thing root) {
    SortedSet<Thing> members = membership.members(root);
    Drawing drawing = draw(root, members);
    Journey sofar = compose(root, members, drawing);
    List<Expectation> expected = foresight.expected(sofar);
    return expected.isEmpty()
        ? sofar
        : compose(root, members, drawing.with(expected).knowing(this::runsNow));
  }

  /// What a service runs to which this journey has not come yet.
  private SortedMap<String, String> runsNow(Journey.Node deployment) {
    String environment = deployment.stage().substring(Stages.ENVIRONMENT.length());
    return nodes
        .deployments()
        .runs(Identity.service(environment, deployment.title()))
        .map(nodes::running)
        .orElseGet(TreeMap::new);
  }

  private Drawing draw(Thing root, SortedSet<Thing> members) {
    List<Journey.Node> cards = new ArrayList<>();
    List<Journey.Edge> edges = new ArrayList<>();
    NavigableSet<Thing> guests = new TreeSet<>();
    Set<Thing> elsewhere = new HashSet<>();
    for (Thing member : members) {
      cards.add(nodes.member(member, member.equals(root)));
      for (Tie tie : near.causes(member)) {
        if (!tie.isLink() && isShown(tie, members, elsewhere)) {
          edges.add(edge(tie, root));
        }
      }
      for (Tie tie : near.effects(member)) {
        if (tie.strength() == Strength.GUESSED && !tie.isLink() && !members.contains(tie.to())) {
          guests.add(tie.to());
          edges.add(edge(tie, root));
        }
      }
      unseenCarriers(member, members).forEach(edges::add);
    }
    guests.forEach(guest -> cards.add(nodes.member(guest, false)));
    new TreeSet<>(elsewhere).forEach(other -> cards.add(nodes.elsewhere(other)));
    return new Drawing(root.id(), cards, edges).sorted(stages);
  }

  /// Whether an edge into a member is drawn; if its cause is of another journey, that is a grey
  /// card.
  private static boolean isShown(Tie tie, SortedSet<Thing> members, Set<Thing> elsewhere) {
    if (members.contains(tie.from())) {
      return true;
    }
    if (tie.mayCarry() && (elsewhere.contains(tie.from()) || elsewhere.size() < ELSEWHERE)) {
      elsewhere.add(tie.from());
      return true;
    }
    return false;
  }

  private Journey.Edge edge(Tie tie, Thing root) {
    boolean syncedAtRoot =
        tie.from().equals(root)
            && root.kind() == NodeKind.CONFIG_COMMIT
            && tie.to().kind() == NodeKind.DEPLOYMENT;
    boolean carries =
        tie.mayCarry()
            && (syncedAtRoot
                || membership.carriers(tie.to()).contains(tie.from())
                || membership.carriers(tie.from()).contains(tie.to()));
    return new Journey.Edge(
        tie.from().id(), tie.to().id(), tie.kind(), tie.strength(), carries, tie.proofs());
  }

  /// Where the carrier is not a direct cause: the next built commit, the root of a chain.
  private List<Journey.Edge> unseenCarriers(Thing member, SortedSet<Thing> members) {
    List<Journey.Edge> edges = new ArrayList<>();
    for (Thing carrier : membership.carriers(member)) {
      if (members.contains(carrier) && !areTied(carrier, member)) {
        edges.add(unseen(carrier, member));
      }
    }
    return edges;
  }

  private Journey.Edge unseen(Thing carrier, Thing member) {
    return switch (member.kind()) {
      case COMMIT -> inferred(carrier, member, EdgeKind.PUSHED_WITH, parentProofs(member));
      case CONFIG_COMMIT ->
          inferred(carrier, member, EdgeKind.NAMES, broughtProofs(carrier, member));
      case CHANGE,
          RUN,
          ARTIFACT,
          VERDICT,
          GATE,
          DEPLOYMENT,
          TEST,
          FINDING,
          APPROVAL,
          INCIDENT,
          TICKET,
          PUBLICATION ->
          inferred(carrier, member, EdgeKind.PART_OF, membership.chains().proofs(member));
    };
  }

  private static Journey.Edge inferred(
      Thing carrier, Thing member, EdgeKind kind, List<Journey.Proof> proofs) {
    return new Journey.Edge(carrier.id(), member.id(), kind, Strength.INFERRED, true, proofs);
  }

  /// That the config commit named the artifact follows from the event that told of the sync.
  private List<Journey.Proof> broughtProofs(Thing artifact, Thing commit) {
    return near.effects(commit).stream()
        .filter(tie -> near.effects(artifact).stream().anyMatch(runs -> runs.to().equals(tie.to())))
        .flatMap(tie -> tie.proofs().stream())
        .sorted(Arc.BY_PROOF)
        .limit(1)
        .map(proof ->
            new Journey.Proof(
                new Evidence(
                    Strength.INFERRED,
                    "first-sync",
                    proof.evidence().value(),
                    "what was synced at it brought the artifact there for the first time"),
                proof.event()))
        .toList();
  }

  private boolean areTied(Thing one, Thing other) {
    return near.causes(other).stream().anyMatch(tie -> !tie.isLink() && tie.from().equals(one))
        || near.causes(one).stream().anyMatch(tie -> !tie.isLink() && tie.from().equals(other));
  }

  private List<Journey.Proof> parentProofs(Thing commit) {
    return near.effects(commit).stream()
        .filter(tie -> tie.kind() == EdgeKind.PARENT)
        .flatMap(tie -> tie.proofs().stream())
        .sorted(Arc.BY_PROOF)
        .limit(1)
        .toList();
  }

  private Journey compose(Thing root, SortedSet<Thing> members, Drawing unsorted) {
    Drawing drawing = unsorted.sorted(stages);
    Telling.Told told = Telling.of(drawing);
    return new Journey(
        root.journeyId(),
        Titles.ofJourney(root),
        told.status(),
        told.summary(),
        root.id(),
        partOf(root),
        contains(root, members),
        links(members),
        started(members),
        updated(members),
        drawing.nodes(),
        drawing.edges());
  }

  private List<String> partOf(Thing root) {
    if (membership.isOutermost(root)) {
      return List.of();
    }
    return membership.roots(root).stream()
        .filter(other -> !other.equals(root))
        .map(Thing::journeyId)
        .toList();
  }

  private List<String> contains(Thing root, SortedSet<Thing> members) {
    return members.stream()
        .filter(member -> !member.equals(root) && membership.isRoot(member))
        .filter(member -> !membership.isOutermost(member))
        .map(Thing::journeyId)
        .toList();
  }

  private List<Journey.Link> links(SortedSet<Thing> members) {
    NavigableSet<Journey.Link> links =
        new TreeSet<>(
            Comparator.comparing(Journey.Link::kind)
                .thenComparing(Journey.Link::journey)
                .thenComparing(Journey.Link::by));
    for (Thing member : members) {
      for (Tie tie : near.causes(member)) {
        if (tie.isLink() && !members.contains(tie.from())) {
          link(links, tie.from(), tie.kind().word());
        } else if (!members.contains(tie.from()) && membership.isRollback(member)) {
          link(links, tie.from(), tie.kind().word());
        }
      }
      for (Tie tie : near.effects(member)) {
        if (tie.isLink() && !members.contains(tie.to())) {
          link(links, tie.to(), "child");
        }
      }
      for (Thing made : near.madeWith(member, LINKS)) {
        if (!members.contains(made)) {
          link(links, made, "ingredient-of");
        }
      }
    }
    return links.stream().limit(LINKS).toList();
  }

  private void link(Collection<Journey.Link> links, Thing other, String kind) {
    if (links.size() < LINKS * 10) {
      membership.roots(other).stream()
          .findFirst()
          .ifPresent(
              root -> links.add(new Journey.Link(root.journeyId(), kind, other.least().value())));
    }
  }

  private static Optional<Instant> started(SortedSet<Thing> members) {
    return members.stream()
        .flatMap(member -> member.facts().started().stream())
        .min(Comparator.naturalOrder());
  }

  private static Optional<Instant> updated(SortedSet<Thing> members) {
    return members.stream()
        .flatMap(member -> member.said().stream())
        .map(said -> said.receipt().received())
        .max(Comparator.naturalOrder());
  }

  /// The newest word about any member: where the journey stands in the list.
  Optional<Moment> newest(Thing root) {
    return membership.members(root).stream()
        .flatMap(member -> member.said().stream())
        .map(Said::moment)
        .max(Comparator.naturalOrder());
  }
}
