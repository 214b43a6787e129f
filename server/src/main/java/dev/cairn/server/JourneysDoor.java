// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.journeys.Foresight;
import dev.cairn.journeys.Graph;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.JourneyJson;
import dev.cairn.journeys.Journeys;
import dev.cairn.journeys.Narrowing;
import dev.cairn.journeys.Query;
import dev.cairn.journeys.RepositoryNames;
import dev.cairn.storage.Storage;
import dev.cairn.storage.Views;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `GET /api/journeys` and `GET /api/journeys/{id}` (CONTRACT.md, "The graph").
final class JourneysDoor {
  static final int USUAL = 50;
  private static final int MOST = 200;

  private final Storage storage;
  private final Configuration configuration;
  private final Outlook outlook;
  private final RepositoryNames names;

  /// What is still to come, as the transaction that is read from knows it.
  interface Outlook {
    Foresight of(Views tx);
  }

  JourneysDoor(Storage storage, Configuration configuration, Outlook outlook) {
    this.storage = storage;
    this.configuration = configuration;
    this.outlook = outlook;
    this.names =
        new RepositoryNames(
            configuration.repositories().stream()
                .collect(
                    Collectors.toMap(
                        Configuration.Repository::url,
                        Configuration.Repository::name,
                        (first, _) -> first)));
  }

  void list(Exchange exchange) {
    send(exchange, JourneyJson.bytes(page(exchange)));
  }

  void show(Exchange exchange) {
    send(exchange, JourneyJson.bytes(find(exchange.part("id"))));
  }

  Journey find(String id) {
    return storage
        .read(tx -> journeys(tx).journey(id))
        .orElseThrow(() ->
            Problem.of(
                404,
                "journey: \"%s\" (expected: a journey's id; find one by /api/journeys?commit=, artifact= or change=)"
                    .formatted(id.length() > 80 ? id.substring(0, 80) + "…" : id)));
  }

  /// Without what is expected of it.
  Optional<Journey> known(String id) {
    return storage.read(tx -> plain(tx, configuration).journey(id));
  }

  List<String> touchedBy(Views tx, EventId event) {
    return journeys(tx).touchedBy(event);
  }

  /// The page of the list that a request asks for.
  Query.Page page(Exchange exchange) {
    boolean asked =
        exchange.query("commit").isPresent()
            || exchange.query("artifact").isPresent()
            || exchange.query("change").isPresent();
    if (asked) {
      Narrowing narrowing = narrowing(exchange);
      List<Journey> found =
          identity(exchange).map(it -> storage.read(tx -> journeys(tx).of(it))).orElse(List.of());
      return new Query.Page(found.stream().filter(narrowing::holds).toList(), Optional.empty());
    }
    return page(
        new Query(
            narrowing(exchange),
            exchange.query("nested").filter(it -> it.equals("true")).isPresent(),
            exchange.query("from"),
            exchange.limit(USUAL, MOST)));
  }

  Query.Page page(Query query) {
    return storage.read(tx -> journeys(tx).list(query));
  }

  /// What narrows the list, for the page and the API alike.
  static Narrowing narrowing(Exchange exchange) {
    return new Narrowing(
        exchange.query("show"),
        exchange.query("status"),
        exchange.query("repository"),
        exchange.query("environment"),
        exchange.query("q"));
  }

  /// Each is named as people have it at hand, or by its whole identity: `4f2c…` or `commit:4f2c…`,
  /// `sha256:…` or `digest:sha256:…`.
  private static Optional<Identity> identity(Exchange exchange) {
    Optional<String> commit = named(exchange, "commit", "commit:");
    if (commit.isPresent()) {
      return Identity.ofCommit(commit.get());
    }
    Optional<String> artifact = named(exchange, "artifact", "digest:");
    if (artifact.isPresent()) {
      return artifact.get().startsWith("pkg:")
          ? Identity.ofArtifact(artifact.get()).stream().findFirst()
          : Identity.ofDigest(artifact.get());
    }
    return named(exchange, "change", "change:")
        .filter(it -> Identity.isIdentity("change:" + it))
        .map(Identity::change);
  }

  private static Optional<String> named(Exchange exchange, String parameter, String kind) {
    return exchange
        .query(parameter)
        .map(it -> it.startsWith(kind) ? it.substring(kind.length()) : it);
  }

  /// Without what is expected: for who asks what belongs where.
  static Journeys plain(Views tx, Configuration configuration) {
    return new Journeys(OwnedGraph.of(tx, configuration), List.of(), Foresight.NONE);
  }

  /// The graph that journeys are read from.
  Graph graph(Views tx) {
    return OwnedGraph.of(tx, configuration);
  }

  private Journeys journeys(Views tx) {
    return new Journeys(
        graph(tx),
        configuration.environments().stream().map(Configuration.Environment::name).toList(),
        outlook.of(tx),
        names);
  }

  private static void send(Exchange exchange, byte[] json) {
    exchange.send(200, "application/json", new String(json, StandardCharsets.UTF_8));
  }
}
