// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.storage.Environments;
import dev.cairn.storage.Storage;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `GET /api/environments`: what is desired, what runs, and how they differ (CONTRACT.md,
/// "Repositories and environments").
final class EnvironmentsDoor {
  private final Configuration configuration;
  private final Storage storage;

  EnvironmentsDoor(Configuration configuration, Storage storage) {
    this.configuration = configuration;
    this.storage = storage;
  }

  void list(Exchange exchange) {
    ObjectNode answer = Json.object();
    ArrayNode environments = answer.putArray("environments");
    for (Configuration.Environment environment : configuration.environments()) {
      ObjectNode node = environments.addObject();
      node.put("name", environment.name());
      node.put("driver", environment.driver());
      if (environment.driver().equals("local")) {
        node.put("note", "services share the host's network: it is not shut in");
      }
      ArrayNode services = node.putArray("services");
      for (Configuration.Service service : environment.services()) {
        services.add(service(environment, service));
      }
    }
    exchange.json(200, answer);
  }

  private ObjectNode service(Configuration.Environment environment, Configuration.Service service) {
    Optional<Environments.Desired> desired =
        storage.environments().desired(environment.name(), service.name());
    Optional<Environments.Actual> actual =
        storage.environments().actual(environment.name(), service.name());
    ObjectNode node = Json.object();
    node.put("name", service.name());
    node.put("url", "http://127.0.0.1:" + service.port());
    desired.ifPresentOrElse(it -> node.set("desired", desired(it)), () -> node.putNull("desired"));
    actual.ifPresentOrElse(it -> node.set("actual", actual(it)), () -> node.putNull("actual"));
    Optional<String> differs = difference(desired, actual);
    node.put("differs", differs.isPresent());
    differs.ifPresentOrElse(it -> node.put("reason", it), () -> node.putNull("reason"));
    actual
        .map(Environments.Actual::asOf)
        .map(Instant::toString)
        .ifPresentOrElse(it -> node.put("asOf", it), () -> node.putNull("asOf"));
    return node;
  }

  private static ObjectNode desired(Environments.Desired desired) {
    ObjectNode node = Json.object();
    desired.digest().ifPresentOrElse(it -> node.put("digest", it), () -> node.putNull("digest"));
    node.put("reference", desired.reference());
    node.put("configCommit", desired.configCommit());
    node.put("since", desired.since().toString());
    return node;
  }

  private static ObjectNode actual(Environments.Actual actual) {
    ObjectNode node = Json.object();
    actual.digest().ifPresentOrElse(it -> node.put("digest", it), () -> node.putNull("digest"));
    node.put("state", actual.state());
    node.put("since", actual.since().toString());
    node.put("replicas", actual.replicas());
    node.put("healthy", actual.healthy());
    actual.process().ifPresentOrElse(it -> node.put("process", it), () -> node.putNull("process"));
    return node;
  }

  private static Optional<String> difference(
      Optional<Environments.Desired> desired, Optional<Environments.Actual> actual) {
    Optional<String> wanted = desired.flatMap(Environments.Desired::digest);
    Optional<String> running =
        actual.filter(Environments.Actual::healthy).flatMap(Environments.Actual::digest);
    if (wanted.equals(running)) {
      return Optional.empty();
    }
    String reason =
        actual
            .map(Environments.Actual::reason)
            .filter(it -> !it.isEmpty())
            .orElse(
                actual.isEmpty() ? "nothing was heard of it yet" : "it is " + actual.get().state());
    return Optional.of(reason);
  }
}
