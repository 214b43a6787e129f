// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.content.FullDiskException;
import dev.cairn.server.Configuration;
import dev.cairn.server.ConfigurationException;
import dev.cairn.server.ConfigurationFile;
import dev.cairn.server.Server;
import dev.cairn.storage.StorageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// `cairn up`: the server in the foreground, and a worker beside it that is started again when it
/// ends.
final class UpCommand {
  static final String HELP =
      """
      cairn up: serves journeys, the registry and, for the repositories of cairn.yaml, their tasks; in the foreground.

      Without cairn.yaml it receives events and webhooks on loopback and shows journeys. docs/configuration.md lists the
      settings; each has a CAIRN_… variable.

        --port N            8080; 0 takes a free one
        --data DIR          .cairn of this folder
        --cache DIR         packages, locks, content of the worker ($XDG_CACHE_HOME/cairn)
        --no-worker         only the server; start workers with cairn worker
        --sandbox=require   the worker refuses to work where there is no full sandbox (cairn doctor)
      """;

  /// A worker's exit code where something is to be mended first.
  private static final int YOURS = 2;

  private UpCommand() {}

  static Configuration configuration(
      Arguments arguments, Path folder, Map<String, String> environment) throws Failure {
    try {
      return ConfigurationFile.read(folder, environment)
          .with(arguments.port(), arguments.option("--data").map(it -> folder.resolve(it)));
    } catch (ConfigurationException e) {
      throw Failure.yours(
          "cairn: the configuration can't be used:\n  "
              + String.valueOf(e.getMessage()).replace("\n", "\n  "));
    }
  }

  static int run(List<String> words, Path folder, Map<String, String> environment, PrintStream out)
      throws Failure, InterruptedException {
    Arguments arguments =
        Arguments.parse(
                "up",
                words,
                List.of("--port", "--data", "--cache", "--sandbox"),
                List.of("--no-worker", "--until-ready"))
            .withoutWords();
    arguments.requiresSandbox();
    Configuration configuration = configuration(arguments, folder, environment);
    Quiet.libraries();
    try (Ending _ = Ending.ofThisThread();
        Server server = Server.start(configuration, Clock.systemUTC())) {
      out.println("cairn is up: " + server.address());
      out.flush();
      if (arguments.flag("--until-ready")) {
        return 0;
      }
      if (arguments.flag("--no-worker") || configuration.repositories().isEmpty()) {
        Thread.currentThread().join();
      } else {
        supervise(server, arguments, environment);
      }
      return 0;
    } catch (StorageException e) {
      throw Failure.of("cairn up", e);
    } catch (IOException e) {
      String message = "cairn up: " + e.getMessage();
      throw FullDiskException.isBehind(e) ? Failure.limit(message, e) : Failure.yours(message);
    } catch (InterruptedException e) {
      return 0;
    }
  }

  /// Starts a worker, and another whenever it ends.
  ///
  /// @throws Failure if it ended for something that another one would meet, too, and has said it
  private static void supervise(Server server, Arguments arguments, Map<String, String> environment)
      throws Failure, IOException, InterruptedException {
    while (true) {
      Process worker = worker(server, arguments, environment);
      try {
        worker.waitFor();
        if (worker.exitValue() == YOURS) {
          throw Failure.yours(
              "cairn up: its worker can't work here, for what it said above. Mend that, or serve"
                  + " without one: --no-worker.");
        }
        System.err.println(
            "cairn: the worker ended with " + worker.exitValue() + "; starting another");
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        worker.destroy();
        if (!worker.waitFor(10, TimeUnit.SECONDS)) {
          worker.destroyForcibly();
        }
        throw e;
      }
    }
  }

  private static Process worker(Server server, Arguments arguments, Map<String, String> environment)
      throws IOException {
    List<String> command = Self.java("worker");
    command.addAll(
        List.of(
            "worker",
            "--server",
            server.address(),
            "--parent",
            String.valueOf(ProcessHandle.current().pid())));
    arguments
        .option("--cache")
        .ifPresent(
            it -> command.addAll(List.of("--cache", Path.of(it).toAbsolutePath().toString())));
    arguments.option("--sandbox").ifPresent(it -> command.addAll(List.of("--sandbox", it)));
    var builder =
        new ProcessBuilder(new ArrayList<>(command))
            .inheritIO()
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().putAll(environment);
    builder.environment().put("CAIRN_WORKER_TOKEN", server.workerToken());
    return builder.start();
  }
}
