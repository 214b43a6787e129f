// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.journeys.Journey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Serves the pages of the mocks' journeys with the policy that the server uses.
final class Site implements AutoCloseable {
  static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final HttpServer server;
  private final JourneyPicture picture = new JourneyPicture();
  final Pages pages = new Pages(picture, ZoneOffset.UTC);

  /// Streams as they are opened by pages; taken by the test, which writes to the newest.
  private final BlockingQueue<BlockingQueue<String>> opened = new LinkedBlockingQueue<>();

  volatile Journey held = Mocks.held();

  Site() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/updates") || path.equals("/api/stream")) {
      stream(exchange);
      return;
    }
    String type =
        path.endsWith(".css")
            ? "text/css"
            : path.endsWith(".js")
                ? "text/javascript"
                : path.endsWith(".svg") ? "image/svg+xml" : "text/html";
    Optional<String> body =
        body(path, Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""));
    byte[] bytes = body.orElse("").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    if (type.equals("text/html")) {
      exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
    }
    exchange.sendResponseHeaders(
        body.isPresent() ? 200 : 404, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    BlockingQueue<String> mine = new LinkedBlockingQueue<>();
    try (var out = exchange.getResponseBody()) {
      out.write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      opened.add(mine);
      while (true) {
        out.write(mine.take().getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Streams of pages that were opened before are forgotten.
  void forgetStreams() {
    opened.clear();
  }

  /// The stream that a page has opened.
  BlockingQueue<String> stream() throws InterruptedException {
    BlockingQueue<String> stream = opened.poll(20, TimeUnit.SECONDS);
    if (stream == null) {
      throw new AssertionError("updates: no stream (expected: the page opens one within 20 s)");
    }
    return stream;
  }

  private Optional<String> body(String path, String query) {
    Set<String> unfolded = query.startsWith("unfold=") ? Set.of(query.substring(7)) : Set.of();
    return switch (path) {
      case "/assets/cairn.css" -> Optional.of(Assets.style());
      case "/assets/cairn.js" -> Optional.of(Assets.script());
      case "/journeys" -> Optional.of(pages.journeys(Samples.list(query), Mocks.NOW));
      case "/runs/r-58c2" -> Optional.of(pages.run(Samples.run(), Mocks.NOW));
      case "/tasks" -> Optional.of(pages.tasks(SampleTasks.view(), Mocks.NOW));
      case "/environments" -> Optional.of(pages.environments(Samples.environments(), Mocks.NOW));
      case "/deliveries/d-8f10c2" -> Optional.of(pages.delivery(Samples.delivery(), Mocks.NOW));
      case "/deliveries" ->
          Optional.of(
              pages.deliveries(
                  new DeliveriesView(
                      List.of(
                          new DeliveriesView.Row(
                              "d-8f10c2",
                              "harbor",
                              "Harbor",
                              Mocks.NOW,
                              "joined",
                              List.of("dev.cdevents.artifact.published.0.3.0"),
                              ""),
                          new DeliveriesView.Row(
                              "d-8f10c1",
                              "github",
                              "GitHub",
                              Mocks.NOW,
                              "failed",
                              List.of(),
                              "body: not JSON at line 1")),
                      Optional.empty()),
                  Mocks.NOW));
      default ->
          path.startsWith("/assets/icon-")
              ? pages.icon(path.substring(13, path.length() - 4))
              : path.startsWith("/journeys/")
                  ? journey(path.substring("/journeys/".length()), unfolded)
                  : Optional.empty();
    };
  }

  /// A journey's page, or its picture alone: `held`, `held.svg`.
  private Optional<String> journey(String name, Set<String> unfolded) {
    boolean alone = name.endsWith(".svg");
    return sample(alone ? name.substring(0, name.length() - 4) : name)
        .map(journey -> alone ? picture.svg(journey, "") : journey(journey, unfolded));
  }

  private Optional<Journey> sample(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "held" -> held;
          case "foreign" -> Mocks.foreign();
          case "rollback" -> Mocks.rollback();
          case "monorepo" -> Mocks.monorepo();
          case "flagged" -> Flagged.journey();
          case "hostile" -> Hostile.journey();
          default -> null;
        });
  }

  private String journey(Journey journey, Set<String> unfolded) {
    return pages.journey(
        new JourneyView(journey, Map.of("r-58c2", Samples.log()), unfolded, Map.of()), Mocks.NOW);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
