// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import org.jdbi.v3.core.Handle;

/// What differs between databases: how a connection is made, and how the schema comes to be. The
/// statements of the views are plain SQL that SQLite and PostgreSQL both understand (`on conflict`,
/// `with recursive`, `returning`).
///
/// PostgreSQL will be a second class here, with its own folder of schema files (identity columns,
/// `bytea`), `pg_advisory_xact_lock` in place of the one writer, and `StorageContract` run against
/// it.
interface Database extends AutoCloseable {
  /// The one connection that writes.
  Handle writer();

  /// Another connection that only reads.
  Handle reader();

  /// Brings the schema up to date.
  void migrate();

  /// What a failure of a statement means.
  StorageException explained(RuntimeException failure);

  @Override
  void close();
}
