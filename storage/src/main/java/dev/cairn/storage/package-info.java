// SPDX-License-Identifier: Apache-2.0

/// The database side of journeys and dispatch.
///
/// [dev.cairn.storage.Storage] is opened on a data folder and keeps, in one SQLite file beside the
/// inbox:
///
/// ```
/// projection   deliveries, events, identities, said, arcs …      made anew by `rebuild`
/// facts        runs, verdicts, manifests, releases, environments,
///              catalogue, triggers, outbox                       kept
/// ```
///
/// One thread at a time writes, in a transaction that holds everything that follows from one
/// delivery: `storage.transaction(tx -> …)`. Readers never wait for it.
///
/// It decides nothing: what is stored was decided by `journeys` and `dispatch`. It keeps no bodies
/// (the inbox has them) and no blobs (the content store has them).
@NullMarked
package dev.cairn.storage;

import org.jspecify.annotations.NullMarked;
