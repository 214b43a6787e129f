// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import org.jdbi.v3.core.Handle;

/// Where a view runs its statements: in the transaction that it was given by, or, for a view of
/// [Storage] itself, each call alone.
interface Session {
  <T> T read(Work<T> work);

  <T> T write(Work<T> work);

  default void change(Change change) {
    write(handle -> {
      change.with(handle);
      return true;
    });
  }

  /// Statements with an answer.
  @FunctionalInterface
  interface Work<T> {
    T with(Handle handle);
  }

  /// Statements without one.
  @FunctionalInterface
  interface Change {
    void with(Handle handle);
  }

  /// Everything on one handle, in whose transaction it is.
  record On(Handle handle) implements Session {
    @Override
    public <T> T read(Work<T> work) {
      return work.with(handle);
    }

    @Override
    public <T> T write(Work<T> work) {
      return work.with(handle);
    }
  }
}
