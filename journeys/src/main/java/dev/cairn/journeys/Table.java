// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The table of DESIGN.md 4: each kind of node is carried by one kind of parent. Evaluated on the
/// whole graph around a thing, so that the order of arrival can't matter. Guesses, ingredients and
/// Git parents never carry. RATIONALE.md says where this is finer than the design, and why.
final class Table {
  private static final Set<NodeKind> RUNS = Set.of(NodeKind.RUN, NodeKind.TEST, NodeKind.VERDICT);

  private final Neighbourhood near;
  private final Commits commits;
  private final Map<Thing, SortedSet<Thing>> carriers = new HashMap<>();

  Table(Neighbourhood near) {
    this.near = near;
    this.commits = new Commits(near);
  }

  Commits commits() {
    return commits;
  }

  /// What carries this thing, by the table alone; nothing, if it is a root.
  SortedSet<Thing> carriers(Thing thing) {
    SortedSet<Thing> known = carriers.get(thing);
    if (known != null) {
      return known;
    }
    NavigableSet<Thing> found = new TreeSet<>(find(thing));
    found.remove(thing);
    SortedSet<Thing> answer = Collections.unmodifiableSortedSet(found);
    carriers.put(thing, answer);
    return answer;
  }

  private Collection<Thing> find(Thing thing) {
    return switch (thing.kind()) {
      case CHANGE -> List.of();
      case COMMIT -> commits.carriersOfCommit(thing);
      case CONFIG_COMMIT -> commits.carriersOfConfigCommit(thing);
      case RUN -> ofRun(thing);
      case ARTIFACT -> ofArtifact(thing);
      case DEPLOYMENT ->
          first(
              () -> causes(thing, NodeKind.ARTIFACT),
              () -> causes(thing, NodeKind.CONFIG_COMMIT),
              () -> causes(thing, NodeKind.COMMIT),
              () -> causes(thing, NodeKind.CHANGE),
              () -> causes(thing, NodeKind.RUN));
      case TEST, VERDICT ->
          first(
              () -> causes(thing, NodeKind.DEPLOYMENT),
              () -> causes(thing, NodeKind.ARTIFACT),
              () -> ofRun(thing));
      case GATE, FINDING, PUBLICATION ->
          first(
              () -> causes(thing, NodeKind.ARTIFACT),
              () -> causes(thing, NodeKind.DEPLOYMENT),
              () -> anySubject(thing));
      case APPROVAL, INCIDENT, TICKET ->
          first(
              () -> causes(thing, NodeKind.GATE),
              () -> causes(thing, NodeKind.DEPLOYMENT),
              () -> causes(thing, NodeKind.ARTIFACT),
              () -> anySubject(thing));
    };
  }

  private Collection<Thing> anySubject(Thing thing) {
    return first(
        () -> causes(thing, NodeKind.CONFIG_COMMIT),
        () -> causes(thing, NodeKind.COMMIT),
        () -> causes(thing, NodeKind.CHANGE),
        () -> causes(thing, NodeKind.INCIDENT),
        () -> causes(thing, NodeKind.VERDICT),
        () -> causes(thing, NodeKind.TEST),
        () -> causes(thing, NodeKind.RUN),
        () -> effects(thing, NodeKind.DEPLOYMENT),
        () -> effects(thing, NodeKind.ARTIFACT),
        () -> effects(thing, NodeKind.CHANGE),
        () -> effects(thing, NodeKind.COMMIT));
  }

  /// Its commit, if it has exactly one; else its change; else the run that it is part of; else the
  /// artifact that it names; else the one commit of all that it built.
  private Collection<Thing> ofRun(Thing run) {
    Collection<Thing> origin = originOfRun(run);
    if (!origin.isEmpty()) {
      return origin;
    }
    return first(
        () -> exactlyOne(runsBehind(run)),
        () -> causes(run, NodeKind.ARTIFACT),
        () -> causes(run, NodeKind.DEPLOYMENT),
        () -> commitOfWhatItBuilt(run));
  }

  private Collection<Thing> originOfRun(Thing run) {
    SortedSet<Thing> ofCommits = commits.withoutPushedAlong(strongest(run, Thing::isCommit));
    return first(
        () -> exactlyOne(ofCommits),
        () -> exactlyOne(causes(run, NodeKind.CHANGE)),
        () -> exactlyOne(commits.commonChange(ofCommits)));
  }

  private SortedSet<Thing> runsBehind(Thing thing) {
    return strongest(thing, cause -> RUNS.contains(cause.kind()));
  }

  private Collection<Thing> commitOfWhatItBuilt(Thing run) {
    NavigableSet<Thing> origins = new TreeSet<>();
    NavigableSet<Thing> artifacts = new TreeSet<>();
    for (Thing artifact : effects(run, NodeKind.ARTIFACT)) {
      Optional<Origin> origin = origin(artifact);
      if (origin.isPresent()) {
        artifacts.add(artifact);
        for (Thing source : origin.get().sources()) {
          origins.addAll(source.isCommit() ? List.of(source) : originOfRun(source));
        }
      }
    }
    return origins.size() == 1 ? artifacts : List.of();
  }

  private record Origin(SortedSet<Thing> sources, Strength strength) {}

  /// The commits that an artifact was built from, directly or by a run that has a commit or a
  /// change; of the best evidence only.
  private Optional<Origin> origin(Thing artifact) {
    List<Tie> ties =
        near.causes(artifact).stream()
            .filter(Tie::mayCarry)
            .filter(tie ->
                tie.from().isCommit()
                    || (RUNS.contains(tie.from().kind())
                        && tie.kind() == EdgeKind.BUILT_FROM
                        && hasOrigin(tie.from(), new HashSet<>())))
            .toList();
    return ties.stream()
        .map(Tie::strength)
        .min(Comparator.naturalOrder())
        .map(best -> new Origin(sources(ties, best), best));
  }

  private static SortedSet<Thing> sources(List<Tie> ties, Strength best) {
    NavigableSet<Thing> sources = new TreeSet<>();
    ties.stream().filter(tie -> tie.strength() == best).forEach(tie -> sources.add(tie.from()));
    return sources;
  }

  private boolean hasOrigin(Thing run, Set<Thing> seen) {
    if (!seen.add(run)) {
      return false;
    }
    return !originOfRun(run).isEmpty()
        || exactlyOne(runsBehind(run)).stream().anyMatch(parent -> hasOrigin(parent, seen));
  }

  private Collection<Thing> ofArtifact(Thing artifact) {
    Optional<Origin> own = origin(artifact);
    SortedSet<Thing> wholes = containing(artifact);
    if (own.isPresent()) {
      NavigableSet<Thing> surer = new TreeSet<>();
      for (Thing whole : wholes) {
        if (origin(whole)
            .filter(origin -> origin.strength().compareTo(own.get().strength()) < 0)
            .isPresent()) {
          surer.add(whole);
        }
      }
      return surer.isEmpty() ? own.get().sources() : surer;
    }
    return first(
        () -> causes(artifact, NodeKind.CHANGE),
        () -> partsWithOrigin(artifact),
        () -> wholes,
        () -> runsBehind(artifact));
  }

  private SortedSet<Thing> containing(Thing artifact) {
    NavigableSet<Thing> wholes = new TreeSet<>();
    for (Tie tie : near.causes(artifact)) {
      if (tie.mayCarry()
          && tie.kind() == EdgeKind.CONTAINS
          && tie.from().kind() == NodeKind.ARTIFACT) {
        wholes.add(tie.from());
      }
    }
    return wholes;
  }

  /// What an assembled artifact contains, as far as it is known where that came from.
  private SortedSet<Thing> partsWithOrigin(Thing artifact) {
    SortedSet<Thing> parts = parts(artifact);
    parts.removeIf(part -> !comesFromSomewhere(part, new HashSet<>(Set.of(artifact))));
    return parts;
  }

  private SortedSet<Thing> parts(Thing artifact) {
    NavigableSet<Thing> parts = new TreeSet<>();
    for (Tie tie : near.effects(artifact)) {
      if (tie.mayCarry()
          && tie.kind() == EdgeKind.CONTAINS
          && tie.to().kind() == NodeKind.ARTIFACT) {
        parts.add(tie.to());
      }
    }
    for (Tie tie : near.causes(artifact)) {
      if (tie.mayCarry()
          && tie.kind() == EdgeKind.BUILT_FROM
          && tie.from().kind() == NodeKind.ARTIFACT) {
        parts.add(tie.from());
      }
    }
    return parts;
  }

  private boolean comesFromSomewhere(Thing artifact, Set<Thing> seen) {
    if (!seen.add(artifact)) {
      return false;
    }
    return origin(artifact).isPresent()
        || !causes(artifact, NodeKind.CHANGE).isEmpty()
        || parts(artifact).stream().anyMatch(part -> comesFromSomewhere(part, seen));
  }

  SortedSet<Thing> causes(Thing thing, NodeKind kind) {
    return strongest(thing, cause -> cause.kind() == kind);
  }

  private SortedSet<Thing> strongest(Thing thing, Predicate<Thing> which) {
    return Commits.strongest(
        near.causes(thing).stream().filter(tie -> which.test(tie.from())).toList(), Tie::from);
  }

  private SortedSet<Thing> effects(Thing thing, NodeKind kind) {
    return Commits.strongest(
        near.effects(thing).stream().filter(tie -> tie.to().kind() == kind).toList(), Tie::to);
  }

  private static Collection<Thing> exactlyOne(Collection<Thing> things) {
    return things.size() == 1 ? things : List.of();
  }

  @SafeVarargs
  static Collection<Thing> first(Supplier<? extends Collection<Thing>>... rules) {
    for (Supplier<? extends Collection<Thing>> rule : rules) {
      Collection<Thing> found = rule.get();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }
}
