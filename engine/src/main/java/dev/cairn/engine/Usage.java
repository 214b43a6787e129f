// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/// What the steps of a run used, and what those would have used that were reused: what they cost
/// when they ran. Steps of which that is not known count in neither: what Cairn does without a
/// command, and what was kept by a Cairn that did not yet keep it.
///
/// @param used by what ran
/// @param avoided by reuse
public record Usage(Sum used, Sum avoided) {
  private static final double MEGABYTE = 1e6;

  /// @param steps how many are in it
  /// @param memoryBytes of the step that held most
  public record Sum(int steps, Duration cpu, long memoryBytes, Energy energy) {
    private static final Sum NOTHING = new Sum(0, Duration.ZERO, 0, Energy.NOTHING);

    private Sum plus(Cost cost) {
      return new Sum(
          steps + 1,
          cpu.plus(cost.cpu()),
          Math.max(memoryBytes, cost.memoryBytes()),
          energy.plus(Energy.of(cost)));
    }
  }

  /// Of a run with these results; nothing if of none of them is known what it cost.
  public static Optional<Usage> of(Collection<Result> results) {
    Sum used = Sum.NOTHING;
    Sum avoided = Sum.NOTHING;
    for (Result result : results) {
      if (result.cost().isPresent()) {
        if (result instanceof Result.Passed passed && passed.reused()) {
          avoided = avoided.plus(result.cost().get());
        } else {
          used = used.plus(result.cost().get());
        }
      }
    }
    return used.steps + avoided.steps == 0
        ? Optional.empty()
        : Optional.of(new Usage(used, avoided));
  }

  /// `8.5 s CPU, 190 MB, an estimated 8.3 mWh (3.7 to 20); 0.31 Wh (0.14 to 0.74) avoided by
  /// reuse`.
  public String words() {
    String without = " avoided by reuse";
    if (used.steps == 0) {
      return "no command ran; an estimated " + avoided.energy.words() + without;
    }
    String here =
        "%s s CPU, %s MB, an estimated %s"
            .formatted(
                Energy.twoDigits(used.cpu.toMillis() / 1e3),
                Energy.twoDigits(used.memoryBytes / MEGABYTE),
                used.energy.words());
    return avoided.steps == 0 ? here : here + "; " + avoided.energy.words() + without;
  }
}
