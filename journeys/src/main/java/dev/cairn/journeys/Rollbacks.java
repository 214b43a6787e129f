// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.NodeKind;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/// Which config commits bring an older artifact back: they newly name one that another config
/// commit had already brought to the same service.
final class Rollbacks {
  private final Neighbourhood near;
  private final Commits commits;

  Rollbacks(Neighbourhood near, Commits commits) {
    this.near = near;
    this.commits = commits;
  }

  boolean isRollback(Thing commit) {
    SortedSet<Thing> named = commits.named(commit);
    return named.stream().anyMatch(artifact -> namedBefore(artifact, commit))
        || commits.synced(commit).stream()
            .anyMatch(deployment -> ranBefore(deployment, named, commit));
  }

  /// By what the config commits say of where they name it.
  private boolean namedBefore(Thing artifact, Thing commit) {
    Facts facts = commit.facts();
    Optional<String> environment = facts.value("environment");
    Optional<String> service = facts.value("service");
    if (environment.isEmpty() || service.isEmpty()) {
      return false;
    }
    for (Tie tie : near.effects(artifact)) {
      if (tie.mayCarry() && tie.to().kind() == NodeKind.CONFIG_COMMIT && !tie.to().equals(commit)) {
        Facts other = tie.to().facts();
        if (other.value("environment").equals(environment)
            && other.value("service").equals(service)
            && other.isEarlierThan(facts)) {
          return true;
        }
      }
    }
    return false;
  }

  /// By what ran where.
  private boolean ranBefore(Thing deployment, Set<Thing> named, Thing commit) {
    SortedSet<Thing> synced = commits.synced(commit);
    return near.causes(deployment).stream()
        .filter(runs -> runs.mayCarry() && named.contains(runs.from()))
        .anyMatch(runs -> commits.ranBefore(runs.from(), deployment, synced));
  }
}
