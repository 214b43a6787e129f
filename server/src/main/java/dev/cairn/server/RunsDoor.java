// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.dispatch.Run;
import dev.cairn.dispatch.Wanted;
import dev.cairn.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `GET /api/runs/{id}` and its log.
final class RunsDoor {
  private final Storage storage;
  private final RunLogs logs;

  RunsDoor(Storage storage, RunLogs logs) {
    this.storage = storage;
    this.logs = logs;
  }

  void show(Exchange exchange) {
    exchange.json(200, json(find(exchange)));
  }

  /// The log as plain text; `from` a byte on, for who follows it; of `attempt`, if it is not of the
  /// current one.
  void log(Exchange exchange) throws IOException {
    Run run = find(exchange);
    long attempt = exchange.number("attempt", run.attempt());
    if (attempt < 1 || attempt > run.attempt()) {
      throw Problem.of(
          404,
          "log of %s: attempt \"%d\" (expected: 1 to %d)"
              .formatted(run.id(), attempt, run.attempt()));
    }
    if (attempt < run.attempt()) {
      exchange.send(
          200,
          "text/plain; charset=utf-8",
          new String(logs.readAside(run.id(), (int) attempt), StandardCharsets.UTF_8));
      return;
    }
    long from =
        exchange
            .query("from")
            .filter(it -> it.matches("[0-9]{1,12}"))
            .map(Long::parseLong)
            .orElse(0L);
    exchange.send(
        200,
        "text/plain; charset=utf-8",
        new String(logs.read(run.id(), from), StandardCharsets.UTF_8));
  }

  Run find(Exchange exchange) {
    String id = exchange.part("id");
    return storage
        .runs()
        .find(id)
        .orElseThrow(() ->
            Problem.of(404, "run: \"%s\" (expected: a run's id, such as r-12)".formatted(id)));
  }

  ObjectNode json(Run run) {
    Wanted wanted = run.wanted();
    ObjectNode node = Json.object();
    node.put("id", run.id());
    node.put("task", wanted.name());
    node.put("bundle", wanted.version().bundle().name());
    node.put("team", wanted.version().bundle().team());
    node.put("commit", wanted.version().commit());
    node.put("subject", wanted.key().subject());
    node.put("status", run.status().word());
    text(node, "reason", run.reason().isEmpty() ? Optional.empty() : Optional.of(run.reason()));
    text(node, "at", run.at().isEmpty() ? Optional.empty() : Optional.of(run.at()));
    node.put("attempt", run.attempt());
    node.put("created", run.created().toString());
    text(node, "started", run.started().map(Instant::toString));
    text(node, "finished", run.finished().map(Instant::toString));
    ArrayNode steps = node.putArray("steps");
    storage.runs().steps(run).forEach(it -> steps.add(Json.read(it)));
    storage.runs().result(run.id()).ifPresent(it -> node.set("result", Json.read(it)));
    node.put("log", "/api/runs/" + run.id() + "/log");
    return node;
  }

  private static void text(ObjectNode node, String name, Optional<String> value) {
    value.ifPresentOrElse(it -> node.put(name, it), () -> node.putNull(name));
  }
}
