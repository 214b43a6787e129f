// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What chain and trace ids from outside carry: things that nothing else carries, while the id has
/// a single root; an id that would join several is demoted, and carries nothing.
final class Chains {
  private final Neighbourhood near;
  private final Table table;
  private final Map<Identity, Optional<Thing>> roots = new HashMap<>();

  Chains(Neighbourhood near, Table table) {
    this.near = near;
    this.table = table;
  }

  /// What carries a thing that the table leaves without a parent.
  SortedSet<Thing> carriers(Thing orphan) {
    NavigableSet<Thing> carriers = new TreeSet<>();
    if (mayBeCarried(orphan)) {
      for (Identity chain : near.chains(orphan)) {
        root(chain).filter(root -> !root.equals(orphan)).ifPresent(carriers::add);
      }
    }
    return carriers;
  }

  /// The ids sent along with a thing that nothing carries, and which carry nothing either.
  SortedSet<Identity> demoted(Thing thing) {
    NavigableSet<Identity> demoted = new TreeSet<>(near.chains(thing));
    demoted.removeIf(chain -> root(chain).isPresent());
    return demoted;
  }

  /// What was sent along with a thing that a chain carries.
  List<Journey.Proof> proofs(Thing orphan) {
    return near.chainProofs(orphan);
  }

  private boolean mayBeCarried(Thing thing) {
    return thing.kind() != NodeKind.CHANGE
        && thing.kind() != NodeKind.COMMIT
        && table.carriers(thing).isEmpty();
  }

  private Optional<Thing> root(Identity chain) {
    Optional<Thing> known = roots.get(chain);
    if (known != null) {
      return known;
    }
    Optional<Thing> root = find(near.along(chain));
    roots.put(chain, root);
    return root;
  }

  private Optional<Thing> find(SortedSet<Thing> along) {
    NavigableSet<Thing> changes = new TreeSet<>();
    for (Thing thing : along) {
      for (Thing top : tops(thing)) {
        if (top.kind() == NodeKind.CHANGE || top.kind() == NodeKind.COMMIT) {
          changes.add(top);
        }
      }
    }
    return switch (changes.size()) {
      case 0 -> along.stream().filter(this::mayBeCarried).min(EARLIEST);
      case 1 -> changes.stream().findFirst();
      default -> Optional.empty();
    };
  }

  private static final Comparator<Thing> EARLIEST =
      Comparator.comparing((Thing thing) -> thing.said().isEmpty())
          .thenComparing((one, other) ->
              one.said().isEmpty() || other.said().isEmpty()
                  ? 0
                  : one.said().get(0).moment().compareTo(other.said().get(0).moment()))
          .thenComparing(Comparator.naturalOrder());

  private Set<Thing> tops(Thing thing) {
    Set<Thing> tops = new HashSet<>();
    Set<Thing> seen = new HashSet<>();
    Deque<Thing> open = new ArrayDeque<>(Set.of(thing));
    while (!open.isEmpty()) {
      Thing next = open.remove();
      if (seen.add(next)) {
        SortedSet<Thing> carriers = table.carriers(next);
        if (carriers.isEmpty()) {
          tops.add(next);
        }
        open.addAll(carriers);
      }
    }
    return tops;
  }
}
