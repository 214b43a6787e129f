// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.Statement.Evidence;
import java.util.Comparator;

/// One event's word that one subject follows from another. Arcs between the same two subjects, of
/// one kind, are drawn as one edge that holds the evidence of all.
///
/// @param from the cause
/// @param to the effect
public record Arc(Identity from, Identity to, EdgeKind kind, Journey.Proof proof)
    implements Comparable<Arc> {
  private static final Comparator<Evidence> BY_EVIDENCE =
      Comparator.comparing(Evidence::strength)
          .thenComparing(Evidence::rule)
          .thenComparing(Evidence::value)
          .thenComparing(Evidence::text);

  static final Comparator<Journey.Proof> BY_PROOF =
      Comparator.comparing(Journey.Proof::evidence, BY_EVIDENCE)
          .thenComparing(Journey.Proof::event);

  private static final Comparator<Arc> CANONICAL =
      Comparator.comparing(Arc::kind)
          .thenComparing(Arc::from)
          .thenComparing(Arc::to)
          .thenComparing(Arc::proof, BY_PROOF);

  /// Kind in its declared order, then from, to, and the evidence.
  @Override
  public int compareTo(Arc other) {
    return CANONICAL.compare(this, other);
  }
}
