// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.dispatch.OwnEvents;
import dev.cairn.dispatch.ServiceReport;
import dev.cairn.dispatch.Trigger;
import dev.cairn.server.Configuration.Environment;
import dev.cairn.server.Configuration.Service;
import dev.cairn.storage.Environments.Actual;
import dev.cairn.storage.Environments.Desired;
import dev.cairn.storage.Storage;
import dev.cairn.storage.Views;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What workers ask and say of environments.
final class ReportsDoor {
  private final Storage storage;
  private final Configuration configuration;
  private final Consequences consequences;
  private final Bell work;
  private final InstantSource clock;

  private volatile Optional<Instant> asked = Optional.empty();

  ReportsDoor(
      Storage storage,
      Configuration configuration,
      Consequences consequences,
      Bell work,
      InstantSource clock) {
    this.storage = storage;
    this.configuration = configuration;
    this.consequences = consequences;
    this.work = work;
    this.clock = clock;
  }

  /// When a worker last asked what is desired: what had changed by then it has reported.
  Optional<Instant> asked() {
    return asked;
  }

  /// `GET /worker/environments?after=N`
  void desired(Exchange exchange) throws InterruptedException {
    asked = Optional.of(clock.instant());
    long after =
        exchange
            .query("after")
            .filter(it -> it.matches("-?[0-9]{1,18}"))
            .map(Long::parseLong)
            .orElse(-1L);
    long end =
        clock.millis()
            + exchange
                    .query("waitSeconds")
                    .filter(it -> it.matches("[0-9]{1,2}"))
                    .map(Long::parseLong)
                    .orElse(0L)
                * 1000;
    long heard = work.count();
    while (storage.environments().version() <= after && clock.millis() < end) {
      work.await(heard, Math.min(1000, Math.max(1, end - clock.millis())));
      heard = work.count();
    }
    ObjectNode answer = Json.object();
    answer.put("version", storage.environments().version());
    ArrayNode environments = answer.putArray("environments");
    for (Environment environment : configuration.environments()) {
      ObjectNode node =
          environments
              .addObject()
              .put("name", environment.name())
              .put("driver", environment.driver());
      ArrayNode services = node.putArray("services");
      for (Service service : environment.services()) {
        services.add(service(environment, service));
      }
    }
    exchange.json(200, answer);
  }

  private ObjectNode service(Environment environment, Service service) {
    ObjectNode node =
        Json.object()
            .put("name", service.name())
            .put("port", service.port())
            .put("health", service.health());
    Optional<Desired> desired = storage.environments().desired(environment.name(), service.name());
    desired
        .flatMap(Desired::digest)
        .ifPresentOrElse(it -> node.put("digest", it), () -> node.putNull("digest"));
    desired.ifPresent(
        it -> node.put("reference", it.reference()).put("configCommit", it.configCommit()));
    return node;
  }

  /// `POST /worker/environments/{environment}/{service}`
  void report(Exchange exchange) throws IOException {
    ObjectNode told = Json.request(exchange.body(), exchange.path());
    String environment = exchange.part("environment");
    String service = exchange.part("service");
    if (configuration.environments().stream()
        .noneMatch(it ->
            it.name().equals(environment)
                && it.services().stream().anyMatch(s -> s.name().equals(service)))) {
      throw Problem.of(
          404,
          "environment %s, service %s (expected: one of cairn.yaml)"
              .formatted(environment, service));
    }
    storage.transaction(tx -> {
      take(tx, environment, service, told);
      return true;
    });
    work.ring();
    exchange.json(200, Json.object());
  }

  private void take(Views tx, String environment, String service, JsonNode told) {
    Instant time = time(told);
    String digest = told.path("digest").asString("");
    String state = told.path("state").asString("");
    Optional<Actual> known = tx.environments().actual(environment, service);
    Optional<String> previous = previous(told, state, known);
    String configCommit = told.path("configCommit").asString("");
    var actual =
        new Actual(
            environment,
            service,
            state,
            runs(state, digest, previous),
            service,
            isSettled(state) ? configCommit : known.map(Actual::configCommit).orElse(configCommit),
            told.path("url").asString(""),
            told.path("replicas").asInt(0),
            told.path("process").isNumber()
                ? Optional.of(told.path("process").asLong())
                : Optional.empty(),
            told.path("reason").asString(""),
            time,
            clock.instant());
    boolean ranBefore = tx.environments().ranBefore(environment, service, digest);
    boolean rollback = ranBefore && previous.filter(it -> !it.equals(digest)).isPresent();
    boolean again =
        state.equals("healthy")
            && ranBefore
            && !rollback
            && known.filter(it -> it.configCommit().equals(configCommit)).isPresent();
    if (!tx.environments().report(told.path("id").asString(""), actual)) {
      return;
    }
    OwnEvents.service(
            new ServiceReport(
                told.path("id").asString(""),
                environment,
                service,
                again ? "restarted" : state,
                digest,
                service,
                configCommit,
                previous,
                rollback,
                actual.url(),
                actual.reason(),
                time))
        .ifPresent(tx.outbox()::add);
    if (actual.healthy() && !again) {
      live(tx, actual);
    }
  }

  /// What ran before. A worker that was started again does not know; it is what was heard of last.
  private static Optional<String> previous(JsonNode told, String state, Optional<Actual> known) {
    if (told.path("previous").isString()) {
      return Optional.of(told.path("previous").asString());
    }
    return state.equals("starting") || state.equals("healthy")
        ? known.flatMap(Actual::digest)
        : Optional.empty();
  }

  /// Whether the service is what the commit that is told of asks for, or was; else it is what it
  /// was before.
  private static boolean isSettled(String state) {
    return !state.equals("starting") && !state.equals("failed");
  }

  /// What has become live is looked at by the tasks that look at what is live.
  private void live(Views tx, Actual actual) {
    for (Trigger trigger : consequences.state(tx).live()) {
      if (trigger.artifact().equals(actual.digest())) {
        consequences.told(
            tx,
            tx.dispatching()
                .carryOut(
                    trigger,
                    consequences.dispatch().decide(trigger, consequences.state(tx)),
                    clock.instant()));
      }
    }
  }

  /// While something new is being started, or did not get well, what ran before still runs.
  private static Optional<String> runs(String state, String digest, Optional<String> previous) {
    return switch (state) {
      case "healthy", "repaired" -> Optional.of(digest);
      case "starting", "failed" -> previous;
      default -> Optional.empty();
    };
  }

  private static Instant time(JsonNode told) {
    try {
      return Instant.parse(told.path("time").asString(""));
    } catch (DateTimeParseException e) {
      throw Problem.of(
          400,
          "report: time: \"%s\" (expected: an ISO instant)"
              .formatted(told.path("time").asString("")),
          e);
    }
  }
}
