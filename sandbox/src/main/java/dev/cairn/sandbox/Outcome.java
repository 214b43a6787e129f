// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.time.Duration;

/// How a command ended.
public sealed interface Outcome {
  /// How long it ran.
  Duration took();

  /// What it used, as far as it was seen.
  Used used();

  /// In words for a person: `javac ended with exit code 1`.
  String sentence();

  /// Whether it ended with 0.
  default boolean passed() {
    return this instanceof Exited(int code, _, _, _) && code == 0;
  }

  /// By itself.
  ///
  /// @param code its exit code; 128 + n if signal n ended it
  record Exited(int code, Duration took, Used used, String sentence) implements Outcome {}

  /// By Cairn.
  record Stopped(Reason reason, Duration took, Used used, String sentence) implements Outcome {}

  /// Why Cairn ended a command.
  enum Reason {
    /// It ran longer than its limit.
    TIME,
    /// It printed more than its limit.
    OUTPUT,
    /// It had as many processes and threads at once as its limit.
    PROCESSES,
    /// It filled its scratch space, or wrote a file larger than its limit.
    SCRATCH,
    /// Someone asked for it.
    KILLED
  }
}
