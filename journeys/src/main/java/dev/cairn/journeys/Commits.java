// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/// The rows of the table that are about commits.
final class Commits {
  /// An unbuilt commit looks no further than this along its branch for the next built one.
  private static final int FURTHEST = 100;

  private final Neighbourhood near;

  Commits(Neighbourhood near) {
    this.near = near;
  }

  /// Its pull requests; else, if nothing was built from it, the head that it was pushed with; else
  /// the next commit of its branch that was built.
  Collection<Thing> carriersOfCommit(Thing commit) {
    SortedSet<Thing> changes = changes(commit);
    if (!changes.isEmpty() || isBuilt(commit)) {
      return changes;
    }
    return Table.first(() -> heads(commit), () -> nextBuilt(commit));
  }

  /// Its pull requests, and the artifacts that its diff newly names; else the commit that it says
  /// it was made for; else the head that it was pushed with; else, if nobody told of it, what was
  /// first brought to a service by syncing at it.
  Collection<Thing> carriersOfConfigCommit(Thing commit) {
    SortedSet<Thing> carriers = changes(commit);
    carriers.addAll(
        Table.first(
            () -> named(commit),
            () ->
                strongest(
                    near.causes(commit).stream()
                        .filter(tie -> tie.from().isCommit())
                        .filter(tie -> tie.kind() != EdgeKind.PUSHED_WITH)
                        .toList(),
                    Tie::from),
            () -> carriers.isEmpty() ? heads(commit) : Collections.emptySortedSet(),
            () -> carriers.isEmpty() ? brought(commit) : Collections.emptySortedSet()));
    return carriers;
  }

  /// Of a config commit that is known by nothing but that services were synced at it: the artifacts
  /// that it thereby brought to a service which had not run them before. One that ran there before
  /// was brought by another; then this commit, whatever it did, is a story of its own.
  SortedSet<Thing> brought(Thing commit) {
    NavigableSet<Thing> brought = new TreeSet<>();
    if (isUntold(commit)) {
      SortedSet<Thing> synced = synced(commit);
      for (Thing deployment : synced) {
        for (Thing artifact : artifacts(deployment)) {
          if (!deployment.facts().places("service").isEmpty()
              && !ranBefore(artifact, deployment, synced)) {
            brought.add(artifact);
          }
        }
      }
    }
    return brought;
  }

  private boolean isUntold(Thing commit) {
    return commit.facts().value("title").isEmpty()
        && near.causes(commit).isEmpty()
        && near.effects(commit).stream()
            .allMatch(tie -> tie.isLink() || tie.to().kind() == NodeKind.DEPLOYMENT);
  }

  private SortedSet<Thing> artifacts(Thing deployment) {
    return strongest(
        near.causes(deployment).stream()
            .filter(tie -> tie.from().kind() == NodeKind.ARTIFACT)
            .toList(),
        Tie::from);
  }

  /// Whether an artifact had been deployed to this deployment's service before it, other than by
  /// what was synced along with it.
  boolean ranBefore(Thing artifact, Thing deployment, Set<Thing> synced) {
    Facts facts = deployment.facts();
    Set<Identity> services = facts.places("service");
    for (Tie tie : near.effects(artifact)) {
      Thing other = tie.to();
      if (tie.mayCarry() && other.kind() == NodeKind.DEPLOYMENT && !synced.contains(other)) {
        Facts before = other.facts();
        if (!Collections.disjoint(services, before.places("service"))
            && before.isEarlierThan(facts)) {
          return true;
        }
      }
    }
    return false;
  }

  /// The pull requests that a commit belongs to.
  SortedSet<Thing> changes(Thing commit) {
    NavigableSet<Thing> changes = new TreeSet<>();
    for (Tie tie : near.causes(commit)) {
      if (tie.mayCarry() && tie.from().kind() == NodeKind.CHANGE) {
        changes.add(tie.from());
      }
    }
    for (Tie tie : near.effects(commit)) {
      if (tie.mayCarry() && tie.kind() == EdgeKind.PART_OF && tie.to().kind() == NodeKind.CHANGE) {
        changes.add(tie.to());
      }
    }
    return changes;
  }

  /// The artifacts that a config commit newly names.
  SortedSet<Thing> named(Thing commit) {
    NavigableSet<Thing> named = new TreeSet<>();
    for (Tie tie : near.causes(commit)) {
      if (tie.mayCarry() && tie.from().kind() == NodeKind.ARTIFACT) {
        named.add(tie.from());
      }
    }
    return named;
  }

  /// The deployments that were synced at a config commit.
  SortedSet<Thing> synced(Thing commit) {
    NavigableSet<Thing> synced = new TreeSet<>();
    for (Tie tie : near.effects(commit)) {
      if (tie.mayCarry() && tie.to().kind() == NodeKind.DEPLOYMENT) {
        synced.add(tie.to());
      }
    }
    return synced;
  }

  private SortedSet<Thing> heads(Thing commit) {
    return strongest(
        near.causes(commit).stream()
            .filter(tie -> tie.kind() == EdgeKind.PUSHED_WITH && tie.from().isCommit())
            .toList(),
        Tie::from);
  }

  /// Of several commits, those that were not pushed along with another of them.
  SortedSet<Thing> withoutPushedAlong(SortedSet<Thing> commits) {
    if (commits.size() < 2) {
      return commits;
    }
    NavigableSet<Thing> left = new TreeSet<>(commits);
    left.removeIf(commit -> heads(commit).stream().anyMatch(head -> commits.contains(head)));
    return left;
  }

  /// The changes of all these commits, if each of them has one.
  SortedSet<Thing> commonChange(SortedSet<Thing> commits) {
    NavigableSet<Thing> common = new TreeSet<>();
    for (Thing commit : commits) {
      SortedSet<Thing> changes = changes(commit);
      if (changes.isEmpty()) {
        return Collections.emptySortedSet();
      }
      common.addAll(changes);
    }
    return common;
  }

  /// Whether an artifact was built from it, directly or by a run of it.
  boolean isBuilt(Thing commit) {
    for (Tie tie : near.effects(commit)) {
      if (tie.mayCarry() && (isBuilding(tie) || (isRun(tie.to()) && hasBuilt(tie.to())))) {
        return true;
      }
    }
    return false;
  }

  private boolean hasBuilt(Thing run) {
    return near.effects(run).stream().anyMatch(tie -> tie.mayCarry() && isBuilding(tie));
  }

  private static boolean isBuilding(Tie tie) {
    return tie.kind() == EdgeKind.BUILT_FROM && tie.to().kind() == NodeKind.ARTIFACT;
  }

  private static boolean isRun(Thing thing) {
    return switch (thing.kind()) {
      case RUN, TEST, VERDICT -> true;
      case COMMIT,
          CONFIG_COMMIT,
          CHANGE,
          ARTIFACT,
          DEPLOYMENT,
          GATE,
          FINDING,
          APPROVAL,
          INCIDENT,
          TICKET,
          PUBLICATION ->
          false;
    };
  }

  private NavigableSet<Thing> nextBuilt(Thing commit) {
    Set<Identity> branches = branches(commit);
    Set<Thing> seen = new HashSet<>(Set.of(commit));
    NavigableSet<Thing> level = new TreeSet<>(Set.of(commit));
    for (int distance = 0; distance < FURTHEST && !branches.isEmpty(); distance++) {
      NavigableSet<Thing> next = new TreeSet<>();
      for (Thing child : onward(level, near::effects, Tie::to)) {
        if (seen.add(child) && !Collections.disjoint(branches, branches(child))) {
          next.add(child);
        }
      }
      NavigableSet<Thing> built = new TreeSet<>(next);
      built.removeIf(child -> !isBuilt(child));
      if (next.isEmpty() || !built.isEmpty()) {
        return built;
      }
      level = next;
    }
    return new TreeSet<>();
  }

  /// The unbuilt commits before this one that may have it as their next built one.
  SortedSet<Thing> unbuiltBefore(Thing commit) {
    NavigableSet<Thing> found = new TreeSet<>();
    NavigableSet<Thing> level = new TreeSet<>(Set.of(commit));
    for (int distance = 0; distance < FURTHEST && !level.isEmpty(); distance++) {
      NavigableSet<Thing> next = new TreeSet<>();
      for (Thing parent : onward(level, near::causes, Tie::from)) {
        if (!branches(parent).isEmpty() && !isBuilt(parent) && found.add(parent)) {
          next.add(parent);
        }
      }
      level = next;
    }
    return found;
  }

  /// Only Git's own parents: that a message speaks of a commit makes it none.
  private static SortedSet<Thing> onward(
      NavigableSet<Thing> level, Function<Thing, List<Tie>> ties, Function<Tie, Thing> end) {
    SortedSet<Thing> next = new TreeSet<>();
    for (Thing thing : level) {
      for (Tie tie : ties.apply(thing)) {
        if (tie.kind() == EdgeKind.PARENT
            && tie.strength() == Strength.DECLARED
            && end.apply(tie).isCommit()) {
          next.add(end.apply(tie));
        }
      }
    }
    return next;
  }

  private static Set<Identity> branches(Thing commit) {
    Set<Identity> branches = new HashSet<>();
    for (Said said : commit.said()) {
      for (Identity place : said.places()) {
        if (place.kind().equals("branch")) {
          branches.add(place);
        }
      }
    }
    return branches;
  }

  /// The ends of those ties that have the best evidence of all that may carry.
  static SortedSet<Thing> strongest(List<Tie> ties, Function<Tie, Thing> end) {
    NavigableSet<Thing> ends = new TreeSet<>();
    Optional<Strength> best =
        ties.stream().filter(Tie::mayCarry).map(Tie::strength).min(Comparator.naturalOrder());
    for (Tie tie : ties) {
      if (tie.mayCarry() && best.isPresent() && tie.strength() == best.get()) {
        ends.add(end.apply(tie));
      }
    }
    return ends;
  }
}
