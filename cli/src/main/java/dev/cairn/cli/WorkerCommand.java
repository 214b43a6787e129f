// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.images.Progress;
import dev.cairn.sandbox.Strays;
import dev.cairn.worker.ServerDoor;
import dev.cairn.worker.TurnedAwayException;
import dev.cairn.worker.Worker;
import dev.cairn.worker.Workshop;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `cairn worker`: what `cairn up` starts beside the server.
final class WorkerCommand {
  static final String HELP =
      """
      cairn worker: leases runs from a server and works on them, in sandboxes. cairn up starts one by itself.

        --server URL        the server (CAIRN_SERVER, or http://127.0.0.1:8080)
        --cache DIR         packages, locks, content ($XDG_CACHE_HOME/cairn)
        --runs N            so many at once (2)
        --sandbox=require   refuse to work where there is no full sandbox (cairn doctor)

      The worker's token is read from CAIRN_WORKER_TOKEN; it stands in the file worker-token of the server's data folder.
      Ends with 2 if the server does not know it.
      """;

  private WorkerCommand() {}

  static int run(List<String> words, Map<String, String> environment)
      throws Failure, IOException, InterruptedException {
    Arguments arguments =
        Arguments.parse(
                "worker",
                words,
                List.of("--server", "--cache", "--runs", "--sandbox", "--parent"),
                List.of())
            .withoutWords();
    boolean required = arguments.requiresSandbox();
    String token = environment.getOrDefault("CAIRN_WORKER_TOKEN", "");
    if (token.isEmpty()) {
      throw Failure.yours(
          "cairn worker: CAIRN_WORKER_TOKEN is not set (expected: the token of the server's data"
              + " folder, file worker-token)");
    }
    URI server = Remote.address(arguments, environment);
    Quiet.libraries();
    Workbench bench =
        Workbench.open(
            Workbench.cache(arguments, environment),
            environment,
            Progress.silent(),
            Clock.systemUTC());
    Workshop workshop = bench.workshop(required);
    workshop.sandbox().lost().ifPresent(it -> System.err.println("cairn worker: sandbox: " + it));
    Strays.end();
    var door = new ServerDoor(server, token);
    try (Ending _ = Ending.ofThisThread();
        var services = new LocalServices(workshop, door, Clock.systemUTC());
        var worker =
            new Worker(workshop, door, "w-" + ProcessHandle.current().pid(), Clock.systemUTC())) {
      services.start();
      worker.start(arguments.number("--runs").orElse(2));
      waitForTheEnd(arguments, worker);
    }
    return 0;
  }

  /// Until it is interrupted, or the server that started it is gone.
  ///
  /// @throws Failure if the server does not let it in
  private static void waitForTheEnd(Arguments arguments, Worker worker)
      throws Failure, InterruptedException {
    Integer parent = arguments.number("--parent").orElse(0);
    try {
      while (parent == 0 || ProcessHandle.of(parent).map(ProcessHandle::isAlive).orElse(false)) {
        Thread.sleep(500);
        Optional<TurnedAwayException> turnedAway = worker.turnedAway();
        if (turnedAway.isPresent()) {
          throw Failure.yours("cairn worker: " + turnedAway.get().getMessage());
        }
      }
    } catch (InterruptedException e) {
      // Ctrl-C, or the server ends: what was started is closed behind this.
      Thread.currentThread().isInterrupted();
    }
  }
}
