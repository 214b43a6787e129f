// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk.test;

import java.util.Set;

/// An effect of a plan.
///
/// @param line as the bundle process would write it, without its id
/// @param after the tasks whose steps and effects come before it
public record PlannedEffect(String line, Set<String> after) {
  public PlannedEffect {
    after = Set.copyOf(after);
  }

  /// Whether it happens only after all steps of this task, which the plan has, have passed.
  public boolean comesAfter(String task) {
    return after.contains(task);
  }
}
