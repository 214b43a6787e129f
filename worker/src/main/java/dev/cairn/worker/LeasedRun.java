// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import dev.cairn.bundles.Act;
import dev.cairn.bundles.Bundle;
import dev.cairn.bundles.Compilation;
import dev.cairn.bundles.Emit;
import dev.cairn.bundles.Plan;
import dev.cairn.bundles.Problem;
import dev.cairn.bundles.Request;
import dev.cairn.bundles.TaskTable;
import dev.cairn.content.Digest;
import dev.cairn.content.FullDiskException;
import dev.cairn.content.MissingContentException;
import dev.cairn.content.Tree;
import dev.cairn.engine.Source;
import dev.cairn.engine.Usage;
import dev.cairn.engine.Value;
import dev.cairn.images.OciRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One leased run, from lease to result.
final class LeasedRun {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// More are in the log.
  private static final int MOST_PROBLEMS = 5;

  private final Workshop workshop;
  private final ServerDoor door;
  private final Lease lease;
  private final RunLog log;
  private final Progress progress;

  LeasedRun(Workshop workshop, ServerDoor door, Lease lease, InstantSource clock) {
    this.workshop = workshop;
    this.door = door;
    this.lease = lease;
    this.log = new RunLog(door, lease, clock);
    this.progress = new Progress(log, clock);
  }

  RunLog log() {
    return log;
  }

  /// How far its steps are, for who asks while it runs.
  JsonNode steps() {
    return progress.json();
  }

  /// Does it.
  ///
  /// @return what is told to the server; nothing if it could not go on because the server is away:
  ///   whoever gets the run next, once the lease has ended, finishes it
  Optional<ObjectNode> work() throws InterruptedException {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("level", workshop.level());
    workshop.sandbox().lost().ifPresent(it -> log.line("sandbox: " + it));
    try {
      Tree source = workshop.source(lease.bundle().repository(), lease.bundle().commit());
      switch (workshop.compile(source, lease.bundle().folder())) {
        case Compilation.Refused(var problems) -> refused(result, problems);
        case Compilation.Compiled compiled when lease.load() -> {
          result.put("status", "passed");
          result.set("table", JSON.readTree(compiled.table().json()));
          log.line(
              "compiled %s: %d tasks"
                  .formatted(compiled.table().bundle(), compiled.table().tasks().size()));
        }
        case Compilation.Compiled compiled -> run(result, compiled, source);
      }
    } catch (LostLeaseException e) {
      log.line(String.valueOf(e.getMessage()));
      result.put("status", "failed").put("reason", "the lease was lost");
    } catch (IOException | IllegalArgumentException e) {
      if (serverIsAway()) {
        return Optional.empty();
      }
      String reason =
          FullDiskException.isBehind(e)
              ? "no space left on the disk of the worker's cache folder %s (expected: room for packages and results). Free some."
                  .formatted(workshop.folder())
              : String.valueOf(e.getMessage());
      result.put("status", "failed").put("reason", reason);
      log.line("failed: " + reason);
    }
    return Optional.of(result);
  }

  private boolean serverIsAway() throws InterruptedException {
    try {
      door.beat(lease);
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  private void refused(ObjectNode result, List<Problem> problems) {
    Problem first = problems.getFirst();
    result.put("status", "failed");
    result.put("reason", reason(problems));
    result.put("at", first.line() > 0 ? first.file() + ":" + first.line() : first.file());
    problems.forEach(it -> log.line(it.toString()));
  }

  /// `Delivery.java:15: cannot find symbol …; Delivery.java:20: ';' expected`
  static String reason(List<Problem> problems) {
    String first =
        problems.stream()
            .limit(MOST_PROBLEMS)
            .map(Problem::toString)
            .collect(Collectors.joining("; "));
    int more = problems.size() - MOST_PROBLEMS;
    return more > 0 ? "%s; and %d more".formatted(first, more) : first;
  }

  private void run(ObjectNode result, Compilation.Compiled compiled, Tree source)
      throws IOException, InterruptedException {
    String name = lease.task().path("name").asString();
    TaskTable.Task task =
        compiled.table().tasks().stream()
            .filter(it ->
                it.name().equals(name)
                    && it.className().equals(lease.task().path("class").asString(it.className())))
            .findFirst()
            .orElseThrow(() ->
                new IOException(
                    "task %s is not in the bundle at %s".formatted(name, lease.bundle().commit())));
    fetchWhatItJudges();
    Bundle bundle = workshop.process(compiled);
    TaskRun.Ended ended =
        new TaskRun(workshop, new Source(source), progress, raw(task)).run(bundle, request(task));
    ended.plan().log().forEach(it -> log.line("[%s] %s".formatted(name, it)));
    Usage.of(ended.results().values()).ifPresent(it -> result.set("usage", UsageJson.of(it)));
    switch (ended) {
      case TaskRun.Ended.Failed(_, _, var reason, var at) ->
          result.put("status", "failed").put("reason", reason).put("at", at);
      case TaskRun.Ended.Skipped(_, _, var reason) ->
          result.put("status", "skipped").put("reason", reason);
      case TaskRun.Ended.Passed passed -> finish(result, passed);
    }
  }

  /// A raw command of an effect happens at most once: if its end is not known, a person decides.
  private TaskRun.Raw raw(TaskTable.Task task) {
    return task.kind() == TaskTable.Kind.EFFECT ? () -> door.begun(lease) : TaskRun.Raw.REPEATABLE;
  }

  private Request request(TaskTable.Task task) {
    var arguments = new TreeMap<String, String>();
    lease
        .json()
        .path("arguments")
        .properties()
        .forEach(it -> arguments.put(it.getKey(), it.getValue().asString()));
    var events = new ArrayList<Request.Trigger>();
    JsonNode event = lease.json().path("event");
    if (event.isObject()) {
      events.add(trigger(event));
    }
    lease.json().path("events").forEach(it -> events.add(trigger(it)));
    return new Request(task, arguments, events, lease.advisories());
  }

  private static Request.Trigger trigger(JsonNode event) {
    return new Request.Trigger(
        event.path("type").asString(), JSON.writeValueAsString(event.path("fields")));
  }

  /// The artifact that the run is about and the advisories, so that pure steps have what they read.
  private void fetchWhatItJudges() throws IOException, InterruptedException {
    if (lease.advisories().isPresent()) {
      fetchTree(lease.advisories().get());
    }
    var events = new ArrayList<JsonNode>();
    events.add(lease.json().path("event"));
    lease.json().path("events").forEach(events::add);
    boolean judges =
        lease
            .task()
            .path("parameters")
            .valueStream()
            .anyMatch(it -> it.path("type").asString("").equals("Advisories"));
    for (JsonNode event : events) {
      JsonNode artifact = event.path("fields").path("artifact");
      if (judges && artifact.path("digest").isString()) {
        Digest digest = Digest.parse(artifact.path("digest").asString());
        String repository =
            event.path("fields").path("repository").asString(artifact.path("name").asString());
        if (!workshop.content().has(digest)) {
          new OciRegistry(door.server(), door.registryToken(lease))
              .pull(repository, digest, workshop.content());
        }
      }
    }
  }

  private void fetchTree(Digest digest) throws IOException, InterruptedException {
    door.fetch(digest, workshop.store());
    // The directory messages of a tree name what is below; fetched until all is there.
    for (Digest missing = missing(digest); missing != null; missing = missing(digest)) {
      door.fetch(missing, workshop.store());
    }
    for (Tree.Entry entry : new Tree(digest).entries(workshop.content()).values()) {
      if (entry instanceof Tree.Entry.File(var content, _, _)) {
        door.fetch(content, workshop.store());
      }
    }
  }

  private @Nullable Digest missing(Digest digest) throws IOException {
    try {
      new Tree(digest).entries(workshop.content());
      return null;
    } catch (MissingContentException e) {
      return e.digest();
    }
  }

  private void finish(ObjectNode result, TaskRun.Ended.Passed passed)
      throws IOException, InterruptedException {
    Plan plan = passed.plan();
    var effects = new Effects(workshop, door, lease, log);
    var artifacts = result.putArray("artifacts");
    for (Act act : plan.acts()) {
      if (!door.beat(lease)) {
        throw new LostLeaseException("before the effect of " + act.origin().at());
      }
      switch (effects.carryOut(act, passed.results())) {
        case Effects.Done.Pushed(var digest, var bytes) -> {
          artifacts.add(digest);
          result.put("uploaded", result.path("uploaded").asLong(0) + bytes);
        }
        case Effects.Done.Desired done -> desired(result.withArray("desired"), done);
      }
    }
    var emits = result.putArray("emits");
    for (Emit emit : plan.emits()) {
      emits.add(emitted(emit, passed));
    }
    if (plan.judgement().isPresent()) {
      ObjectNode verdict =
          new Verdicts(workshop.content(), passed.results()).of(plan.judgement().get());
      result.set("verdict", verdict);
      String name = lease.task().path("name").asString();
      Verdicts.lines(verdict).forEach(it -> log.line("[%s] %s".formatted(name, it)));
    }
    result.put("status", "passed");
  }

  private static void desired(ArrayNode all, Effects.Done.Desired done) {
    var one =
        all.addObject()
            .put("environment", done.environment())
            .put("service", done.service())
            .put("digest", done.digest());
    done.commit().ifPresent(commit -> one.put("commit", commit));
  }

  private static ObjectNode emitted(Emit emit, TaskRun.Ended.Passed passed) throws IOException {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("type", emit.type());
    ObjectNode fields = node.putObject("fields");
    for (var field : emit.fields().entrySet()) {
      switch (field.getValue()) {
        case Emit.Value.Text(var text) -> fields.put(field.getKey(), text);
        case Emit.Value.Whole(var number) -> fields.put(field.getKey(), number);
        case Emit.Value.Truth(var truth) -> fields.put(field.getKey(), truth);
        case Emit.Value.OfArtifact(var reference) -> {
          Value.Artifact artifact = Effects.artifact(reference, passed.results());
          fields
              .putObject(field.getKey())
              .put("name", artifact.name())
              .put("digest", artifact.digest().toString());
        }
      }
    }
    return node;
  }
}
