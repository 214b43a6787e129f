// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Strength;
import java.util.Comparator;
import java.util.List;

/// All that is known of how one thing follows from another in one way: an edge while a journey is
/// read. Its strength is that of its best evidence.
record Tie(Thing from, Thing to, EdgeKind kind, List<Journey.Proof> proofs)
    implements Comparable<Tie> {
  private static final Comparator<Tie> CANONICAL =
      Comparator.comparing(Tie::kind).thenComparing(Tie::from).thenComparing(Tie::to);

  /// @param proofs at least one, in canonical order
  Tie {
    proofs = List.copyOf(proofs);
  }

  /// The canonical order of proofs has the best first.
  Strength strength() {
    return proofs.getFirst().evidence().strength();
  }

  /// Ingredients and Git parents are links to other journeys.
  boolean isLink() {
    return kind == EdgeKind.INGREDIENT || kind == EdgeKind.PARENT;
  }

  /// Whether the table may let it carry.
  boolean mayCarry() {
    return !isLink() && strength() != Strength.GUESSED;
  }

  @Override
  public int compareTo(Tie other) {
    return CANONICAL.compare(this, other);
  }
}
