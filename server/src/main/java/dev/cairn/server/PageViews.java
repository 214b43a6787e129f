// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.dispatch.Catalogue;
import dev.cairn.dispatch.Run;
import dev.cairn.dispatch.RunStatus;
import dev.cairn.dispatch.TaskTable;
import dev.cairn.dispatch.Trigger;
import dev.cairn.inbox.Delivery;
import dev.cairn.inbox.StoredDelivery;
import dev.cairn.journeys.Status;
import dev.cairn.pages.DeliveriesView;
import dev.cairn.pages.DeliveryView;
import dev.cairn.pages.EnvironmentsView;
import dev.cairn.pages.LogLine;
import dev.cairn.pages.RunView;
import dev.cairn.pages.TasksView;
import dev.cairn.storage.Deliveries;
import dev.cairn.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What the pages for runs, tasks and deliveries show, read from storage.
final class PageViews {
  private static final int MOST = 100;
  private static final int RESULTS = 12;
  private static final int SHOWN_BYTES = 64 << 10;

  private final Storage storage;
  private final RunsDoor runs;
  private final RunLogs logs;
  private final DeliveriesDoor deliveries;
  private final EnvironmentViews environments;

  PageViews(
      Storage storage,
      RunsDoor runs,
      RunLogs logs,
      DeliveriesDoor deliveries,
      EnvironmentViews environments) {
    this.storage = storage;
    this.runs = runs;
    this.logs = logs;
    this.deliveries = deliveries;
    this.environments = environments;
  }

  Run find(Exchange exchange) {
    return runs.find(exchange);
  }

  EnvironmentsView environments() {
    return environments.view();
  }

  RunView run(Exchange exchange) throws IOException {
    Run run = runs.find(exchange);
    List<LogLine> lines = LogLine.of(new String(logs.read(run.id(), 0), StandardCharsets.UTF_8));
    var steps = new ArrayList<RunView.RunStep>();
    for (String step : storage.runs().steps(run)) {
      steps.add(step(Json.read(step), lines));
    }
    String task = run.wanted().name();
    String bundle = run.wanted().version().bundle().name();
    return new RunView(
        run.id(),
        task + " of " + about(run),
        task,
        bundle + "@" + shortened(run.wanted().version().commit()),
        status(run.status()),
        run.reason().isEmpty() ? Optional.empty() : Optional.of(run.reason()),
        run.started(),
        run.finished(),
        run.wanted()
            .change()
            .map(it -> new RunView.Anchor("/journeys?commit=" + it, "journey of " + shortened(it))),
        steps,
        lines.subList(Math.max(0, lines.size() - 5000), lines.size()),
        why(run),
        List.of("git checkout " + shortened(run.wanted().version().commit()), "cairn run " + task),
        facts(run));
  }

  private static RunView.RunStep step(JsonNode step, List<LogLine> lines) {
    String title = step.path("task").asString("");
    String command = step.path("command").asString("");
    Optional<Integer> line =
        lines.stream()
            .filter(it -> !command.isEmpty() && it.text().contains(command))
            .map(LogLine::number)
            .findFirst();
    Status status =
        switch (step.path("status").asString("")) {
          case "passed" -> step.path("reused").asBoolean(false) ? Status.REUSED : Status.PASSED;
          case "failed" -> Status.FAILED;
          default -> Status.RUNNING;
        };
    return new RunView.RunStep(
        step.path("id").asString(""),
        title,
        status,
        step.has("tookMillis")
            ? Optional.of(Duration.ofMillis(step.path("tookMillis").asLong()))
            : Optional.empty(),
        step.path("at").asString(""),
        command,
        step.path("reason").isString()
            ? Optional.of(step.path("reason").asString())
            : Optional.empty(),
        line);
  }

  private static List<RunView.Why> why(Run run) {
    var why = new ArrayList<RunView.Why>();
    for (Trigger trigger : run.wanted().triggers()) {
      why.add(
          new RunView.Why(
              "%s about %s".formatted(trigger.type().word(), trigger.subject()), Optional.empty()));
    }
    if (why.isEmpty()) {
      why.add(
          new RunView.Why(
              "the bundle has a new version at %s"
                  .formatted(shortened(run.wanted().version().commit())),
              Optional.empty()));
    }
    return why;
  }

  private List<RunView.Fact> facts(Run run) {
    var facts = new ArrayList<RunView.Fact>();
    facts.add(new RunView.Fact("commit", run.wanted().version().commit()));
    run.wanted().advisories().ifPresent(it -> facts.add(new RunView.Fact("advisories", it)));
    facts.add(new RunView.Fact("attempt", String.valueOf(run.attempt())));
    run.lease().ifPresent(it -> facts.add(new RunView.Fact("worker", it.worker())));
    storage
        .runs()
        .result(run.id())
        .map(Json::read)
        .ifPresent(result -> {
          if (result.has("level")) {
            facts.add(new RunView.Fact("sandbox", result.path("level").asString("")));
          }
          if (result.has("uploaded")) {
            facts.add(new RunView.Fact("uploaded", result.path("uploaded").asLong() + " bytes"));
          }
          if (result.path("verdict").has("sbom")) {
            facts.add(new RunView.Fact("SBOM", result.path("verdict").path("sbom").asString("")));
          }
        });
    return facts;
  }

  private static String about(Run run) {
    return run.wanted().triggers().stream()
        .findFirst()
        .map(it ->
            it.artifact()
                .map(digest -> it.text("artifact") + "@" + digest.substring(7, 13))
                .orElse(it.change().map(PageViews::shortened).orElse(it.subject())))
        .orElse(
            run.wanted().version().bundle().name()
                + "@"
                + shortened(run.wanted().version().commit()));
  }

  static String shortened(String commit) {
    return commit.length() > 7 ? commit.substring(0, 7) : commit;
  }

  static Status status(RunStatus status) {
    return switch (status) {
      case QUEUED -> Status.QUEUED;
      case RUNNING -> Status.RUNNING;
      case PASSED -> Status.PASSED;
      case FAILED, CANCELLED -> Status.FAILED;
      case SKIPPED -> Status.REFUSED;
      case UNKNOWN -> Status.UNKNOWN;
      case SUPERSEDED -> Status.SUPERSEDED;
    };
  }

  TasksView tasks() {
    var tasks = new ArrayList<TasksView.TaskRow>();
    var bundles = new ArrayList<TasksView.BundleRow>();
    for (Catalogue.Entry entry : storage.catalogue().now().all()) {
      bundles.add(bundle(entry));
      entry
          .active()
          .ifPresent(
              active -> active.table().tasks().forEach(task -> tasks.add(task(entry, task))));
    }
    return new TasksView(tasks, bundles);
  }

  private static TasksView.BundleRow bundle(Catalogue.Entry entry) {
    Optional<Catalogue.Known> newest =
        entry.versions().stream().max(Comparator.comparingLong(Catalogue.Known::order));
    Optional<String> trouble =
        newest.flatMap(it ->
            it.load() instanceof Catalogue.Load.Refused(var reason, var at)
                ? Optional.of(at + ": " + reason)
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
        entry.active().map(it -> shortened(it.version().commit())).orElse(""),
        status,
        trouble);
  }

  private TasksView.TaskRow task(Catalogue.Entry entry, TaskTable.Task task) {
    var past = new ArrayList<TasksView.Past>();
    for (Run run : storage.runs().last(entry.bundle().name(), task.name(), RESULTS).reversed()) {
      past.add(new TasksView.Past(run.id(), status(run.status())));
    }
    var usual = storage.runs().usualSeconds(entry.bundle().name(), task.name());
    return new TasksView.TaskRow(
        task.name(),
        entry.bundle().name(),
        entry.bundle().team(),
        task.kind().word(),
        task.doc(),
        task.at(),
        task.triggers().stream()
            .map(it -> new TasksView.Listens(it.type(), it.when().orElse("")))
            .toList(),
        Trigger.Type.named(task.returns()).map(it -> List.of(it.word())).orElse(List.of()),
        past,
        usual.isPresent() ? Optional.of(Duration.ofSeconds(usual.getAsLong())) : Optional.empty(),
        Optional.empty());
  }

  DeliveriesView deliveries(long before) {
    List<Deliveries.Entry> entries = storage.deliveries().before(before, MOST);
    return new DeliveriesView(
        entries.stream()
            .map(it ->
                new DeliveriesView.Row(
                    it.id(), it.tool(), it.source(), it.received(), it.status().word(), it.why()))
            .toList(),
        entries.size() == MOST ? Optional.of(entries.getLast().id()) : Optional.empty());
  }

  DeliveryView delivery(String id) throws IOException {
    StoredDelivery stored = deliveries.find(id);
    Delivery delivery = stored.delivery();
    Optional<Deliveries.Entry> entry = storage.deliveries().find(id);
    List<Deliveries.Item> items = storage.deliveries().items(id);
    var journeys =
        items.stream()
            .flatMap(it -> storage.read(tx -> deliveries.journeys(tx, it)).stream())
            .distinct()
            .limit(20)
            .toList();
    String text = delivery.body().text();
    return new DeliveryView(
        id,
        delivery.tool(),
        delivery.source(),
        delivery.tool().equals("cdevents") ? "/events" : "/hooks/" + delivery.tool(),
        delivery.received(),
        entry.map(it -> it.status().word()).orElse("pending"),
        entry.map(Deliveries.Entry::why).orElse("it is waiting to be joined"),
        entry
            .flatMap(Deliveries.Entry::duplicateOf)
            .map(it -> new RunView.Anchor("/deliveries/" + it, it)),
        delivery.headers().stream().map(it -> new RunView.Fact(it.name(), it.value())).toList(),
        text.length() > SHOWN_BYTES ? text.substring(0, SHOWN_BYTES) + "…" : text,
        delivery.body().size(),
        used(items),
        items.stream().map(it -> understood(it)).toList(),
        List.of(),
        journeys.stream()
            .map(it -> new RunView.Anchor("/journeys/" + it, "j-" + it.substring(0, 6)))
            .toList(),
        List.of(),
        List.of());
  }

  private static DeliveryView.Understood understood(Deliveries.Item item) {
    var facts = new ArrayList<RunView.Fact>();
    facts.add(new RunView.Fact("id", item.event().id()));
    facts.add(new RunView.Fact("source", item.event().source()));
    if (item.duplicate()) {
      facts.add(new RunView.Fact("known", "it came before, and changes nothing"));
    }
    item.ignored().ifPresent(it -> facts.add(new RunView.Fact("refused", it)));
    return new DeliveryView.Understood(item.type(), facts);
  }

  /// The identities that the events name: where they occur in the body they are marked.
  private List<String> used(List<Deliveries.Item> items) {
    return items.stream()
        .flatMap(it -> storage.graph().saidBy(it.event().id(), MOST).stream())
        .map(it -> it.about().value())
        .map(it ->
            it.startsWith("digest:")
                    || it.startsWith("commit:")
                    || it.startsWith("run:")
                    || it.startsWith("change:")
                ? it.substring(it.indexOf(':') + 1)
                : it)
        .distinct()
        .limit(MOST)
        .toList();
  }

  static Instant newest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
