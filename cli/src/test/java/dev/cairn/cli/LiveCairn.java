// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `cairn up` in a folder with a `cairn.yaml`, as a process of its own with a worker beside it.
final class LiveCairn implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final int port;
  private final UnaryOperator<List<String>> launch;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private Process server;

  private LiveCairn(Path folder, int port, UnaryOperator<List<String>> launch, String... more)
      throws IOException {
    this.folder = folder;
    this.port = port;
    this.launch = launch;
    this.server = started(more);
  }

  /// A file of the tests' resources.
  static String text(String resource) throws IOException {
    try (InputStream in = LiveCairn.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new IOException("resource " + resource + " (expected: one of src/test/resources)");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /// A port that nobody listens on now.
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  /// Starts it, and waits until it answers.
  static LiveCairn up(Path folder, int port) throws IOException, InterruptedException {
    return up(folder, port, it -> it);
  }

  /// The same, by another command that becomes this one.
  static LiveCairn up(Path folder, int port, UnaryOperator<List<String>> launch, String... more)
      throws IOException, InterruptedException {
    var cairn = new LiveCairn(folder, port, launch, more);
    cairn.waitUntilReady();
    return cairn;
  }

  /// Runs another command of `cairn` to its end; gives its exit code and what it said.
  static String run(Path folder, int exit, String... words)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(words))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != exit) {
      throw new AssertionError(
          "cairn %s: exit %d: %s".formatted(List.of(words), process.exitValue(), said));
    }
    return said;
  }

  /// How it is called as the launcher would.
  static List<String> command(String... words) {
    List<String> command = new ArrayList<>(Self.java("server"));
    command.addAll(List.of(words));
    return command;
  }

  private Process started(String... more) throws IOException {
    Path log = folder.resolve("up.log");
    List<String> command = command("up", "--port", String.valueOf(port));
    command.addAll(List.of(more));
    return new ProcessBuilder(launch.apply(command))
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private void waitUntilReady() throws IOException, InterruptedException {
    within(
        Duration.ofSeconds(40),
        "cairn up answers",
        () -> {
          if (!server.isAlive()) {
            throw new AssertionError("cairn up ended: " + log());
          }
          return get("/readyz").filter(it -> it.statusCode() == 200).isPresent();
        });
  }

  /// Starts a worker that does not belong to the server, and outlives it.
  Process worker() throws IOException {
    var builder =
        new ProcessBuilder(command("worker", "--server", "http://127.0.0.1:" + port))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("worker.log").toFile());
    String token = Files.readString(folder.resolve(".cairn/worker-token")).strip();
    builder.environment().put("CAIRN_WORKER_TOKEN", token);
    return builder.start();
  }

  /// As by the kernel when memory is short. The worker is left behind.
  void killServer() throws InterruptedException {
    server.destroyForcibly();
    server.waitFor();
  }

  /// Kills its worker, not what the worker has started.
  boolean killWorker() {
    Optional<ProcessHandle> worker =
        server
            .children()
            .filter(it -> it.info().commandLine().orElse("").contains(" worker "))
            .findFirst();
    worker.ifPresent(ProcessHandle::destroyForcibly);
    return worker.isPresent();
  }

  /// On the same folder and port again.
  void upAgain(String... more) throws IOException, InterruptedException {
    server = started(more);
    waitUntilReady();
  }

  /// Makes the journeys anew, while it is stopped.
  void rebuild() throws IOException, InterruptedException {
    run(folder, 0, "rebuild");
  }

  /// As Ctrl-C does.
  void stop() throws InterruptedException {
    server.destroy();
    if (!server.waitFor(20, TimeUnit.SECONDS)) {
      server.destroyForcibly();
    }
  }

  long pid() {
    return server.pid();
  }

  boolean alive() {
    return server.isAlive();
  }

  String log() throws IOException {
    Path log = folder.resolve("up.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /// An answer, or nothing while nobody listens.
  Optional<HttpResponse<String>> get(String path) throws InterruptedException {
    try {
      return Optional.of(
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .timeout(Duration.ofSeconds(20))
                  .build(),
              BodyHandlers.ofString()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// What it answers, where that is 200.
  Optional<JsonNode> json(String path) throws InterruptedException {
    return get(path).filter(it -> it.statusCode() == 200).map(it -> JSON.readTree(it.body()));
  }

  /// All runs so far.
  List<JsonNode> runs() throws InterruptedException {
    var runs = new ArrayList<JsonNode>();
    for (int i = 1; ; i++) {
      Optional<JsonNode> run = json("/api/runs/r-" + i);
      if (run.isEmpty()) {
        return runs;
      }
      runs.add(run.get());
    }
  }

  private String story() throws InterruptedException {
    var story = new StringBuilder();
    for (JsonNode run : runs()) {
      story.append(
          "%s %s/%s %s %s attempt %d%n"
              .formatted(
                  run.path("id").asString(),
                  run.path("bundle").asString(),
                  run.path("task").asString(),
                  run.path("status").asString(),
                  run.path("reason").asString(""),
                  run.path("attempt").asInt()));
    }
    return story.toString();
  }

  /// The newest run of a task, once it has ended.
  JsonNode ended(String task, int from) throws IOException, InterruptedException {
    var found = new ArrayList<JsonNode>();
    within(
        Duration.ofSeconds(60),
        "the run of " + task + " ends",
        () -> {
          for (JsonNode run : runs()) {
            int number = Integer.parseInt(run.path("id").asString().substring(2));
            boolean isOver = !run.path("finished").isNull();
            if (number >= from && run.path("task").asString().equals(task) && isOver) {
              found.add(run);
            }
          }
          return !found.isEmpty();
        });
    return found.getLast();
  }

  /// Asked again and again.
  interface Question {
    boolean holds() throws IOException, InterruptedException;
  }

  void within(Duration time, String what, Question question)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (!question.holds()) {
      if (System.nanoTime() > end) {
        String said = log();
        throw new AssertionError(
            "not within %s: %s%n%s%n%s"
                .formatted(time, what, story(), said.substring(Math.max(0, said.length() - 4000))));
      }
      Thread.sleep(100);
    }
  }

  @Override
  public void close() throws InterruptedException {
    client.close();
    stop();
  }
}
