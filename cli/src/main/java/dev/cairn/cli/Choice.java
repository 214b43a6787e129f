// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.bundles.TaskTable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which task of a bundle `cairn run` means: a name, and of its overloads the one that takes the
/// arguments that were given.
final class Choice {
  private Choice() {}

  static TaskTable.Task of(TaskTable table, String name, Set<String> given) throws Failure {
    List<TaskTable.Task> named = table.named(name);
    if (named.isEmpty()) {
      List<String> names = table.tasks().stream().map(TaskTable.Task::name).distinct().toList();
      throw Failure.yours(
          "cairn run: %s is not a task of this bundle (expected: %s).%s See cairn tasks."
              .formatted(name, String.join(", ", names), Suggestion.of(name, names)));
    }
    for (TaskTable.Task task : named) {
      if (taken(task).equals(given)) {
        return task;
      }
    }
    throw Failure.yours(
        "cairn run: %s: given %s (expected: %s). Arguments are --NAME VALUE; an event comes from a server, see cairn help up."
            .formatted(
                name,
                given.isEmpty()
                    ? "nothing"
                    : given.stream().map("--"::concat).collect(Collectors.joining(", ")),
                named.stream().map(Choice::words).collect(Collectors.joining("; or "))));
  }

  /// The advisories are filled in by Cairn.
  private static Set<String> taken(TaskTable.Task task) {
    return task.parameters().stream()
        .filter(it -> !it.type().equals("Advisories"))
        .map(TaskTable.Parameter::name)
        .collect(Collectors.toSet());
  }

  private static String words(TaskTable.Task task) {
    String words =
        task.parameters().stream()
            .filter(it -> !it.type().equals("Advisories"))
            .map(it -> it.type() + " " + it.name())
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? "nothing" : words;
  }
}
