// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.sandbox.Outcome;
import java.time.Duration;

/// What the commands of a step cost when they ran; kept with its result, so that a run that reuses
/// it can say what it did not spend. What Cairn itself does for a step (fetching packages, packing,
/// scanning) is not in it.
///
/// @param cpu time on a core
/// @param took how long they ran, one after the other
/// @param memoryBytes the most that one of them held at once
public record Cost(Duration cpu, Duration took, long memoryBytes) {
  static final Cost NOTHING = new Cost(Duration.ZERO, Duration.ZERO, 0);

  Cost then(Outcome outcome) {
    return new Cost(
        cpu.plus(outcome.used().cpu()),
        took.plus(outcome.took()),
        Math.max(memoryBytes, outcome.used().memoryBytes()));
  }
}
