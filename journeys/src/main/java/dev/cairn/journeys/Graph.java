// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/// The port to storage: what events said, by identity. Every answer is small and needs one index;
/// none depends on the order of arrival. `GraphContract` says what an implementation must do.
public interface Graph {
  /// Whether this event was joined before.
  boolean knows(EventId event);

  /// Whether any event has named this identity, in a statement of any sort.
  boolean contains(Identity identity);

  /// The identity whose [JourneyId] this is, among those that are contained.
  Optional<Identity> named(String journeyId);

  /// The identities that some event called the same as this one, directly. Symmetric.
  SortedSet<Identity> same(Identity identity);

  /// What was said about exactly this identity, by moment, then ordinal.
  List<Said> said(Identity identity);

  /// What events with this id said, whichever source sent them: by event, then ordinal, at most
  /// `limit`. (A CDEvents link names an event by its bare id.)
  List<Said> saidBy(String eventId, int limit);

  /// The arcs that end here, at most `limit`, the first in canonical order.
  List<Arc> into(Identity to, int limit);

  /// The arcs that begin here, at most `limit`, the first in canonical order.
  List<Arc> outOf(Identity from, int limit);

  /// What was said at a place of things of a kind with one of these words as `status`: newest
  /// moment first, then least ordinal.
  List<Said> sightings(Identity place, NodeKind kind, Set<String> statuses, int limit);

  /// Everything that was said, newest moment first, then least ordinal, before a moment.
  List<Said> recent(Optional<Moment> before, int limit);

  /// The places of a kind, such as `service`, that events have named, sorted.
  List<Identity> places(String kind);
}
