// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A `cairn up` in a folder of its own, spoken to over HTTP. */
final class RunningCairn implements Closeable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final int port;
  private final Path log;
  private final double ready;
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningCairn(Process process, int port, Path log, long begin) throws IOException, InterruptedException {
    this.process = process;
    this.port = port;
    this.log = log;
    this.ready = untilReady(begin);
  }

  /** Starts it with the `cairn.yaml` of a folder, through the launcher, and waits until it is ready. */
  static RunningCairn start(Setting setting, Path folder, int port, String... more) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<>(List.of(setting.launcher(), "up", "--port", String.valueOf(port)));
    command.addAll(List.of(more));
    Path log = folder.resolve("cairn.log");
    long begin = System.nanoTime();
    Process process = new Program(command, folder, Map.of()).start(log);
    try {
      return new RunningCairn(process, port, log, begin);
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Seconds from its start until `/readyz` said so. */
  double ready() {
    return ready;
  }

  int port() {
    return port;
  }

  /** In MB. */
  double serverMemory() throws IOException {
    return Machine.resident(process.pid());
  }

  /** The worker and all that it has started, in MB. */
  double workerMemory() throws IOException {
    double sum = 0;
    for (ProcessHandle child : process.toHandle().descendants().toList()) {
      if (child.isAlive()) {
        sum += Machine.resident(child.pid());
      }
    }
    return sum;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("GET %s: %d %s (expected: 200)".formatted(path, answer.statusCode(), answer.body()));
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  void event(String json) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri("/events")).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)).build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 202) {
      throw new IOException("POST /events: %d %s (expected: 202)".formatted(answer.statusCode(), answer.body()));
    }
  }

  /** Waits until this task is known, so that its bundle has been compiled. */
  void await(String task) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (System.nanoTime() < end) {
      for (JsonNode known : get("/api/tasks").path("tasks")) {
        if (known.path("name").asString("").equals(task)) {
          return;
        }
      }
      Thread.sleep(100);
    }
    throw new IOException("task %s: not known after two minutes (expected: its bundle loaded): %s".formatted(task, Files.readString(log)));
  }

  @Override
  public void close() throws IOException {
    client.close();
    List<ProcessHandle> started = process.toHandle().descendants().sorted(Comparator.comparing(ProcessHandle::pid)).toList();
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        started.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private double untilReady(long begin) throws IOException, InterruptedException {
    while (System.nanoTime() - begin < START.toNanos()) {
      if (!process.isAlive()) {
        throw new IOException("cairn up ended: " + Files.readString(log));
      }
      try {
        if (client.send(HttpRequest.newBuilder(uri("/readyz")).build(), BodyHandlers.discarding()).statusCode() == 200) {
          return (System.nanoTime() - begin) / 1e9;
        }
      } catch (java.net.ConnectException e) {
        Thread.sleep(5);
      }
    }
    throw new IOException("cairn up: not ready after %s: %s".formatted(START, Files.readString(log)));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
