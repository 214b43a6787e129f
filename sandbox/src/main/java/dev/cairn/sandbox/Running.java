// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/// A command that runs in its sandbox, and speaks by its standard streams. Its limits hold, except
/// that on output: the reader counts. Safe for many threads.
public interface Running extends AutoCloseable {
  /// Its standard input.
  OutputStream input();

  /// Its standard output.
  InputStream output();

  /// Its standard error.
  InputStream errors();

  /// Whether it has not ended yet.
  boolean alive();

  /// The process of the host that holds the sandbox; when it ends, all in the sandbox has ended.
  long pid();

  /// Waits for its end.
  Outcome await() throws InterruptedException;

  /// Waits for its end, this long at most.
  Optional<Outcome> await(Duration patience) throws InterruptedException;

  /// Asks it to end (SIGTERM to each of its processes), and kills it after this patience.
  Outcome stop(Duration patience) throws InterruptedException;

  /// Kills all of it, at once.
  void kill();

  /// Kills what still runs.
  @Override
  default void close() {
    kill();
  }
}
