// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.pages.TasksView.Listens;
import dev.cairn.pages.TasksView.TaskRow;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// How the page of the tasks says things.
final class TaskWords {
  private TaskWords() {}

  /// `artifact published` of `ArtifactPublished`.
  static String event(String type) {
    return type.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  /// `change merged`; of a join a line each: `test suite finished`, `and service upgraded`.
  static List<String> listens(TaskRow task) {
    List<String> events =
        task.types().listens().stream()
            .map(Listens::type)
            .map(TaskWords::event)
            .distinct()
            .toList();
    return IntStream.range(0, events.size())
        .mapToObj(i -> i == 0 ? events.get(i) : "and " + events.get(i))
        .toList();
  }

  /// `effect, per change`: its kind, and what there is one run for.
  static String runs(TaskRow task) {
    List<Listens> listens = task.types().listens();
    if (listens.isEmpty()) {
      return task.kind();
    }
    String per =
        switch (listens.getFirst().type()) {
          case "ChangeMerged", "ChangeProposed" -> ", per change";
          case "TagPushed" -> ", per tag";
          case "ArtifactPublished", "ArtifactReleased" -> ", per image";
          case "Live" -> ", while it is live";
          case "ServiceUpgraded" -> ", per deployment";
          case "TestSuiteFinished" -> ", per test";
          case "FindingOpened" -> ", per finding";
          default -> "";
        };
    return task.kind() + per + (task.types().advisories() ? ", and when advisories change" : "");
  }

  static String tool(String tool) {
    return switch (tool) {
      case "git" -> "Git push";
      case "cdevents" -> "CDEvents";
      case "distribution" -> "a registry";
      default -> Words.tool(tool);
    };
  }
}
