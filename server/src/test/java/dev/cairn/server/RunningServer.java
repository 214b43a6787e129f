// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.server.Configuration.Hook;
import dev.cairn.server.Configuration.Repository;
import dev.cairn.server.Configuration.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// A server that listens on a free port, and a client of it.
final class RunningServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Server server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningServer(Server server) {
    this.server = server;
  }

  static RunningServer in(Path data) throws IOException {
    return of(configured(data, List.of(), Map.of()));
  }

  static RunningServer of(Configuration configuration) throws IOException {
    return of(configuration, Clock.systemUTC());
  }

  static RunningServer of(Configuration configuration, InstantSource clock) throws IOException {
    return new RunningServer(Server.start(configuration, clock));
  }

  static Configuration configured(
      Path data, List<Repository> repositories, Map<String, Hook> hooks) {
    return new Configuration(
        "127.0.0.1", 0, data, repositories, List.of(), Optional.empty(), new TreeMap<>(hooks));
  }

  static Hook secrets(String... secrets) {
    return narrowed(List.of(), secrets);
  }

  static Hook narrowed(List<String> repositories, String... secrets) {
    return new Hook(false, List.of(new Source("", List.of(secrets), repositories, List.of())));
  }

  /// What a request was answered.
  record Answer(int status, Map<String, List<String>> headers, byte[] body) {
    String text() {
      return new String(body, UTF_8);
    }

    JsonNode json() {
      return Json.read(text());
    }

    String type() {
      return header("content-type");
    }

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }

    String detail() {
      return json().path("detail").asString("");
    }
  }

  String address() {
    return server.address();
  }

  String workerToken() {
    return server.workerToken();
  }

  Answer get(String path, String... headers) throws IOException, InterruptedException {
    return send("GET", path, new byte[0], headers);
  }

  Answer post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send("POST", path, body.getBytes(UTF_8), headers);
  }

  /// Sends a structured CloudEvent and waits until it is joined.
  Answer event(String json) throws IOException, InterruptedException {
    return post("/events?wait=true", json, "Content-Type", "application/cloudevents+json");
  }

  Answer send(String method, String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : address() + path))
            .timeout(PATIENCE)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), response.headers().map(), response.body());
  }

  /// The status line that a request gets whose headers no client of good manners sends.
  String raw(String request) throws IOException {
    return raw(request, answer -> answer.length() == 12);
  }

  /// What comes back, up to where it is enough.
  String raw(String request, Predicate<String> enough) throws IOException {
    URI uri = URI.create(address());
    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      OutputStream out = socket.getOutputStream();
      out.write(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
      out.flush();
      var answer = new StringBuilder();
      for (int next = 0; next >= 0 && !enough.test(answer.toString()); ) {
        next = socket.getInputStream().read();
        if (next >= 0) {
          answer.append((char) next);
        }
      }
      return answer.toString();
    }
  }

  /// What a delivery has become, once it is joined.
  JsonNode delivery(String id) throws IOException, InterruptedException {
    return await(() -> {
      JsonNode delivery = get("/api/deliveries/" + id).json();
      return delivery.path("status").asString("").equals("pending")
          ? Optional.empty()
          : Optional.of(delivery);
    });
  }

  /// How many events there are.
  int events() throws IOException, InterruptedException {
    return get("/api/events").json().path("events").size();
  }

  <T> T await(Callable<Optional<T>> question) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<T> answer = ask(question);
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + PATIENCE);
      }
      Thread.sleep(20);
    }
  }

  private static <T> Optional<T> ask(Callable<Optional<T>> question)
      throws IOException, InterruptedException {
    try {
      return question.call();
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
  }
}
