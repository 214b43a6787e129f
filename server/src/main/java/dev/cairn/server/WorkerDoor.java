// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import dev.cairn.content.MissingContentException;
import dev.cairn.dispatch.OwnEvents;
import dev.cairn.dispatch.Run;
import dev.cairn.dispatch.Run.Answer;
import dev.cairn.server.Configuration.Environment;
import dev.cairn.storage.Storage;
import dev.cairn.storage.Views;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What workers call: they lease runs, beat, tell, and complete. A result is recorded once, in the
/// transaction that keeps what it emits; who lost its lease is told so (409).
final class WorkerDoor {
  private final Storage storage;
  private final Completion completion;
  private final Configuration configuration;
  private final Parts parts;

  /// What else it needs.
  ///
  /// @param token the workers' token
  /// @param address how a worker reaches this server
  record Parts(
      String token,
      String address,
      ContentStore content,
      RunLogs logs,
      Bell work,
      InstantSource clock) {}

  WorkerDoor(Storage storage, Completion completion, Configuration configuration, Parts parts) {
    this.storage = storage;
    this.completion = completion;
    this.configuration = configuration;
    this.parts = parts;
  }

  /// Lets only workers in.
  Exchange.Handler guarded(Exchange.Handler handler) {
    return exchange -> {
      byte[] given = exchange.token().orElse("").getBytes(StandardCharsets.UTF_8);
      if (!MessageDigest.isEqual(given, parts.token().getBytes(StandardCharsets.UTF_8))) {
        throw Problem.unauthorized(
            exchange.path()
                + ": this is for workers (expected: Authorization: Bearer and a worker's token)",
            "Bearer");
      }
      handler.handle(exchange);
    };
  }

  /// `POST /worker/lease`
  void lease(Exchange exchange) throws IOException, InterruptedException {
    ObjectNode asked = Json.request(exchange.body(), "POST /worker/lease");
    String worker = asked.path("worker").asString("");
    long end = parts.clock().millis() + exchange.patience(asked.path("waitSeconds")).toMillis();
    while (true) {
      long heard = parts.work().count();
      Optional<Run> run = storage.transaction(tx -> leased(tx, worker));
      if (run.isPresent()) {
        exchange.json(200, lease(run.get()));
        return;
      }
      long left = end - parts.clock().millis();
      if (left <= 0) {
        exchange.empty(204);
        return;
      }
      parts.work().await(heard, Math.min(left, 1000));
    }
  }

  private Optional<Run> leased(Views tx, String worker) {
    Optional<Run> run = tx.runs().lease(worker, parts.clock().instant());
    run.ifPresent(it -> tx.outbox().add(OwnEvents.started(it)));
    return run;
  }

  private ObjectNode lease(Run run) {
    ObjectNode lease = run.wanted().lease(run.id(), run.fence());
    lease.put("registry", parts.address());
    ObjectNode environments = lease.putObject("environments");
    for (Environment environment : configuration.environments()) {
      configuration.repositories().stream()
          .filter(it -> it.name().equals(environment.repository()))
          .forEach(it ->
              environments
                  .putObject(environment.name())
                  .put("repository", it.url())
                  .put("branch", it.branch())
                  .put("folder", environment.folder()));
    }
    return lease;
  }

  /// `POST /worker/runs/{id}/beat`
  void beat(Exchange exchange) throws IOException {
    ObjectNode told = Json.request(exchange.body(), exchange.path());
    Answer answer =
        storage
            .runs()
            .beat(exchange.part("id"), told.path("fence").asLong(-1), parts.clock().instant());
    switch (answer) {
      case Answer.Kept _ -> exchange.json(200, Json.object().put("cancelled", false));
      case Answer.Ended _ -> exchange.json(200, Json.object().put("cancelled", true));
      case Answer.Lost(var why) -> throw Problem.of(409, why);
    }
  }

  /// `POST /worker/runs/{id}/begun`: something begins that may not be repeated.
  void begun(Exchange exchange) throws IOException {
    ObjectNode told = Json.request(exchange.body(), exchange.path());
    kept(storage.runs().begun(exchange.part("id"), told.path("fence").asLong(-1)));
    exchange.json(200, Json.object());
  }

  /// `POST /worker/runs/{id}/log`
  void log(Exchange exchange) throws IOException {
    ObjectNode told = Json.request(exchange.body(), exchange.path());
    Run run = holder(exchange, told);
    long offset = told.path("offset").asLong(0);
    parts.logs().write(run.id(), offset, told.path("text").asString(""));
    parts.logs().times(run.id(), offset, told.path("times"));
    exchange.json(200, Json.object());
  }

  /// `POST /worker/runs/{id}/steps`
  void steps(Exchange exchange) throws IOException {
    ObjectNode told = Json.request(exchange.body(), exchange.path());
    Run run = holder(exchange, told);
    storage.transaction(tx -> {
      for (JsonNode step : told.path("steps")) {
        tx.runs().step(run, step.path("id").asString(""), Json.text(step));
      }
      return true;
    });
    exchange.json(200, Json.object());
  }

  /// `POST /worker/runs/{id}/complete`
  void complete(Exchange exchange) throws IOException {
    ObjectNode told = Json.request(exchange.body(), exchange.path());
    switch (storage.transaction(tx -> completion.complete(tx, exchange.part("id"), told))) {
      case Answer.Kept _, Answer.Ended _ -> exchange.json(200, Json.object());
      case Answer.Lost(var why) -> throw Problem.of(409, why);
    }
    parts.work().ring();
  }

  /// `GET /worker/content/{digest}`
  void content(Exchange exchange) throws IOException {
    String text = exchange.part("digest");
    if (!Digest.isDigest(text)) {
      throw Problem.of(
          400, "content: \"%s\" (expected: sha256: and 64 lower-case hex digits)".formatted(text));
    }
    try (InputStream in = parts.content().open(Digest.parse(text))) {
      try (OutputStream out = exchange.response().outputStream()) {
        in.transferTo(out);
      }
    } catch (MissingContentException e) {
      throw Problem.of(404, e.getMessage(), e);
    }
  }

  private Run holder(Exchange exchange, ObjectNode told) {
    long fence = told.path("fence").asLong(-1);
    Run run =
        storage
            .runs()
            .find(exchange.part("id"))
            .orElseThrow(() ->
                Problem.of(
                    404,
                    "run: \"%s\" (expected: one that was leased)".formatted(exchange.part("id"))));
    if (run.fence() != fence) {
      throw Problem.of(
          409,
          "run %s: fence %d (expected: %d; another worker has the run now)"
              .formatted(run.id(), fence, run.fence()));
    }
    return run;
  }

  private static void kept(Answer answer) {
    if (answer instanceof Answer.Lost(var why)) {
      throw Problem.of(409, why);
    }
  }
}
