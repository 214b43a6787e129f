// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EventId;
import dev.cairn.events.Identity;

/// What an event adds to the graph. Changes only add, and each may be applied again without effect,
/// so their order is of no account. Nothing is ever merged or taken away in the store: which
/// identities are one node, and what belongs to what, is evaluated when the graph is read.
public sealed interface Change {
  /// The event is known from now on; the same event again changes nothing.
  record EventKnown(EventId event, Receipt receipt) implements Change {}

  /// An event said that two identities name the same thing.
  record SameAs(Identity one, Identity other) implements Change {}

  /// An event said something of a subject.
  record Told(Said said) implements Change {}

  /// An event said that one subject follows from another. Either may be unknown so far.
  record Derived(Arc arc) implements Change {}
}
