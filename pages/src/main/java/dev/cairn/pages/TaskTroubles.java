// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Status;
import dev.cairn.pages.TasksView.BundleRow;
import dev.cairn.pages.TasksView.Listens;
import dev.cairn.pages.TasksView.TaskRow;
import dev.cairn.pages.TasksView.Types;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What is wrong with tasks and their bundles: what does not compile, what failed the last time,
/// what has never run since nobody feeds it.
///
/// @param sources what feeds tasks beside other tasks
/// @param rows the ids of the tasks' rows
record TaskTroubles(TasksView view, List<Source> sources, Map<TaskRow, String> rows) {
  TaskTroubles {
    sources = List.copyOf(sources);
    rows = Map.copyOf(rows);
  }

  /// What is wrong, in a sentence's words.
  ///
  /// @param subject a task's, a bundle's or a sender's name
  /// @param row the id of its row on the page
  record Trouble(Status status, String subject, String text, String row) {
    String sentence() {
      return subject + " " + text;
    }
  }

  /// The worst first.
  List<Trouble> all() {
    return Stream.concat(
            view.bundles().stream().flatMap(it -> of(it).stream()),
            Stream.concat(
                view.tasks().stream().flatMap(it -> of(it).stream()),
                sources.stream().flatMap(it -> of(it).stream())))
        .sorted(Comparator.comparingInt(it -> Look.of(it.status()).weight()))
        .toList();
  }

  static String row(BundleRow bundle) {
    return "b-" + Grouping.slug(bundle.name());
  }

  private String row(TaskRow task) {
    return rows.getOrDefault(task, "");
  }

  private static Optional<Trouble> of(BundleRow bundle) {
    return bundle
        .trouble()
        .map(text ->
            new Trouble(
                Status.FAILED,
                bundle.name(),
                "does not compile: " + text.lines().findFirst().orElse("").strip(),
                row(bundle)));
  }

  private static Optional<Trouble> of(Source source) {
    return source.card().status() == Status.OVERDUE
        ? Optional.of(
            new Trouble(
                Status.OVERDUE,
                source.card().title(),
                "is " + source.card().words().getLast(),
                source.card().id()))
        : Optional.empty();
  }

  Optional<Trouble> of(TaskRow task) {
    if (task.past().failed().isPresent()) {
      String why = task.past().failed().get();
      String text = "failed the last time" + (why.isEmpty() ? "" : ": " + why);
      return Optional.of(new Trouble(Status.FAILED, task.name(), text, row(task)));
    }
    if (!task.past().last().isEmpty() || task.types().listens().isEmpty()) {
      return Optional.empty();
    }
    List<String> unfed = unfed(task);
    long refused = task.past().refused();
    if (unfed.isEmpty() && refused == 0) {
      return Optional.empty();
    }
    String why =
        unfed.isEmpty()
            ? "its filter refused all " + TaskSources.counted(refused, "event")
            : "no task and no tool emits " + String.join(" or ", unfed);
    return Optional.of(
        new Trouble(Status.OVERDUE, task.name(), "has never run: " + why, row(task)));
  }

  /// What is wrong with it, or else that it is not of its bundle's newest commit.
  Optional<Trouble> shown(TaskRow task) {
    return of(task).or(() -> outdated(task));
  }

  private Optional<Trouble> outdated(TaskRow task) {
    return view.bundles().stream()
        .filter(it -> it.name().equals(task.bundle()) && it.trouble().isPresent())
        .findFirst()
        .map(bundle ->
            new Trouble(
                Status.FLAGGED,
                task.name(),
                "is as it was at "
                    + Words.shortCommit(bundle.commit())
                    + ": the newest commit of its bundle does not compile",
                row(task)));
  }

  /// The events that it needs and that nobody gives.
  private List<String> unfed(TaskRow task) {
    return task.types().listens().stream()
        .map(Listens::type)
        .distinct()
        .filter(type -> view.tasks().stream().noneMatch(it -> gives(it, type)))
        .filter(
            type -> sources.stream().noneMatch(it -> it.feeds(only(task, type), repository(task))))
        .map(TaskWords::event)
        .toList();
  }

  /// What the registry says of a push, only it says.
  static boolean gives(TaskRow task, String type) {
    return !type.equals("ArtifactPublished") && task.types().emits().contains(type);
  }

  /// Where its bundle is pushed.
  String repository(TaskRow task) {
    return view.bundles().stream()
        .filter(it -> it.name().equals(task.bundle()))
        .map(BundleRow::repository)
        .findFirst()
        .orElse("");
  }

  /// The task, as if it listened to this type alone.
  private static TaskRow only(TaskRow task, String type) {
    Types types = task.types();
    List<Listens> one = types.listens().stream().filter(it -> it.type().equals(type)).toList();
    return new TaskRow(
        task.name(),
        task.bundle(),
        task.team(),
        task.kind(),
        task.doc(),
        task.at(),
        new Types(one, false, types.emits(), types.calls()),
        task.past());
  }
}
