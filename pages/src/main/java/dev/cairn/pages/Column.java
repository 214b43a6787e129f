// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Status;
import java.time.Instant;

/// A stage of the journey: a column of the picture, a heading of the list.
///
/// @param key stable: `build`, `env-1`
/// @param word as the terminal writes it: `checks`
/// @param here whether the journey stands in it
record Column(String key, String title, String word, Status status, Head head, boolean here) {
  /// What stands below the title.
  sealed interface Head {
    record At(Instant instant) implements Head {}

    /// @param before `for`, `live`
    record Lasting(String before, Instant since) implements Head {}

    record Said(String text) implements Head {}
  }

  Look look() {
    return Look.of(status);
  }
}
