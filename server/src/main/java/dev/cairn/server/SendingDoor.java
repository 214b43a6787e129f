// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.adapters.Adapter;
import dev.cairn.adapters.Adapters;
import dev.cairn.events.CloudEvents;
import dev.cairn.inbox.Body;
import dev.cairn.inbox.Delivery;
import dev.cairn.inbox.DeliveryId;
import dev.cairn.inbox.DiskFullException;
import dev.cairn.server.Configuration.Hook;
import dev.cairn.server.Configuration.Source;
import io.helidon.http.Header;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Where others send: `POST /events` and `POST /hooks/{tool}` (CONTRACT.md, "Sending"). Signature,
/// size and, on `/events`, the envelope are checked; then the delivery is on the disk; then it is
/// answered.
final class SendingDoor {
  private static final Duration JOINING = Duration.ofSeconds(10);
  private static final Set<String> SECRET_HEADERS =
      Set.of(
          "authorization",
          "proxy-authorization",
          "cookie",
          "x-gitlab-token",
          "x-jfrog-event-auth",
          "x-api-key");

  private final Configuration configuration;
  private final Guard guard;
  private final Receiver receiver;
  private final InstantSource clock;
  private final Consumer<String> poke;
  private final Function<DeliveryId, Optional<ObjectNode>> joined;

  /// Where deliveries go, and what is known of them after.
  ///
  /// @param poke is told a repository's name, path or URL
  /// @param joined what was made of a delivery, once it is joined
  record Inside(
      Receiver receiver,
      Consumer<String> poke,
      Function<DeliveryId, Optional<ObjectNode>> joined) {}

  SendingDoor(Configuration configuration, Guard guard, Inside inside, InstantSource clock) {
    this.configuration = configuration;
    this.guard = guard;
    this.receiver = inside.receiver();
    this.poke = inside.poke();
    this.joined = inside.joined();
    this.clock = clock;
  }

  /// `POST /events`
  void events(Exchange exchange) throws IOException, InterruptedException {
    if (!guard.open()) {
      throw Problem.unauthorized(
          "POST /events: this Cairn listens on %s, so a token is needed (expected: Authorization: Bearer TOKEN)"
              .formatted(configuration.listen()),
          "Bearer");
    }
    byte[] body = exchange.body();
    SortedMap<String, String> headers = headers(exchange);
    switch (CloudEvents.read(headers, body)) {
      case CloudEvents.Reading.Refused(var problems) ->
          throw Problem.badRequest(
              problems.size() == 1
                  ? problems.getFirst().detail()
                  : "%d faults in %d of the events, so none was kept; see errors"
                      .formatted(
                          problems.size(),
                          problems.stream().map(CloudEvents.Problem::index).distinct().count()),
              problems.stream().map(it -> new Problem.Fault(it.index(), it.detail())).toList());
      case CloudEvents.Reading.Unsupported(var detail) -> throw Problem.of(415, detail);
      case CloudEvents.Reading.Accepted _ ->
          accept(exchange, append("cdevents", sender(exchange), exchange, body));
    }
  }

  /// `POST /hooks/{tool}`
  void hook(Exchange exchange) throws IOException, InterruptedException {
    String tool = exchange.part("tool");
    if (tool.equals("git")) {
      poke.accept(Json.request(exchange.body(), "POST /hooks/git").path("repository").asString(""));
      exchange.json(202, Json.object().put("looking", true));
      return;
    }
    if (!Adapters.hooks().contains(tool)) {
      throw Problem.of(
          404,
          "POST /hooks/%s: no adapter of this name (expected: one of %s)"
              .formatted(tool, Adapters.hooks()));
    }
    Adapter adapter = Adapters.of(tool).orElseThrow();
    byte[] body = exchange.body();
    Source source =
        admit(tool, adapter, new dev.cairn.adapters.Delivery(tool, headers(exchange), body));
    accept(exchange, append(tool, source.of(tool), exchange, body));
  }

  /// Who sends: the source whose secret opens. Each is asked, whichever it is.
  private Source admit(String tool, Adapter adapter, dev.cairn.adapters.Delivery delivery) {
    Hook hook = configuration.hooks().getOrDefault(tool, Hook.closed());
    if (hook.secrets().isEmpty() && hook.open()) {
      return hook.sources().getFirst();
    }
    if (hook.secrets().isEmpty()) {
      throw Problem.unauthorized(
          "POST /hooks/%s: no secret is configured, so it is closed. Set hooks.%s.secret in cairn.yaml (or CAIRN_HOOKS_%s_SECRET), or hooks.%s.open=true."
              .formatted(tool, tool, tool.toUpperCase(Locale.ROOT), tool),
          "Signature");
    }
    List<Source> opened =
        hook.sources().stream()
            .filter(source -> adapter.refusal(delivery, source.secrets()).isEmpty())
            .toList();
    if (opened.isEmpty()) {
      String refusal = adapter.refusal(delivery, hook.secrets()).orElse("not known");
      throw Problem.unauthorized("POST /hooks/%s: %s".formatted(tool, refusal), "Signature");
    }
    return opened.getFirst();
  }

  private DeliveryId append(String tool, String source, Exchange exchange, byte[] body)
      throws IOException {
    var kept = new ArrayList<Delivery.Header>();
    for (Header header : exchange.request().headers()) {
      if (!SECRET_HEADERS.contains(header.headerName().lowerCase())) {
        for (String value : header.allValues()) {
          kept.add(new Delivery.Header(header.name(), value));
        }
      }
    }
    try {
      return receiver.append(new Delivery(tool, source, clock.instant(), kept, Body.of(body)));
    } catch (DiskFullException e) {
      throw Problem.of(507, "%s: %s".formatted(exchange.path(), e.getMessage()));
    }
  }

  private void accept(Exchange exchange, DeliveryId id) throws InterruptedException {
    if (exchange.query("wait").filter(it -> it.equals("true")).isPresent()) {
      long end = clock.millis() + JOINING.toMillis();
      for (Optional<ObjectNode> what = joined.apply(id);
          clock.millis() < end;
          what = joined.apply(id)) {
        if (what.isPresent()) {
          exchange.json(200, what.get());
          return;
        }
        Thread.sleep(5);
      }
    }
    exchange.json(202, Json.object().put("id", id.toString()));
  }

  private static String sender(Exchange exchange) {
    return "events:" + exchange.request().remotePeer().host();
  }

  private static SortedMap<String, String> headers(Exchange exchange) {
    var headers = new TreeMap<String, String>();
    for (Header header : exchange.request().headers()) {
      headers.put(header.headerName().lowerCase(), header.get());
    }
    return headers;
  }
}
