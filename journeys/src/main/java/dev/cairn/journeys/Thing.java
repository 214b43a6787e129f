// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// A node while a journey is read: all identities that name one thing, and all that was said of it.
/// There is one object for each within a [Neighbourhood]. Its order is that of the least identity.
final class Thing implements Comparable<Thing> {
  private final SortedSet<Identity> identities;
  private final Identity least;
  private final NodeKind kind;
  private final List<Said> said;
  private final boolean demoted;
  private final Facts facts;

  /// @param said by moment, then ordinal
  /// @param demoted whether its names were also given to several other things, and so join none
  Thing(SortedSet<Identity> identities, NodeKind kind, List<Said> said, boolean demoted) {
    this.identities = Collections.unmodifiableSortedSet(new TreeSet<>(identities));
    this.least = this.identities.iterator().next();
    this.kind = kind;
    this.said = List.copyOf(said);
    this.demoted = demoted;
    this.facts = new Facts(this.said);
  }

  SortedSet<Identity> identities() {
    return identities;
  }

  Identity least() {
    return least;
  }

  NodeKind kind() {
    return kind;
  }

  List<Said> said() {
    return said;
  }

  Facts facts() {
    return facts;
  }

  boolean demoted() {
    return demoted;
  }

  boolean isCommit() {
    return kind == NodeKind.COMMIT || kind == NodeKind.CONFIG_COMMIT;
  }

  String id() {
    return JourneyId.node(kind, least());
  }

  String journeyId() {
    return JourneyId.of(least());
  }

  @Override
  public int compareTo(Thing other) {
    return least.compareTo(other.least);
  }

  @Override
  public String toString() {
    return kind.word() + " " + least();
  }
}
