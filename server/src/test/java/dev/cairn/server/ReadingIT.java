// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.server.RunningServer.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What is read: events, stream, journeys and their pictures, and who may not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingIT {
  private static final int EVENTS = 12;

  private final RunningServer server;

  ReadingIT(@TempDir Path data) throws IOException {
    this.server = RunningServer.in(data);
  }

  @BeforeAll
  void send() throws IOException, InterruptedException {
    server.event(Sample.build("build", "b-1", Sample.COMMIT));
    server.event(Sample.artifact("image", Sample.DIGEST, Sample.COMMIT));
    server.event(Sample.artifact("image", Sample.DIGEST, Sample.COMMIT));
    for (int i = 2; i < EVENTS; i++) {
      server.event(Sample.build("other-" + i, "b-" + i, "%040x".formatted(i)));
    }
  }

  @AfterAll
  void close() throws IOException {
    server.close();
  }

  @Test
  void eventsArePagedWithoutDuplicates() throws IOException, InterruptedException {
    var ids = new ArrayList<String>();
    var positions = new ArrayList<Long>();
    String next = "/api/events?limit=5";
    while (true) {
      JsonNode page = server.get(next).json();
      assertThat(page.path("events").size()).isLessThanOrEqualTo(5);
      for (JsonNode event : page.path("events")) {
        ids.add(event.path("id").asString());
        positions.add(event.path("position").asLong());
        assertThat(event.path("event").path("id").asString())
            .isEqualTo(event.path("id").asString());
      }
      if (page.path("next").isNull()) {
        break;
      }
      next = "/api/events?limit=5&from=" + page.path("next").asLong();
    }
    assertThat(ids).hasSize(EVENTS).doesNotHaveDuplicates().startsWith("build", "image");
    assertThat(positions).isSorted().doesNotHaveDuplicates();
    assertThat(server.get("/api/events?from=x").status()).isEqualTo(400);
  }

  @Test
  void streamHasTheSamePositionsAndGoesOnWhereTheClientWas()
      throws IOException, InterruptedException {
    List<Long> positions =
        server
            .get("/api/events")
            .json()
            .path("events")
            .valueStream()
            .map(it -> it.path("position").asLong())
            .toList();
    assertThat(stream("/api/stream?from=1", "", positions.size())).isEqualTo(positions);
    assertThat(stream("/api/stream", String.valueOf(positions.get(3)), positions.size() - 4))
        .isEqualTo(positions.subList(4, positions.size()));
  }

  private List<Long> stream(String path, String last, int count) throws IOException {
    var connection =
        (HttpURLConnection) URI.create(server.address() + path).toURL().openConnection();
    connection.setReadTimeout(10_000);
    if (!last.isEmpty()) {
      connection.setRequestProperty("Last-Event-ID", last);
    }
    var positions = new ArrayList<Long>();
    try (var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8))) {
      assertThat(connection.getContentType()).startsWith("text/event-stream");
      while (positions.size() < count) {
        String line = in.readLine();
        if (line.startsWith("id:")) {
          positions.add(Long.parseLong(line.substring(3).strip()));
        }
      }
    } finally {
      connection.disconnect();
    }
    return positions;
  }

  @Test
  void aPipeGetsALineForEachChangeOfStateWhatWasBeforeFirst()
      throws IOException, InterruptedException {
    String id = journey("commit=" + Sample.COMMIT);

    assertThat(server.get("/journeys/nope/changes").status()).isEqualTo(404);
    List<String> lines = said("/journeys/" + id + "/changes?columns=999", 3);

    assertThat(lines).hasSize(3).allMatch(line -> line.matches("[0-9:]{8} [a-z]+ +.*"));
    assertThat(lines).anyMatch(line -> line.contains(Sample.COMMIT.substring(0, 7)));
  }

  private List<String> said(String path, int count) throws IOException {
    var connection =
        (HttpURLConnection) URI.create(server.address() + path).toURL().openConnection();
    connection.setReadTimeout(10_000);
    var said = new ArrayList<String>();
    try (var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8))) {
      while (said.size() < count) {
        String line = in.readLine();
        if (line.startsWith("data:")) {
          said.add(line.substring(5).strip());
        }
      }
    } finally {
      connection.disconnect();
    }
    return said;
  }

  @Test
  void journeyIsFoundByCommitAndByDigestAndByPurl() throws IOException, InterruptedException {
    String byCommit = journey("commit=" + Sample.COMMIT);
    assertThat(journey("artifact=" + Sample.DIGEST)).isEqualTo(byCommit);
    assertThat(journey("artifact=pkg:oci/checkout@" + Sample.DIGEST.replace(":", "%253A")))
        .isEqualTo(byCommit);
    assertThat(journey("commit=commit:" + Sample.COMMIT)).isEqualTo(byCommit);
    assertThat(journey("artifact=digest:" + Sample.DIGEST)).isEqualTo(byCommit);
    JsonNode journey = server.get("/api/journeys/" + byCommit).json();
    assertThat(journey.path("nodes").valueStream().map(it -> it.path("kind").asString()))
        .contains("commit", "run", "artifact");
    assertThat(journey.path("edges").valueStream().map(it -> it.path("evidence").size()))
        .allMatch(size -> size > 0);
  }

  private String journey(String query) throws IOException, InterruptedException {
    JsonNode journeys = server.get("/api/journeys?" + query).json().path("journeys");
    assertThat(journeys.size()).describedAs(query).isEqualTo(1);
    return journeys.path(0).path("id").asString();
  }

  @Test
  void whatIsUnknownIsAnEmptyList() throws IOException, InterruptedException {
    for (String query :
        List.of(
            "commit=" + "00".repeat(20),
            "commit=abc",
            "commit=commit:",
            "commit=digest:" + Sample.DIGEST,
            "artifact=digest:sha256:zz",
            "commit=%00",
            "artifact=sha256:" + "00".repeat(32),
            "artifact=sha256:zz",
            "artifact=pkg:oci/nothing@sha256%3A00",
            "artifact=pkg:",
            "change=https://github.com/acme/nothing/pull/1",
            "change=nothing%20at%20all")) {
      Answer answer = server.get("/api/journeys?" + query);
      assertThat(answer.status()).describedAs(query).isEqualTo(200);
      assertThat(answer.json().path("journeys").isArray()).isTrue();
      assertThat(answer.json().path("journeys").size()).describedAs(query).isZero();
    }
  }

  @Test
  void listIsPaged() throws IOException, InterruptedException {
    var ids = new ArrayList<String>();
    String query = "?limit=4";
    while (true) {
      JsonNode page = server.get("/api/journeys" + query).json();
      page.path("journeys").forEach(it -> ids.add(it.path("id").asString()));
      if (page.path("next").isNull()) {
        break;
      }
      query = "?limit=4&from=" + page.path("next").asString();
    }
    assertThat(ids).hasSize(EVENTS - 1).doesNotHaveDuplicates();
    for (String nothing : List.of("status=splendid", "show=all", "repository=x", "environment=x")) {
      assertThat(server.get("/api/journeys?" + nothing).json().path("journeys"))
          .as(nothing)
          .isEmpty();
    }
    for (String limit : List.of("some", "0", "00", "-1")) {
      for (String list : List.of("/api/journeys", "/api/events")) {
        assertThat(server.get(list + "?limit=" + limit).status()).as(list + limit).isEqualTo(400);
      }
    }
    assertThat(server.get("/api/journeys?from=rubbish").status()).isIn(200, 400);
  }

  @Test
  void journeyIsAPageAPictureAndAText() throws IOException, InterruptedException {
    String id = journey("commit=" + Sample.COMMIT);
    Answer page = server.get("/journeys/" + id);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.type()).startsWith("text/html");
    assertThat(page.header("content-security-policy")).contains("default-src 'none'");
    Answer picture = server.get("/journeys/" + id + ".svg");
    assertThat(picture.type()).startsWith("image/svg+xml");
    assertThat(picture.text()).startsWith("<svg").contains("checkout");
    Answer text = server.get("/journeys/" + id + ".txt");
    assertThat(text.type()).startsWith("text/plain");
    assertThat(text.text()).contains("checkout").doesNotContain("<svg");
    for (String path : List.of("/journeys/nothing.svg", "/api/journeys/nothing")) {
      assertThat(server.get(path).status()).isEqualTo(404);
      assertThat(server.get(path).type()).isEqualTo("application/problem+json");
    }
  }

  @Test
  void aDeliverysPageSaysWhatItIsAboutAndWhichJourneyItJoined()
      throws IOException, InterruptedException {
    JsonNode journey =
        server.get("/api/journeys?commit=" + Sample.COMMIT).json().path("journeys").get(0);
    JsonNode graph = server.get("/api/journeys/" + journey.path("id").asString()).json();
    String delivery =
        graph
            .path("nodes")
            .valueStream()
            .filter(node -> node.path("kind").asString().equals("artifact"))
            .map(node -> node.path("events").get(0).path("delivery").asString())
            .findFirst()
            .orElseThrow();

    String page = server.get("/deliveries/" + delivery).text();

    assertThat(page)
        .contains("commit " + Sample.COMMIT.substring(0, 7) + " → image ")
        .containsPattern("<dt>subject</dt><dd><code>image [0-9a-f]{6}<")
        .containsPattern("<dt>time</dt><dd><code>20[0-9-]+T[0-9:.]+Z<")
        .contains("/journeys/" + journey.path("id").asString());
  }

  @Test
  void aJourneyIsATraceToo() throws IOException, InterruptedException {
    String id =
        server
            .get("/api/journeys?commit=" + Sample.COMMIT)
            .json()
            .path("journeys")
            .get(0)
            .path("id")
            .asString();

    var trace = server.get("/journeys/" + id + ".trace.json");

    assertThat(trace.type()).startsWith("application/json");
    assertThat(trace.text()).contains("\"traceId\":\"" + id.replace("-", "") + "\"");
    assertThat(server.get("/journeys/" + id).text()).contains(id + ".trace.json");
    assertThat(server.get("/journeys/nothing.trace.json").status()).isEqualTo(404);
  }

  @Test
  void whatIsNotThereIsAProblemDocument() throws IOException, InterruptedException {
    for (String path :
        List.of(
            "/nothing",
            "/api/nothing",
            "/api/deliveries/d-999999999",
            "/api/deliveries/x",
            "/api/runs/r-99",
            "/api/runs/x/log",
            "/worker/nothing",
            "/assets/nothing")) {
      Answer answer = server.get(path);
      assertThat(answer.status()).describedAs(path).isEqualTo(404);
      assertThat(answer.type()).describedAs(path).isEqualTo("application/problem+json");
      assertThat(answer.json().path("status").asInt()).isEqualTo(404);
      assertThat(answer.detail()).isNotEmpty();
    }
  }

  @Test
  void otherMethodsOfAPathAre405AndSayWhichItIsThereFor() throws IOException, InterruptedException {
    Answer read = server.get("/events");
    assertThat(read.status()).isEqualTo(405);
    assertThat(read.type()).isEqualTo("application/problem+json");
    assertThat(read.header("allow")).isEqualTo("POST");
    assertThat(read.detail()).isEqualTo("GET /events: not for this method (expected: POST)");
    assertThat(server.get("/hooks/github").status()).isEqualTo(405);
    Answer sent = server.post("/api/journeys/some", "{}");
    assertThat(sent.status()).isEqualTo(405);
    assertThat(sent.header("allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void headIsAnsweredAsGetWithoutABody() throws IOException, InterruptedException {
    for (String path : List.of("/healthz", "/", "/api/journeys", "/nothing", "/events")) {
      String request = "%s HTTP/1.1\nHost: 127.0.0.1\n\n";
      String both =
          server.raw(
              ("HEAD " + request + "GET " + request).formatted(path, "/healthz"),
              answer -> answer.endsWith("well\n"));
      assertThat(both.substring(both.indexOf("\r\n\r\n") + 4))
          .as(path)
          .startsWith("HTTP/1.1 200")
          .endsWith("well\n");
    }
    assertThat(server.raw("HEAD /api/journeys HTTP/1.1\nHost: 127.0.0.1\n\n"))
        .isEqualTo("HTTP/1.1 200");
    assertThat(server.raw("HEAD /api/stream HTTP/1.1\nHost: 127.0.0.1\n\n"))
        .isEqualTo("HTTP/1.1 405");
  }

  @Test
  void foreignPagesAndNamesAreKeptOut() throws IOException, InterruptedException {
    String path = "GET /api/journeys HTTP/1.1\nHost: %s\n%s\n";
    assertThat(server.raw(path.formatted("evil.example", ""))).isEqualTo("HTTP/1.1 403");
    assertThat(server.raw(path.formatted("127.0.0.1.evil.example:80", "")))
        .isEqualTo("HTTP/1.1 403");
    assertThat(server.raw(path.formatted("localhost", ""))).isEqualTo("HTTP/1.1 200");
    assertThat(server.raw("GET /v2/ HTTP/1.1\nHost: evil.example\n\n")).isEqualTo("HTTP/1.1 403");
    Answer foreign = server.get("/api/journeys", "Origin", "https://evil.example");
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.type()).isEqualTo("application/problem+json");
    assertThat(server.get("/api/journeys", "Origin", "null").status()).isEqualTo(403);
    assertThat(server.get("/api/journeys", "Origin", server.address()).status()).isEqualTo(200);
  }

  @Test
  void workersDoorIsShutWithoutAToken() throws IOException, InterruptedException {
    assertThat(server.post("/worker/lease", "{}").status()).isEqualTo(401);
    assertThat(server.post("/worker/lease", "{}", "Authorization", "Bearer guessed").status())
        .isEqualTo(401);
    assertThat(
            server
                .post("/worker/lease", "no json", "Authorization", "Bearer " + server.workerToken())
                .status())
        .isEqualTo(400);
  }

  @Test
  void healthIsTold() throws IOException, InterruptedException {
    assertThat(IntStream.of(server.get("/healthz").status(), server.get("/readyz").status()))
        .containsOnly(200);
  }
}
