// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.events.NodeKind;
import dev.cairn.inbox.DeliveryId;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.JourneyTrace;
import dev.cairn.journeys.Narrowing;
import dev.cairn.journeys.Query;
import dev.cairn.pages.Assets;
import dev.cairn.pages.JourneyPicture;
import dev.cairn.pages.JourneyUpdates;
import dev.cairn.pages.JourneyView;
import dev.cairn.pages.JourneysView;
import dev.cairn.pages.LogLine;
import dev.cairn.pages.Pages;
import dev.cairn.pages.Terminal;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.sse.SseSink;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The pages that people look at, the picture, the terminal's text, and what keeps them fresh.
final class PagesDoor {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  private static final String TRACE = ".trace.json";
  private static final int LOG_LINES = 12;
  private static final int RELATED = 12;
  private static final int HEARTBEAT_MILLIS = 5000;

  private final Pages pages;
  private final JourneyPicture picture;
  private final String address;
  private final JourneysDoor journeys;
  private final PageViews views;
  private final RunLogs logs;
  private final Bell bell;
  private final InstantSource clock;

  /// What pages are drawn with, and what rings when they may have changed.
  ///
  /// @param address of this server, as links in exported pictures begin
  record Drawing(
      Pages pages, JourneyPicture picture, String address, Bell bell, InstantSource clock) {}

  PagesDoor(Drawing drawing, JourneysDoor journeys, PageViews views, RunLogs logs) {
    this.pages = drawing.pages();
    this.picture = drawing.picture();
    this.address = drawing.address();
    this.bell = drawing.bell();
    this.clock = drawing.clock();
    this.journeys = journeys;
    this.views = views;
    this.logs = logs;
  }

  void home(Exchange exchange) {
    exchange.response().header("Location", "/journeys");
    exchange.empty(303);
  }

  void list(Exchange exchange) {
    Narrowing narrowing = JourneysDoor.narrowing(exchange);
    Query.Page newest = journeys.page(Query.newest(JourneysDoor.USUAL));
    Query.Page page =
        isOfNewest(exchange, newest, narrowing) ? left(newest, narrowing) : journeys.page(exchange);
    html(exchange, pages.journeys(JourneysView.of(page, newest, narrowing), clock.instant()));
  }

  /// Whether nothing else need be read: all is asked for, or there are no older ones.
  private static boolean isOfNewest(Exchange exchange, Query.Page newest, Narrowing narrowing) {
    return (narrowing.equals(Narrowing.NONE) || newest.next().isEmpty())
        && List.of("commit", "artifact", "change", "nested", "from", "limit").stream()
            .noneMatch(name -> exchange.query(name).isPresent());
  }

  private static Query.Page left(Query.Page newest, Narrowing narrowing) {
    return new Query.Page(
        newest.journeys().stream().filter(narrowing::holds).toList(), newest.next());
  }

  /// `/journeys/{id}`, and after it `.svg`, `.txt` or `.trace.json`
  void journey(Exchange exchange) throws IOException {
    String name = exchange.part("id");
    if (name.endsWith(".svg")) {
      Journey journey = journeys.find(name.substring(0, name.length() - 4));
      exchange.send(
          200, "image/svg+xml", picture.svg(journey, address + "/journeys/" + journey.id()));
    } else if (name.endsWith(TRACE)) {
      Journey journey = journeys.find(name.substring(0, name.length() - TRACE.length()));
      exchange.send(200, "application/json", JourneyTrace.text(journey));
    } else if (name.endsWith(".txt")) {
      Journey journey = journeys.find(name.substring(0, name.length() - 4));
      exchange.send(
          200,
          "text/plain; charset=utf-8",
          pages.terminal(journey, style(exchange), clock.instant()));
    } else {
      Journey journey = journeys.find(name);
      html(exchange, pages.journey(view(journey, exchange, related(journey)), clock.instant()));
    }
  }

  /// `/journeys/{id}/updates`: what an open page needs to stay fresh.
  void updates(Exchange exchange) throws IOException, InterruptedException {
    String id = exchange.part("id");
    JourneyView shown = view(journeys.find(id), exchange, Map.of());
    var updates = new JourneyUpdates(pages);
    long position = 0;
    try (SseSink sink = exchange.response().sink(SseSink.TYPE)) {
      while (!Thread.currentThread().isInterrupted()) {
        long heard = bell.count();
        JourneyView now = view(journeys.find(id), exchange, Map.of());
        for (JourneyUpdates.Message message : updates.between(shown, now, clock.instant())) {
          sink.emit(
              SseEvent.builder()
                  .id(String.valueOf(++position))
                  .name(message.event())
                  .data(message.data())
                  .build());
        }
        shown = now;
        if (!bell.await(heard, HEARTBEAT_MILLIS)) {
          sink.emit(SseEvent.builder().name("ping").data("{}").build());
        }
      }
    }
  }

  /// `/journeys/{id}/changes`: a line for every change of state, those so far first: what a pipe
  /// gets instead of a picture.
  void changes(Exchange exchange) throws InterruptedException {
    String id = exchange.part("id");
    Terminal.Style style = style(exchange);
    Journey now = journeys.find(id);
    Optional<Journey> shown = Optional.empty();
    try (SseSink sink = exchange.response().sink(SseSink.TYPE)) {
      while (!Thread.currentThread().isInterrupted()) {
        long heard = bell.count();
        for (String line : pages.changes(shown, now, style)) {
          sink.emit(SseEvent.create(line));
        }
        shown = Optional.of(now);
        if (!bell.await(heard, HEARTBEAT_MILLIS)) {
          sink.emit(SseEvent.builder().comment("still here").build());
        }
        now = journeys.find(id);
      }
    }
  }

  void run(Exchange exchange) throws IOException {
    html(exchange, pages.run(views.run(exchange), clock.instant()));
  }

  void tasks(Exchange exchange) {
    html(exchange, pages.tasks(views.tasks(clock.instant()), clock.instant()));
  }

  void environments(Exchange exchange) {
    html(exchange, pages.environments(views.environments(), clock.instant()));
  }

  void delivery(Exchange exchange) throws IOException {
    html(exchange, pages.delivery(views.delivery(exchange.part("id")), clock.instant()));
  }

  void deliveries(Exchange exchange) {
    long before =
        exchange
            .query("from")
            .filter(it -> it.matches("d-[0-9]{9,18}"))
            .map(it -> DeliveryId.parse(it).position())
            .orElse(Long.MAX_VALUE);
    html(exchange, pages.deliveries(views.deliveries(before), clock.instant()));
  }

  void asset(Exchange exchange) {
    String name = exchange.part("name");
    exchange.response().header("Cache-Control", "no-cache");
    switch (name) {
      case "cairn.css" -> exchange.send(200, "text/css; charset=utf-8", Assets.style());
      case "cairn.js" -> exchange.send(200, "text/javascript; charset=utf-8", Assets.script());
      default -> {
        Optional<String> icon =
            name.matches("icon-[a-z]+[.]svg")
                ? pages.icon(name.substring(5, name.length() - 4))
                : Optional.empty();
        exchange.send(
            200,
            "image/svg+xml",
            icon.orElseThrow(() -> Problem.notFound(exchange.method(), exchange.path())));
      }
    }
  }

  /// A page instead of a problem document, for browsers.
  void problem(Exchange exchange, Problem problem) {
    exchange.response().header("Content-Security-Policy", POLICY);
    exchange.headers(problem);
    exchange.send(
        problem.status(),
        "text/html; charset=utf-8",
        pages.problem("That did not work", String.valueOf(problem.getMessage())));
  }

  /// What the other journeys are called that one touches, as far as a page has room for them.
  private Map<String, String> related(Journey journey) {
    Set<String> others = new LinkedHashSet<>(journey.partOf());
    others.addAll(journey.contains());
    journey.linked().forEach(link -> others.add(link.journey()));
    Map<String, String> titles = new HashMap<>();
    others.stream()
        .limit(RELATED)
        .forEach(id -> journeys.known(id).ifPresent(other -> titles.put(id, other.title())));
    return titles;
  }

  private JourneyView view(Journey journey, Exchange exchange, Map<String, String> titles)
      throws IOException {
    Map<String, List<LogLine>> lines = new HashMap<>();
    for (Journey.Node node : journey.nodes()) {
      if (node.run().isPresent()
          && (node.kind() == NodeKind.RUN
              || node.kind() == NodeKind.VERDICT
              || node.kind() == NodeKind.TEST)) {
        String run = node.run().get();
        List<LogLine> all = logs.lines(run);
        lines.put(run, all.subList(Math.max(0, all.size() - LOG_LINES), all.size()));
      }
    }
    Set<String> unfolded =
        exchange.query("unfold").map(it -> Set.of(it.split(","))).orElse(Set.of());
    return new JourneyView(journey, lines, unfolded, titles);
  }

  private static Terminal.Style style(Exchange exchange) {
    int columns =
        exchange
            .query("columns")
            .filter(it -> it.matches("[0-9]{2,3}"))
            .map(Integer::parseInt)
            .orElse(120);
    boolean color = exchange.query("color").filter(it -> it.equals("true")).isPresent();
    boolean utf8 = exchange.query("utf8").filter(it -> it.equals("false")).isEmpty();
    return new Terminal.Style(Math.max(20, columns), color, utf8);
  }

  private static void html(Exchange exchange, String page) {
    exchange.response().header("Content-Security-Policy", POLICY);
    exchange.response().header("X-Content-Type-Options", "nosniff");
    exchange.response().header("Referrer-Policy", "same-origin");
    exchange.response().header("Cache-Control", "no-store");
    exchange.send(200, "text/html; charset=utf-8", page);
  }
}
