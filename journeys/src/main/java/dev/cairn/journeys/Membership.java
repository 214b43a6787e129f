// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What belongs to which journey: the [Table] followed upwards to the roots and downwards to the
/// members. A config commit's own journey also holds the deployments that were synced at it, in
/// whatever journey their artifact is. Cycles end.
final class Membership {
  private final Neighbourhood near;
  private final Table table;
  private final Chains chains;
  private final Rollbacks rollbacks;
  private final Map<Thing, SortedSet<Thing>> carriers = new HashMap<>();
  private final Map<Thing, SortedSet<Thing>> members = new HashMap<>();

  Membership(Neighbourhood near) {
    this.near = near;
    this.table = new Table(near);
    this.chains = new Chains(near, table);
    this.rollbacks = new Rollbacks(near, table.commits());
  }

  Chains chains() {
    return chains;
  }

  /// What carries a thing directly.
  SortedSet<Thing> carriers(Thing thing) {
    SortedSet<Thing> known = carriers.get(thing);
    if (known != null) {
      return known;
    }
    SortedSet<Thing> byTable = table.carriers(thing);
    SortedSet<Thing> found = byTable.isEmpty() ? chains.carriers(thing) : byTable;
    carriers.put(thing, found);
    return found;
  }

  /// Whether a thing lies in no other journey: nothing carries it, or it is a rollback, which is a
  /// story of its own though an old artifact's journey shows it, too.
  boolean isOutermost(Thing thing) {
    return carriers(thing).isEmpty() || isRollback(thing);
  }

  boolean isRollback(Thing thing) {
    return thing.kind() == NodeKind.CONFIG_COMMIT
        && table.commits().changes(thing).isEmpty()
        && rollbacks.isRollback(thing);
  }

  /// Whether a thing has a journey that it is the root of: changes always; commits if they carry
  /// anything, or if nothing carries them; others if nothing carries them.
  boolean isRoot(Thing thing) {
    return switch (thing.kind()) {
      case CHANGE, CONFIG_COMMIT -> true;
      case COMMIT -> carriers(thing).isEmpty() || members(thing).size() > 1;
      case RUN,
          ARTIFACT,
          DEPLOYMENT,
          TEST,
          VERDICT,
          GATE,
          FINDING,
          APPROVAL,
          INCIDENT,
          TICKET,
          PUBLICATION ->
          carriers(thing).isEmpty() || leastOfCycle(thing);
    };
  }

  /// All that is carried by a root, with the root.
  SortedSet<Thing> members(Thing root) {
    SortedSet<Thing> known = members.get(root);
    if (known != null) {
      return known;
    }
    SortedSet<Thing> found = Collections.unmodifiableSortedSet(carriedBy(root));
    members.put(root, found);
    return found;
  }

  private SortedSet<Thing> carriedBy(Thing root) {
    Map<Thing, Boolean> found = new LinkedHashMap<>();
    Deque<Thing> open = new ArrayDeque<>();
    found.put(root, true);
    open.add(root);
    while (!open.isEmpty()) {
      Thing next = open.remove();
      boolean whole = found.getOrDefault(next, false);
      if (next.kind() == NodeKind.CONFIG_COMMIT && whole) {
        for (Thing deployment : table.commits().synced(next)) {
          if (found.putIfAbsent(deployment, true) == null) {
            open.add(deployment);
          }
        }
      }
      for (Thing candidate : candidates(next)) {
        SortedSet<Thing> by = carriers(candidate);
        if (by.stream().anyMatch(found::containsKey)) {
          boolean nested =
              candidate.kind() == NodeKind.CONFIG_COMMIT
                  && table.commits().changes(candidate).stream().anyMatch(found::containsKey);
          Boolean before = found.put(candidate, nested || found.getOrDefault(candidate, false));
          if (before == null || (nested && !before)) {
            open.add(candidate);
          }
        }
      }
    }
    return new TreeSet<>(found.keySet());
  }

  private SortedSet<Thing> candidates(Thing thing) {
    NavigableSet<Thing> candidates = new TreeSet<>();
    near.effects(thing).stream().filter(Tie::mayCarry).forEach(tie -> candidates.add(tie.to()));
    near.causes(thing).stream().filter(Tie::mayCarry).forEach(tie -> candidates.add(tie.from()));
    if (thing.kind() == NodeKind.COMMIT && table.commits().isBuilt(thing)) {
      candidates.addAll(table.commits().unbuiltBefore(thing));
    }
    for (Identity chain : near.chains(thing)) {
      candidates.addAll(near.along(chain));
    }
    return candidates;
  }

  /// What a thing is in, nearest first: itself, its carriers, theirs, and so on; then, for a
  /// deployment, the config commits that it was synced at, and their pull requests.
  List<Thing> above(Thing thing) {
    Set<Thing> above = new LinkedHashSet<>(List.of(thing));
    above.addAll(strictlyAbove(thing));
    for (Thing carrier : List.copyOf(above)) {
      if (carrier.kind() == NodeKind.DEPLOYMENT) {
        for (Thing commit : table.causes(carrier, NodeKind.CONFIG_COMMIT)) {
          above.add(commit);
          above.addAll(table.commits().changes(commit));
        }
      }
    }
    return List.copyOf(above);
  }

  /// The roots of all journeys that hold a thing, nearest first; its own before all.
  List<Thing> roots(Thing thing) {
    return above(thing).stream().filter(this::isRoot).toList();
  }

  /// The roots of the journeys that hold a thing and lie in no other.
  SortedSet<Thing> outermost(Thing thing) {
    NavigableSet<Thing> outermost = new TreeSet<>();
    for (Thing above : above(thing)) {
      if (isOutermost(above) || leastOfCycle(above)) {
        outermost.add(above);
      }
    }
    return outermost;
  }

  /// Whether a thing stands for things that only carry one another, in a circle.
  private boolean leastOfCycle(Thing thing) {
    Set<Thing> above = strictlyAbove(thing);
    if (!above.contains(thing)) {
      return false;
    }
    for (Thing other : above) {
      if (other.compareTo(thing) < 0 || !strictlyAbove(other).contains(thing)) {
        return false;
      }
    }
    return true;
  }

  /// Nearest first.
  private Set<Thing> strictlyAbove(Thing thing) {
    Set<Thing> seen = new LinkedHashSet<>();
    Deque<Thing> open = new ArrayDeque<>(carriers(thing));
    while (!open.isEmpty()) {
      Thing next = open.remove();
      if (seen.add(next)) {
        open.addAll(carriers(next));
      }
    }
    return seen;
  }
}
