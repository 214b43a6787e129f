// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.engine.Step;
import java.io.IOException;
import java.util.List;

/// Answers the reads of a plan, by running the steps that they need.
@FunctionalInterface
public interface Answers {
  /// Answers one read. May take long: the time is not counted as the plan's.
  ///
  /// @param soFar all steps that the plan has written down up to here
  Answer answer(Read read, List<Step> soFar) throws IOException, InterruptedException;

  /// What is answered.
  sealed interface Answer {
    /// One text; numbers and truths, too.
    record Text(String text) implements Answer {}

    /// Paths.
    record Texts(List<String> texts) implements Answer {
      public Texts {
        texts = List.copyOf(texts);
      }
    }

    /// There is no answer, for example because a step failed: the plan ends here.
    ///
    /// @param at `Delivery.java:22`, or empty
    record Stop(String reason, String at) implements Answer {}
  }
}
