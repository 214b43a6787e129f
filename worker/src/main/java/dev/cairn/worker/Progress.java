// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import dev.cairn.engine.Listener;
import dev.cairn.engine.Result;
import dev.cairn.engine.Step;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes what happens to steps into the log, and keeps how far each is. For many threads.
final class Progress implements Listener {
  private final RunLog log;
  private final InstantSource clock;

  /// By id, in the order of their beginning; guarded by itself.
  private final Map<String, ObjectNode> steps = new LinkedHashMap<>();

  Progress(RunLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void started(Step step, String command) {
    log.line("[%s] $ %s".formatted(step.origin().task(), shortened(command)));
    synchronized (steps) {
      node(step)
          .put("status", "running")
          .put("command", shortened(command))
          .put("started", clock.instant().toString());
    }
  }

  @Override
  public void printed(Step step, String line) {
    log.line("[%s] %s".formatted(step.origin().task(), line));
  }

  @Override
  public void progress(Step step, String activity, long done, long total) {
    synchronized (steps) {
      ObjectNode node = node(step);
      if (!node.path("activity").asString("").equals(activity)) {
        log.line("[%s] %s".formatted(step.origin().task(), activity));
      }
      node.put("activity", activity).put("done", done).put("total", total);
    }
  }

  @Override
  public void finished(Step step, Result result) {
    synchronized (steps) {
      ObjectNode node = node(step);
      node.remove("activity");
      node.remove("done");
      node.remove("total");
      node.put("finished", clock.instant().toString());
      switch (result) {
        case Result.Passed(_, var reused, var key, var took, _, _) ->
            node.put("status", "passed")
                .put("reused", reused)
                .put("key", key.toString())
                .put("tookMillis", took.toMillis());
        case Result.Failed failed ->
            node.put("status", "failed")
                .put("reason", failed.sentence())
                .put("key", failed.key().toString())
                .put("tookMillis", failed.took().toMillis());
        case Result.NotRun notRun -> node.put("status", "failed").put("reason", notRun.sentence());
      }
    }
    log.line("[%s] %s".formatted(step.origin().task(), result.sentence()));
  }

  JsonNode json() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    synchronized (steps) {
      steps.values().forEach(it -> array.add(it.deepCopy()));
    }
    return array;
  }

  private ObjectNode node(Step step) {
    return steps.computeIfAbsent(
        step.id(),
        id ->
            JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("task", step.origin().task())
                .put("at", step.origin().at())
                .put("reused", false));
  }

  private static String shortened(String command) {
    return command.length() <= 400 ? command : command.substring(0, 400) + "…";
  }
}
