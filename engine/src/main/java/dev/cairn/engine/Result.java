// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.Digest;
import java.time.Duration;
import java.util.Optional;

/// How a step ended.
public sealed interface Result {
  /// What its commands cost when they ran, if that is known.
  Optional<Cost> cost();

  /// It gave what was wanted.
  ///
  /// @param reused whether it did not run now, because it ran before with the same inputs
  /// @param key the digest of all that decided it
  /// @param took how long it ran when it ran
  /// @param log what it printed, in the store
  record Passed(
      Value value, boolean reused, Digest key, Duration took, Optional<Cost> cost, Digest log)
      implements Result {
    Passed again() {
      return new Passed(value, true, key, took, cost, log);
    }
  }

  /// It ran, and did not give it.
  ///
  /// @param reason a sentence: `javac ended with exit code 1`
  /// @param firstErrorLine the line of its log that says most; empty if there is none
  /// @param report the test results, if it gave some all the same
  record Failed(
      String reason,
      String firstErrorLine,
      Optional<Value.Report> report,
      Digest key,
      Duration took,
      Optional<Cost> cost,
      Digest log)
      implements Result {}

  /// It could not be run: an input was missing, an image could not be had, or what it needs failed.
  ///
  /// @param because the id of the step that failed, if that is why
  record NotRun(String reason, Optional<String> because) implements Result {
    @Override
    public Optional<Cost> cost() {
      return Optional.empty();
    }
  }

  /// In words, with the line that says most: `javac ended with exit code 1: Main.java:3: error: …`.
  default String sentence() {
    return switch (this) {
      case Passed(_, var reused, _, _, _, _) -> reused ? "reused" : "passed";
      case Failed(var reason, var line, _, _, _, _, _) ->
          line.isEmpty() ? reason : reason + ": " + line;
      case NotRun(var reason, _) -> reason;
    };
  }
}
