// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.dispatch.Catalogue;
import dev.cairn.dispatch.Run;
import dev.cairn.dispatch.RunStatus;
import dev.cairn.dispatch.TaskTable;
import dev.cairn.dispatch.Trigger;
import dev.cairn.journeys.Status;
import dev.cairn.pages.EnvironmentsView;
import dev.cairn.pages.EnvironmentsView.Cell;
import dev.cairn.pages.TasksView;
import dev.cairn.storage.Dispatching;
import dev.cairn.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What the page of the tasks shows: the active bundles' tables, how the tasks' runs went and what
/// they gave, and who sent what of late.
final class TaskViews {
  private static final int RESULTS = 12;
  private static final Duration LATELY = Duration.ofDays(30);

  private final Storage storage;
  private final Configuration configuration;
  private final EnvironmentViews environments;

  TaskViews(Storage storage, Configuration configuration, EnvironmentViews environments) {
    this.storage = storage;
    this.configuration = configuration;
    this.environments = environments;
  }

  EnvironmentViews environments() {
    return environments;
  }

  TasksView view(Instant now) {
    var tasks = new ArrayList<TasksView.TaskRow>();
    var bundles = new ArrayList<TasksView.BundleRow>();
    List<Dispatching.Refusals> refusals = storage.dispatching().refusals();
    for (Catalogue.Entry entry : storage.catalogue().now().all()) {
      bundles.add(bundle(entry));
      entry
          .active()
          .ifPresent(active ->
              active.table().tasks().forEach(task -> tasks.add(task(entry, task, refusals))));
    }
    return new TasksView(
        tasks,
        bundles,
        storage.deliveries().arrivals(now.minus(LATELY)).stream()
            .map(it ->
                new TasksView.Arrival(
                    it.tool(), it.source(), it.type(), it.trigger(), it.count(), it.newest()))
            .toList(),
        storage.deliveries().rhythms(now.minus(LATELY)).stream()
            .map(it -> new TasksView.Rhythm(it.tool(), it.deliveries(), it.newest(), it.longest()))
            .toList(),
        places(),
        storage.releases().held().size(),
        configuration.advisories().isPresent());
  }

  private static TasksView.BundleRow bundle(Catalogue.Entry entry) {
    Optional<Catalogue.Known> newest =
        entry.versions().stream().max(Comparator.comparingLong(Catalogue.Known::order));
    Optional<String> trouble =
        newest.flatMap(it ->
            it.load() instanceof Catalogue.Load.Refused(var reason, var at)
                ? Optional.of(at.isEmpty() || reason.startsWith(at) ? reason : at + ": " + reason)
                : Optional.empty());
    Status status =
        trouble.isPresent()
            ? Status.FAILED
            : newest
                .map(it ->
                    it.load() instanceof Catalogue.Load.Loaded ? Status.PASSED : Status.RUNNING)
                .orElse(Status.EXPECTED);
    return new TasksView.BundleRow(
        entry.bundle().name(),
        entry.bundle().team(),
        entry.bundle().repository(),
        entry.active().map(it -> PageViews.shortened(it.version().commit())).orElse(""),
        status,
        trouble);
  }

  private TasksView.TaskRow task(
      Catalogue.Entry entry, TaskTable.Task task, List<Dispatching.Refusals> refusals) {
    String bundle = entry.bundle().name();
    List<Run> runs = storage.runs().last(bundle, task.name(), RESULTS).reversed();
    var last = new ArrayList<TasksView.Result>();
    var gave = new LinkedHashSet<String>();
    var desired = new LinkedHashSet<String>();
    for (Run run : runs) {
      JsonNode result = storage.runs().result(run.id()).map(Json::read).orElse(Json.object());
      last.add(new TasksView.Result(run.id(), PageViews.outcome(run, result)));
      result.path("emits").forEach(it -> gave.add(it.path("type").asString("")));
      result.path("desired").forEach(it -> desired.add(it.path("environment").asString("")));
    }
    var usual = storage.runs().usualSeconds(bundle, task.name());
    return new TasksView.TaskRow(
        task.name(),
        bundle,
        entry.bundle().team(),
        task.kind().word(),
        task.doc(),
        task.at(),
        new TasksView.Types(
            task.triggers().stream()
                .map(it -> new TasksView.Listens(it.type(), it.when().orElse("")))
                .toList(),
            task.wantsAdvisories(),
            emits(task, gave),
            task.calls()),
        new TasksView.Past(
            last,
            usual.isPresent()
                ? Optional.of(Duration.ofSeconds(usual.getAsLong()))
                : Optional.empty(),
            failed(runs),
            refused(bundle, task.name(), refusals),
            List.copyOf(desired)));
  }

  /// What its type says; what a verdict on something live opens; what its runs really emitted.
  private static List<String> emits(TaskTable.Task task, Set<String> gave) {
    var emits = new LinkedHashSet<String>();
    Trigger.Type.named(task.returns()).ifPresent(it -> emits.add(it.word()));
    if (task.returns().equals("Verdict")) {
      emits.add("Verdict");
      if (task.triggers().stream().anyMatch(it -> it.type().equals(Trigger.Type.LIVE.word()))) {
        emits.add(Trigger.Type.FINDING_OPENED.word());
      }
    }
    gave.stream().filter(it -> Trigger.Type.named(it).isPresent()).forEach(emits::add);
    return List.copyOf(emits);
  }

  /// Of the last run that has ended.
  private static Optional<String> failed(List<Run> runs) {
    return runs.reversed().stream()
        .filter(it -> it.finished().isPresent() && it.status() != RunStatus.SUPERSEDED)
        .findFirst()
        .filter(it -> it.status() == RunStatus.FAILED)
        .map(Run::reason);
  }

  private static long refused(String bundle, String task, List<Dispatching.Refusals> refusals) {
    return refusals.stream()
        .filter(it -> it.bundle().equals(bundle) && it.task().equals(task))
        .mapToLong(it -> it.count())
        .sum();
  }

  private List<TasksView.Place> places() {
    EnvironmentsView view = environments.view();
    var places = new ArrayList<TasksView.Place>();
    for (int index = 0; index < view.environments().size(); index++) {
      var services = new ArrayList<TasksView.Service>();
      for (EnvironmentsView.ServiceRow row : view.services()) {
        service(row.name(), row.cells().get(index)).ifPresent(services::add);
      }
      places.add(
          new TasksView.Place(
              view.environments().get(index).name(),
              view.environments().get(index).note(),
              services));
    }
    return places;
  }

  private static Optional<TasksView.Service> service(String name, Cell cell) {
    return switch (cell) {
      case Cell.Absent _ -> Optional.empty();
      case Cell.Nothing _ -> Optional.of(new TasksView.Service(name, Status.EXPECTED, "nothing"));
      case Cell.Running running ->
          Optional.of(new TasksView.Service(name, running.status(), running.runs()));
    };
  }
}
