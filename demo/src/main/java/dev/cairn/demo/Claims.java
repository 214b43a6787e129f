// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the demo claims: each is looked for until it holds or its time is over, and said either
/// way.
final class Claims {
  private final Screen screen;
  private final Runnable meanwhile;
  private final List<String> missing = new ArrayList<>();

  /// @param meanwhile what to do while waiting, such as drawing
  Claims(Screen screen, Runnable meanwhile) {
    this.screen = screen;
    this.meanwhile = meanwhile;
  }

  /// Something that can be looked at from outside.
  interface Look {
    /// Whether it holds now.
    boolean holds() throws IOException, InterruptedException;
  }

  /// Waits until it holds.
  ///
  /// @return whether it came to hold in time
  boolean within(Duration patience, String claim, Look look) throws InterruptedException {
    long start = System.nanoTime();
    String fault = "";
    do {
      try {
        if (look.holds()) {
          screen.good("%s (%.1f s)".formatted(claim, (System.nanoTime() - start) / 1e9));
          return true;
        }
        fault = "";
      } catch (IOException | DemoException e) {
        fault = ": " + e.getMessage();
      }
      meanwhile.run();
      Thread.sleep(100);
    } while (System.nanoTime() - start < patience.toNanos());
    missing.add(claim + fault);
    screen.bad("%s: not within %d s%s".formatted(claim, patience.toSeconds(), fault));
    return false;
  }

  /// It holds now, or never.
  void now(String claim, Look look) throws InterruptedException {
    within(Duration.ZERO, claim, look);
  }

  List<String> missing() {
    return List.copyOf(missing);
  }
}
