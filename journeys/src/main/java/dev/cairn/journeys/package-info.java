/// What the events say of one change: events are joined into a [dev.cairn.journeys.Graph] of what
/// was said, and a [dev.cairn.journeys.Journey] is read from it.
///
/// ```
/// event    run/r-12/finished/1 says: subject run:cairn/r-12 (status=passed), commit:4f2c… → run:cairn/r-12 (runs)
/// joining  → [EventKnown, Told(run:cairn/r-12, …), Derived(commit:4f2c… → run:cairn/r-12)]
/// journey  → commit 4f2c, its run r-12, what the run built, …; "Built shop@9b1c42; not deployed."
/// ```
///
/// The store only ever adds, and holds nothing but what was said, by identity; which identities are
/// one node, which node carries which ([the table](../../../../../../RATIONALE.md)), every state
/// and the sentence are evaluated on the whole neighbourhood when a journey is read. So the order
/// of arrival can't matter.
///
/// It doesn't read tools' own formats (adapters), doesn't decide what runs (dispatch), and doesn't
/// store (storage).
@NullMarked
package dev.cairn.journeys;

import org.jspecify.annotations.NullMarked;
