// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.events.Strength;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Status;
import dev.cairn.pages.DeliveryView.Joined;
import dev.cairn.pages.DeliveryView.Started;
import dev.cairn.pages.DeliveryView.Understood;
import dev.cairn.pages.EnvironmentsView.Cell;
import dev.cairn.pages.EnvironmentsView.Place;
import dev.cairn.pages.EnvironmentsView.ServiceRow;
import dev.cairn.pages.EnvironmentsView.Wanted;
import dev.cairn.pages.RunView.Anchor;
import dev.cairn.pages.RunView.Fact;
import dev.cairn.pages.RunView.RunStep;
import dev.cairn.pages.RunView.Why;
import dev.cairn.pages.TasksView.BundleRow;
import dev.cairn.pages.TasksView.Listens;
import dev.cairn.pages.TasksView.Past;
import dev.cairn.pages.TasksView.TaskRow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

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
    exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
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
      case "/journeys" -> Optional.of(pages.journeys(list(), Mocks.NOW));
      case "/journeys/held" -> Optional.of(journey(held, unfolded));
      case "/journeys/foreign" -> Optional.of(journey(Mocks.foreign(), unfolded));
      case "/journeys/rollback" -> Optional.of(journey(Mocks.rollback(), unfolded));
      case "/journeys/monorepo" -> Optional.of(journey(Mocks.monorepo(), unfolded));
      case "/journeys/held.svg" -> Optional.of(picture.svg(held, ""));
      case "/runs/r-58c2" -> Optional.of(pages.run(run(), Mocks.NOW));
      case "/tasks" -> Optional.of(pages.tasks(tasks()));
      case "/environments" -> Optional.of(pages.environments(environments(), Mocks.NOW));
      case "/deliveries/d-8f10c2" -> Optional.of(pages.delivery(delivery(), Mocks.NOW));
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
                              "1 event, 1 journey"),
                          new DeliveriesView.Row(
                              "d-8f10c1",
                              "github",
                              "GitHub",
                              Mocks.NOW,
                              "failed",
                              "body: not JSON at line 1")),
                      Optional.empty()),
                  Mocks.NOW));
      default ->
          path.startsWith("/assets/icon-")
              ? pages.icon(path.substring(13, path.length() - 4))
              : Optional.empty();
    };
  }

  private String journey(Journey journey, Set<String> unfolded) {
    return pages.journey(new JourneyView(journey, Map.of("r-58c2", log()), unfolded), Mocks.NOW);
  }

  static List<LogLine> log() {
    String[] texts = {
      "match 214 packages against 61,802 advisories",
      "  amd64: 214 packages, arm64: the same",
      "libssl3 3.0.17-1: 1 low, CVE-2026-20011, not reachable",
      "zlib1g 1:1.2.13: 1 low, CVE-2026-19022",
      "2 low, 0 medium, 0 high",
      "1 critical: CVE-2026-31337 libxml2 2.9.14 < 2.9.15",
      "  heap overflow when a schema is validated; CVSS 9.8; published 2026-11-21 11:40",
      "  layer 2 of 3, from the base image, package libxml2",
      "verdict failed for sha256:9b1c42…, 1 critical, rule: none allowed"
    };
    Instant at = Instant.parse("2026-11-21T14:03:04Z");
    return IntStream.range(0, texts.length)
        .mapToObj(
            i -> new LogLine(i + 1, Optional.of(at.plusSeconds(i)), texts[i], i == 5 || i == 8))
        .toList();
  }

  static JourneysView list() {
    return new JourneysView(
        List.of(
            ListRow.of(Mocks.held()),
            ListRow.of(Mocks.monorepo()),
            ListRow.of(Mocks.foreign()),
            ListRow.of(Mocks.rollback())),
        "",
        Optional.empty(),
        Optional.empty());
  }

  static RunView run() {
    return new RunView(
        "r-58c2",
        "scan of shop@9b1c42",
        "scan",
        "security@e41f",
        Status.FAILED,
        Optional.of("1 critical finding, CVE-2026-31337 in libxml2 2.9.14, fixed in 2.9.15"),
        Optional.of(Instant.parse("2026-11-21T14:03:03Z")),
        Optional.of(Instant.parse("2026-11-21T14:03:12Z")),
        Optional.of(new Anchor("/journeys/held", "journey of #412")),
        List.of(
            new RunStep(
                "s1",
                "class files",
                Status.REUSED,
                Optional.empty(),
                "Security.java:7",
                "javac -d /out",
                Optional.empty(),
                Optional.empty()),
            new RunStep(
                "s2",
                "package list",
                Status.REUSED,
                Optional.empty(),
                "Security.java:8",
                "",
                Optional.empty(),
                Optional.empty()),
            new RunStep(
                "s3",
                "advisories",
                Status.PASSED,
                Optional.of(Duration.ofMillis(1400)),
                "Security.java:9",
                "",
                Optional.empty(),
                Optional.empty()),
            new RunStep(
                "s4",
                "match",
                Status.FAILED,
                Optional.of(Duration.ofMillis(8100)),
                "Security.java:9",
                "findings/1",
                Optional.of("exit 1"),
                Optional.of(1)),
            new RunStep(
                "s5",
                "report",
                Status.REFUSED,
                Optional.empty(),
                "Security.java:9",
                "",
                Optional.empty(),
                Optional.empty())),
        log(),
        List.of(
            new Why(
                "Event",
                Optional.of(new Anchor("/deliveries/d-8f10c2", "artifact published 14:03:02"))),
            new Why("because its type is what scan(ArtifactPublished) takes.", Optional.empty())),
        List.of("cairn replay r-58c2", "cairn replay r-58c2 --shell"),
        List.of(
            new Fact("image in", "sha256:9b1c42"),
            new Fact("sandbox", "full: own root, no network, no secrets"),
            new Fact("worker", "security-1, attempt 1")));
  }

  static TasksView tasks() {
    List<Past> last =
        List.of(
            new Past("r-1", Status.PASSED),
            new Past("r-2", Status.REUSED),
            new Past("r-3", Status.FAILED),
            new Past("r-4", Status.PASSED));
    return new TasksView(
        List.of(
            new TaskRow(
                "ship",
                "shop",
                "shop",
                "effect",
                "What happens when a change is on main.",
                "Delivery.java:26",
                List.of(new Listens("ChangeMerged", "branch == 'main'")),
                List.of("ArtifactPublished"),
                last,
                Optional.of(Duration.ofSeconds(48)),
                Optional.empty()),
            new TaskRow(
                "scan",
                "security",
                "security",
                "gate",
                "Every image is held until this passes.",
                "Security.java:9",
                List.of(new Listens("ArtifactPublished", "")),
                List.of(),
                last,
                Optional.of(Duration.ofSeconds(9)),
                Optional.of("its filter refused 3 of today's 47 events")),
            new TaskRow(
                "promote",
                "platform",
                "platform",
                "effect",
                "Asks for the new image.",
                "Rollout.java:12",
                List.of(new Listens("ArtifactReleased", "")),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty())),
        List.of(
            new BundleRow("shop", "shop", "3f9c1e2aaaa", Status.PASSED, Optional.empty()),
            new BundleRow(
                "security",
                "security",
                "e41faaaaaa",
                Status.FAILED,
                Optional.of("Security.java:9: error: cannot find symbol\n  HIHG\n  ^"))));
  }

  static EnvironmentsView environments() {
    Wanted next = new Wanted("shop@9b1c42", Optional.of("held"), Status.HELD, "held at release");
    Cell shop =
        new Cell.Running(
            "shop@77ad01",
            Optional.of("held"),
            Status.LIVE,
            Optional.of(Mocks.NOW.minusSeconds(90000)),
            Optional.empty(),
            Optional.of("http://127.0.0.1:9000"),
            0,
            Optional.of(next));
    Cell drifted =
        new Cell.Running(
            "ledger@39d0f1",
            Optional.empty(),
            Status.DRIFTED,
            Optional.of(Mocks.NOW.minusSeconds(40)),
            Optional.of("replicas 6, wanted 4; repairing"),
            Optional.empty(),
            0,
            Optional.empty());
    Cell ahead =
        new Cell.Running(
            "ledger@39d0f2",
            Optional.empty(),
            Status.LIVE,
            Optional.of(Mocks.NOW.minusSeconds(4000)),
            Optional.empty(),
            Optional.empty(),
            3,
            Optional.empty());
    return new EnvironmentsView(
        List.of(
            new Place("staging", "local"), new Place("production", "local, network of the host")),
        List.of(
            new ServiceRow("shop", List.of(shop, shop)),
            new ServiceRow("ledger", List.of(ahead, drifted)),
            new ServiceRow("mail", List.of(new Cell.Absent(), new Cell.Nothing(next)))),
        "config b3310af",
        Optional.of(Mocks.NOW.minusSeconds(12)),
        Optional.of(Mocks.NOW.minusSeconds(30)));
  }

  static DeliveryView delivery() {
    return new DeliveryView(
        "d-8f10c2",
        "harbor",
        "Harbor",
        "/hooks/harbor",
        Mocks.NOW,
        "joined",
        "Signature good. Adapter harbor.",
        Optional.empty(),
        List.of(new Fact("content-type", "application/json")),
        "{\n  \"type\": \"PUSH_ARTIFACT\",\n  \"digest\": \"sha256:9b1c42\"\n}",
        2114,
        List.of("\"PUSH_ARTIFACT\"", "\"sha256:9b1c42\""),
        List.of(
            new Understood(
                "artifact published", List.of(new Fact("subject", "pkg:oci/shop@sha256:9b1c42")))),
        List.of(
            new Joined(
                "3f9c1e2",
                "shop@9b1c42",
                Strength.INFERRED,
                "the image's own label org.opencontainers.image.revision")),
        List.of(new Anchor("/journeys/held", "shop #412")),
        List.of(
            new Started(
                Status.FAILED, "scan", Optional.of(new Anchor("/runs/r-58c2", "r-58c2")), ""),
            new Started(
                Status.REFUSED,
                "smoke-arm",
                Optional.empty(),
                "@When(\"'arm64' in event.platforms\") was false")),
        List.of(
            new DeliveryView.Again("d-8f10c3", Mocks.NOW, "equal content key; changed nothing")));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
