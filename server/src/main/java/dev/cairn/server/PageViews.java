// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.dispatch.LifeCycle;
import dev.cairn.dispatch.Run;
import dev.cairn.dispatch.RunStatus;
import dev.cairn.dispatch.Trigger;
import dev.cairn.journeys.Status;
import dev.cairn.pages.DeliveriesView;
import dev.cairn.pages.DeliveryView;
import dev.cairn.pages.EnvironmentsView;
import dev.cairn.pages.LogLine;
import dev.cairn.pages.RunView;
import dev.cairn.pages.TasksView;
import dev.cairn.storage.Storage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// What the pages for runs, tasks and deliveries show, read from storage.
final class PageViews {
  private final Storage storage;
  private final RunsDoor runs;
  private final RunLogs logs;
  private final DeliveryViews deliveries;
  private final EnvironmentViews environments;
  private final TaskViews tasks;

  PageViews(
      Storage storage, RunsDoor runs, RunLogs logs, DeliveryViews deliveries, TaskViews tasks) {
    this.storage = storage;
    this.runs = runs;
    this.logs = logs;
    this.deliveries = deliveries;
    this.environments = tasks.environments();
    this.tasks = tasks;
  }

  EnvironmentsView environments() {
    return environments.view();
  }

  RunView run(Exchange exchange) throws IOException {
    Run run = runs.find(exchange);
    List<LogLine> lines = logs.lines(run.id());
    var steps = new ArrayList<RunView.RunStep>();
    for (String step : storage.runs().steps(run)) {
      steps.add(step(Json.read(step), lines));
    }
    JsonNode result = storage.runs().result(run.id()).map(Json::read).orElse(Json.object());
    String task = run.wanted().name();
    String bundle = run.wanted().version().bundle().name();
    return new RunView(
        run.id(),
        task + " of " + about(run),
        task,
        bundle + "@" + shortened(run.wanted().version().commit()),
        outcome(run, result),
        reason(run, result),
        run.started(),
        run.finished(),
        run.wanted()
            .change()
            .map(it -> new RunView.Anchor("/journeys?commit=" + it, "journey of " + shortened(it))),
        steps,
        lines.subList(Math.max(0, lines.size() - 5000), lines.size()),
        why(run),
        Desk.commands(run.wanted()),
        facts(run, result),
        LifeCycle.after(run.status(), LifeCycle.Move.RERUN).isPresent(),
        before(run));
  }

  private List<RunView.Anchor> before(Run run) {
    return IntStream.range(1, run.attempt())
        .filter(attempt -> logs.isAside(run.id(), attempt))
        .mapToObj(attempt ->
            new RunView.Anchor(
                "/api/runs/%s/log?attempt=%d".formatted(run.id(), attempt), "attempt " + attempt))
        .toList();
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

  /// A run that did its work and gave a verdict is what the verdict says.
  static Status outcome(Run run, JsonNode result) {
    boolean refused =
        run.status() == RunStatus.PASSED
            && result.path("verdict").isObject()
            && !result.path("verdict").path("passed").asBoolean(false);
    return refused ? Status.FAILED : status(run.status());
  }

  private static Optional<String> reason(Run run, JsonNode result) {
    String said =
        run.reason().isEmpty() ? result.path("verdict").path("reason").asString("") : run.reason();
    return said.isEmpty() ? Optional.empty() : Optional.of(said);
  }

  private List<RunView.Why> why(Run run) {
    var why = new ArrayList<RunView.Why>();
    for (Trigger trigger : run.wanted().triggers()) {
      why.add(
          new RunView.Why(
              "Because of %s about %s, which is what %s(%s) listens to."
                  .formatted(
                      trigger.type().word(), about(trigger), run.wanted().name(), types(run)),
              storage
                  .events()
                  .find(trigger.event())
                  .map(
                      it -> new RunView.Anchor("/deliveries/" + it.delivery(), "How it came in"))));
    }
    if (why.isEmpty()) {
      why.add(
          new RunView.Why(
              "The bundle has a new version at %s."
                  .formatted(shortened(run.wanted().version().commit())),
              Optional.empty()));
    }
    return why;
  }

  /// What a worker says of how well its steps were shut in, for a person.
  private static String sandbox(String level) {
    return switch (level) {
      case "namespaces" -> "full: namespaces of its own";
      case "emulated" -> "emulated: no namespaces here; its log begins with what is lost";
      case "translated" -> "NO WALL AROUND FILES: its log begins with what is lost";
      default -> level;
    };
  }

  private static String types(Run run) {
    return String.join(
        ", ", run.wanted().triggers().stream().map(it -> it.type().word()).distinct().toList());
  }

  /// `180.6 MB`, in units of 1,000 as disks and networks are sold.
  private static String bytes(long number) {
    if (number < 1_000) {
      return number + " bytes";
    }
    return number < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", number / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", number / 1e6);
  }

  private static List<RunView.Fact> facts(Run run, JsonNode result) {
    var facts = new ArrayList<RunView.Fact>();
    for (JsonNode found : result.path("verdict").path("findings")) {
      facts.add(new RunView.Fact("found", found(found)));
    }
    run.wanted().artifact().ifPresent(it -> facts.add(new RunView.Fact("image in", it)));
    run.wanted().advisories().ifPresent(it -> facts.add(new RunView.Fact("advisories", it)));
    facts.add(new RunView.Fact("bundle at", shortened(run.wanted().version().commit())));
    if (result.has("level")) {
      facts.add(new RunView.Fact("sandbox", sandbox(result.path("level").asString(""))));
    }
    run.lease()
        .ifPresent(it ->
            facts.add(
                new RunView.Fact(
                    "worker", "%s, attempt %d".formatted(it.worker(), run.attempt()))));
    if (result.path("usage").has("words")) {
      facts.add(new RunView.Fact("used", result.path("usage").path("words").asString("")));
    }
    if (result.has("uploaded")) {
      facts.add(new RunView.Fact("uploaded", bytes(result.path("uploaded").asLong())));
    }
    if (result.path("verdict").has("packages")) {
      facts.add(
          new RunView.Fact(
              "looked at", result.path("verdict").path("packages").asLong() + " packages"));
    }
    if (result.path("verdict").has("sbom")) {
      facts.add(new RunView.Fact("SBOM", result.path("verdict").path("sbom").asString("")));
    }
    return facts;
  }

  /// `CAIRN-DEMO-2026-0001, critical, in dev.example:bank-client 1.0.0, fixed in 1.0.1: writes …`
  private static String found(JsonNode found) {
    String fixed = found.path("fixed").asString("");
    return "%s, %s, in %s %s%s: %s"
        .formatted(
            found.path("id").asString(""),
            found.path("severity").asString("").toLowerCase(Locale.ROOT),
            found.path("name").asString(found.path("package").asString("")),
            found.path("version").asString(""),
            fixed.isEmpty() ? "" : ", fixed in " + fixed,
            found.path("summary").asString(""));
  }

  private static String about(Run run) {
    return run.wanted().triggers().stream()
        .findFirst()
        .map(PageViews::about)
        .orElse(
            run.wanted().version().bundle().name()
                + "@"
                + shortened(run.wanted().version().commit()));
  }

  private static String about(Trigger trigger) {
    return trigger
        .artifact()
        .map(digest -> trigger.text("artifact") + "@" + digest.substring(7, 13))
        .orElse(trigger.change().map(PageViews::shortened).orElse(trigger.subject()));
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

  TasksView tasks(Instant now) {
    return tasks.view(now);
  }

  DeliveriesView deliveries(long before) {
    return deliveries.list(before);
  }

  DeliveryView delivery(String id) throws IOException {
    return deliveries.one(id);
  }

  static Instant newest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
