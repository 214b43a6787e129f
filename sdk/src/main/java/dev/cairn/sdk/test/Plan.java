// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk.test;

import dev.cairn.sdk.Planning;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// What a task planned.
public final class Plan {
  private final List<Planning.Line> lines;

  Plan(List<Planning.Line> lines) {
    this.lines = List.copyOf(lines);
  }

  /// The tasks that have a part in it, each once, in the order in which they came.
  public List<String> tasks() {
    return List.copyOf(tasksOf(lines));
  }

  /// Its lines, as the bundle process would write them, without their id.
  public List<String> lines() {
    List<String> texts = new ArrayList<>();
    for (Planning.Line line : lines) {
      texts.add("{" + line.members() + "}");
    }
    return List.copyOf(texts);
  }

  /// The first effect of this name.
  ///
  /// @param name `push` or `desire`
  /// @throws AssertionError if there is none
  public PlannedEffect effect(String name) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i) instanceof Planning.Line.Act(String found, _, String members)
          && found.equals(name)) {
        return new PlannedEffect("{" + members + "}", tasksOf(lines.subList(0, i)));
      }
    }
    throw new AssertionError(
        "effect %s: not planned (expected: one of %s)".formatted(name, lines()));
  }

  private static SequencedSet<String> tasksOf(List<Planning.Line> lines) {
    SequencedSet<String> tasks = new LinkedHashSet<>();
    for (Planning.Line line : lines) {
      switch (line) {
        case Planning.Line.Step(_, String task, _) -> tasks.add(task);
        case Planning.Line.Act(_, String task, _) -> tasks.add(task);
        case Planning.Line.Emit _,
            Planning.Line.Judged _,
            Planning.Line.Done _,
            Planning.Line.Failed _,
            Planning.Line.Skipped _ -> {}
      }
    }
    return tasks;
  }
}
