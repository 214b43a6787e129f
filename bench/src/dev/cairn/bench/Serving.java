// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bench;

import dev.cairn.bench.Figure.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Start and memory of server and worker, and how soon a task runs after an event. */
final class Serving {
  private static final int WARM = 40;

  private Serving() {}

  static List<Figure> starts(Setting setting) throws IOException, InterruptedException {
    var ready = new ArrayList<Double>();
    var hello = new ArrayList<Double>();
    Program peer = new Program(setting.hello(), setting.root(), Map.of());
    for (int round = 0; round < Math.max(5, setting.rounds() / 4); round++) {
      Path folder = Files.createDirectories(setting.scratch().resolve("start-" + round));
      try (var cairn = RunningCairn.start(setting, folder, RunningCairn.freePort())) {
        ready.add(cairn.ready());
      }
      hello.add(peer.time() / 1000);
    }
    return List.of(
        Figure.of("cairn up, through ./cairn, new data folder: ready", "s", Samples.of(ready), new Goal.AtMost(1.5))
            .beside("java Hello, AOT cache", Samples.of(hello)));
  }

  static List<Figure> latency(Setting setting) throws IOException, InterruptedException {
    setting.repository("events");
    Path folder = Files.createDirectories(setting.scratch().resolve("serving"));
    Files.writeString(
        folder.resolve("cairn.yaml"),
        "repositories:\n  - {name: events, url: ../events, branch: main, bundle: cairn, team: bench}\n");
    try (var cairn = RunningCairn.start(setting, folder, RunningCairn.freePort())) {
      cairn.await("heard");
      Thread.sleep(10_000);
      double server = cairn.serverMemory();
      var acknowledged = new ArrayList<Double>();
      var running = new ArrayList<Double>();
      for (int i = 0; i < WARM + setting.rounds() * 5; i++) {
        Thread.sleep(60);
        Instant sent = Instant.now();
        cairn.event(finished(UUID.randomUUID().toString()));
        Instant accepted = Instant.now();
        Instant ran = ran(folder.resolve(".cairn/logs"), i + 1);
        if (i >= WARM) {
          acknowledged.add(millis(sent, accepted));
          running.add(Math.max(0, millis(accepted, ran)));
        }
      }
      Thread.sleep(10_000);
      double worker = cairn.workerMemory();
      double later = cairn.serverMemory();
      return List.of(
          Figure.of("server at rest: started, bundle loaded, 10 s idle", "MB", Samples.of(List.of(server)), new Goal.AtMost(220)),
          Figure.of("server at rest, after %d events and runs".formatted(WARM + setting.rounds() * 5), "MB", Samples.of(List.of(later)), new Goal.AtMost(220)),
          Figure.of("worker and one bundle process, after these runs", "MB", Samples.of(List.of(worker)), new Goal.AtMost(200)),
          Figure.of("event accepted → its task's body runs, warm worker", "ms", Samples.of(running), new Goal.AtMost(15))
              .beside("that event's POST, until it is acknowledged", Samples.of(acknowledged)));
    }
  }

  /** A bare CDEvent; the task asks for `suite == 'bench'`. */
  static String finished(String id) {
    return """
        {"context":{"specversion":"0.5.1","id":"%s","source":"/bench","type":"dev.cdevents.testsuiterun.finished.0.3.0","timestamp":"%s"},
         "subject":{"id":"bench-%s","content":{"outcome":"success","environment":{"id":"bench"},"testSuite":{"id":"bench","name":"bench"}}},
         "customData":{"suite":"bench","padding":"%s"},"customDataContentType":"application/json"}
        """
        .formatted(id, Instant.now(), id, "x".repeat(1000));
  }

  /** When the body of the run that wrote the so-manieth log ran. */
  private static Instant ran(Path logs, int count) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end) {
      try (var files = Files.list(logs)) {
        List<Path> told = files.filter(it -> it.toString().endsWith(".log")).toList();
        var bodies = new ArrayList<Instant>();
        for (Path log : told) {
          body(log).ifPresent(bodies::add);
        }
        if (bodies.size() >= count) {
          return bodies.stream().max(Instant::compareTo).orElseThrow();
        }
      }
      Thread.sleep(10);
    }
    throw new IOException("run %d for an event: no body in %s within 20 s (expected: a log with \"body\")".formatted(count, logs));
  }

  private static Optional<Instant> body(Path log) throws IOException {
    return Files.readString(log).lines().filter(it -> it.startsWith("[heard] body ")).map(it -> Instant.parse(it.substring("[heard] body ".length()))).findFirst();
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}
