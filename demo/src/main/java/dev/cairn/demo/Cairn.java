// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Cairn that the demo started: its process, and its HTTP door.
final class Cairn implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String LOST = "cairn worker: sandbox: ";

  private final String launcher;
  private final Path folder;
  private final Optional<Path> cache;
  private final int port;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private volatile Optional<Process> process = Optional.empty();

  Cairn(String launcher, Path folder, Optional<Path> cache, int port) {
    this.launcher = launcher;
    this.folder = folder;
    this.cache = cache;
    this.port = port;
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  /// The path of the `cairn` command.
  String launcher() {
    return launcher;
  }

  /// Starts `cairn up` and waits until it is ready.
  void up() throws IOException, InterruptedException {
    ownPort();
    List<String> command = command("up");
    command.addAll(List.of("--port", String.valueOf(port)));
    Path log = folder.resolve("cairn-up.log");
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("CAIRN_AS_BUILT", "1");
    Process started = builder.start();
    process = Optional.of(started);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      if (!started.isAlive()) {
        throw new DemoException("cairn up ended:\n" + tail(log));
      }
      if (ready()) {
        return;
      }
      Thread.sleep(50);
    }
    throw new DemoException("cairn up: not ready within 60 s. Its log:\n" + tail(log));
  }

  /// Another server that has the port would answer in its place until `cairn up` has given up.
  private void ownPort() {
    try {
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    } catch (IOException e) {
      throw new DemoException(
          "port %d: %s (expected: a free port). Stop what uses it, or name another with --port."
              .formatted(port, e.getMessage()));
    }
  }

  /// Where steps are less shut in here than they could be: what the worker says of that, once it
  /// works.
  Optional<String> lost() throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("cairn-up.log"))) {
      return lines
          .filter(line -> line.startsWith(LOST))
          .findFirst()
          .map(line -> line.substring(LOST.length()));
    }
  }

  /// Ends it as Ctrl-C would, and waits.
  void down() throws InterruptedException {
    if (process.isPresent()) {
      process.get().destroy();
      if (!process.get().waitFor(20, TimeUnit.SECONDS)) {
        process.get().destroyForcibly().waitFor();
      }
      process = Optional.empty();
    }
  }

  /// Runs another `cairn` command in the demo's folder.
  Shell.Result run(String... words) throws IOException, InterruptedException {
    List<String> command = command(words[0]);
    command.addAll(List.of(words).subList(1, words.length));
    return new Shell(folder, Map.of("CAIRN_AS_BUILT", "1", "CAIRN_SERVER", address()))
        .attempt(command.toArray(String[]::new));
  }

  /// A JSON answer; anything but 200 is an error.
  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = fetch(path);
    if (answer.statusCode() != 200) {
      throw new DemoException("GET %s: %d: %s".formatted(path, answer.statusCode(), answer.body()));
    }
    return JSON.readTree(answer.body());
  }

  HttpResponse<String> fetch(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(address() + path))
            .timeout(Duration.ofSeconds(20))
            .build(),
        BodyHandlers.ofString());
  }

  /// Sends a webhook.
  HttpResponse<String> post(String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(20));
    headers.forEach(request::header);
    return client.send(
        request.POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8))).build(),
        BodyHandlers.ofString());
  }

  /// What became of a webhook that was accepted.
  JsonNode delivery(HttpResponse<String> accepted) throws IOException, InterruptedException {
    return get("/api/deliveries/" + JSON.readTree(accepted.body()).path("id").asString());
  }

  /// The journey of a commit, or of a change where its web address is given.
  Optional<JsonNode> journeyOf(String what) throws IOException, InterruptedException {
    String asked = what.contains("://") ? "change=" + what : "commit=" + what;
    JsonNode list = get("/api/journeys?" + asked).path("journeys");
    if (list.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(get("/api/journeys/" + list.get(0).path("id").asString()));
  }

  @Override
  public void close() throws InterruptedException {
    down();
  }

  private boolean ready() throws InterruptedException {
    try {
      return fetch("/readyz").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> command(String word) {
    var command = new ArrayList<String>(List.of(launcher, word));
    cache.ifPresent(it -> command.addAll(List.of("--cache", it.toString())));
    return command;
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
