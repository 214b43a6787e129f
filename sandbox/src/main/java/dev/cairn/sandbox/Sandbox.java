// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Runs commands, shut in as well as this machine allows. Safe for many threads.
public final class Sandbox {
  private final Level level;
  private final List<String> launcher;
  private final Optional<String> lost;

  private Sandbox(Level level, List<String> launcher, Optional<String> lost) {
    this.level = level;
    this.launcher = launcher;
    this.lost = lost;
  }

  /// Finds out what this machine allows.
  ///
  /// @param bubblewrap how bubblewrap is called, such as `["bwrap"]`
  public static Sandbox detect(List<String> bubblewrap) throws IOException, InterruptedException {
    return new Sandbox(Level.NAMESPACES, List.copyOf(bubblewrap), Optional.empty());
  }

  /// How well commands are shut in.
  public Level level() {
    return level;
  }

  /// Where commands are not shut in: why, what that loses, and what to do, for a person.
  public Optional<String> lost() {
    return lost;
  }

  /// Runs a command to its end, with empty standard input. Interrupted, it kills the command.
  public Outcome run(Command command, Sink sink) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("run " + command + launcher + sink);
  }

  /// Starts a command that is spoken to.
  public Running start(Command command) throws IOException {
    throw new UnsupportedOperationException("start " + command);
  }
}
