// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.content.FullDiskException;
import dev.cairn.demo.Demo;
import dev.cairn.server.Server;
import dev.cairn.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// The command `cairn`. Kept free of what costs at start: nothing is loaded before a command needs
/// it.
public final class Main {
  static final String VERSION = "cairn 0.1.0-SNAPSHOT";

  private static final String HELP =
      """
      cairn: software delivery as independent tasks in plain Java, and the journey of every change.

        cairn demo               plays a real delivery in a scratch folder, and leaves it running
        cairn init               writes a first bundle for this repository
        cairn tasks              lists the tasks of this repository's bundle
        cairn run TASK           runs a task here, in sandboxes, without a server
        cairn up                 serves journeys, registry and tasks; in the foreground
        cairn journey [WHAT]     where a change is: a commit, a digest, a pull request
        cairn logs RUN           the log of a run
        cairn exec PACKAGE -- …  runs a program of a Debian package, pinned, without installing it
        cairn look REPOSITORY    tells the server that there is something new
        cairn rebuild            makes the journeys anew from what was delivered
        cairn doctor             says whether this machine has what is needed
        cairn worker             works for a server (cairn up starts one)

      cairn help COMMAND explains one. Exit codes: 0 done, 1 failed, 2 yours to mend, 3 outside, 4 a limit, 70 a fault of ours.
      """;

  private static final String REBUILD_HELP =
      """
      cairn rebuild: makes events and journeys anew from the deliveries in the inbox; runs and releases stay as they are.

        --data DIR   .cairn of this folder. Stop its server first.
      """;

  private static final List<String> COMMANDS =
      List.of(
          "demo",
          "init",
          "tasks",
          "run",
          "up",
          "journey",
          "logs",
          "exec",
          "look",
          "rebuild",
          "doctor",
          "worker",
          "help",
          "--help",
          "--version");

  private Main() {}

  public static void main(String[] arguments) {
    int code = run(List.of(arguments));
    // System.exit looks for a logger in every jar, which takes longer than `--version` itself.
    if (code != 0 || !endsByItself(arguments)) {
      System.exit(code);
    }
  }

  /// Whether a command leaves no thread behind.
  private static boolean endsByItself(String[] arguments) {
    return arguments.length == 0
        || switch (arguments[0]) {
          case "--version", "version", "help", "--help", "-h", "tasks" -> true;
          default -> false;
        };
  }

  static int run(List<String> words) {
    String command = words.isEmpty() ? "help" : words.getFirst();
    if (command.equals("--version") || command.equals("version")) {
      System.out.println(VERSION);
      return 0;
    }
    try {
      return run(command, words.isEmpty() ? words : words.subList(1, words.size()));
    } catch (Failure e) {
      System.err.println(e.getMessage());
      return e.exit();
    } catch (StorageException e) {
      Failure failure = Failure.of("cairn " + command, e);
      System.err.println(failure.getMessage());
      return failure.exit();
    } catch (IOException e) {
      System.err.println(
          "cairn %s: %s"
              .formatted(command, e.getMessage() == null ? e.toString() : e.getMessage()));
      return FullDiskException.isBehind(e) ? 4 : 3;
    } catch (InterruptedException e) {
      return 130;
    } catch (RuntimeException e) {
      System.err.println(
          "cairn %s: a fault of Cairn's own: %s. Please report it, with what follows."
              .formatted(command, e));
      e.printStackTrace();
      return 70;
    }
  }

  private static int run(String command, List<String> words)
      throws Failure, IOException, InterruptedException {
    Map<String, String> environment = System.getenv();
    if (words.contains("--help") && !words.contains("--")) {
      return help(command);
    }
    Path folder = Path.of("").toAbsolutePath();
    return switch (command) {
      case "help", "--help", "-h" -> help(words.isEmpty() ? "" : words.getFirst());
      case "demo" ->
          Demo.run(
              words,
              launcher(),
              System.out,
              () -> Columns.of(environment, terminal(), Columns::asked));
      case "init" -> InitCommand.run(words, folder, System.out);
      case "tasks" -> TasksCommand.run(words, environment, console(), System.out);
      case "run" -> RunCommand.run(words, environment, console(), System.out);
      case "up" -> UpCommand.run(words, folder, environment, System.out);
      case "worker" -> WorkerCommand.run(words, environment);
      case "journey" -> JourneyCommand.run(words, environment, System.out, terminal());
      case "logs" -> LogsCommand.run(words, environment, System.out);
      case "look" -> LookCommand.run(words, environment);
      case "exec" -> ExecCommand.run(words, environment, console());
      case "rebuild" -> rebuild(words, folder, environment);
      case "doctor" -> doctor(words, environment);
      default -> throw unknown("cairn", command);
    };
  }

  private static int rebuild(List<String> words, Path folder, Map<String, String> environment)
      throws Failure, IOException {
    Arguments arguments =
        Arguments.parse("rebuild", words, List.of("--data", "--cache"), List.of()).withoutWords();
    long count =
        Server.rebuild(UpCommand.configuration(arguments, folder, environment), Clock.systemUTC());
    System.out.println("rebuilt from %d deliveries".formatted(count));
    return 0;
  }

  private static int doctor(List<String> words, Map<String, String> environment)
      throws Failure, InterruptedException {
    Arguments arguments =
        Arguments.parse("doctor", words, List.of("--cache"), List.of()).withoutWords();
    Path cache = Workbench.cache(arguments, environment);
    Console console = console();
    return DoctorCommand.run(
        System.out,
        cache,
        () -> {
          try {
            var sandbox =
                Workbench.open(cache, environment, console::progress, Clock.systemUTC()).sandbox();
            console.clear();
            return sandbox;
          } catch (Failure e) {
            throw new IOException(e.getMessage(), e);
          }
        });
  }

  private static int help(String command) throws Failure {
    System.out.print(
        switch (command) {
          case "", "help", "--help", "-h" -> HELP;
          case "demo" -> {
            yield Demo.help();
          }
          case "init" -> InitCommand.HELP;
          case "tasks" -> TasksCommand.HELP;
          case "run" -> RunCommand.HELP;
          case "up" -> UpCommand.HELP;
          case "worker" -> WorkerCommand.HELP;
          case "journey" -> JourneyCommand.HELP;
          case "logs" -> LogsCommand.HELP;
          case "look" -> LookCommand.HELP;
          case "exec" -> ExecCommand.HELP;
          case "rebuild" -> REBUILD_HELP;
          case "doctor" -> DoctorCommand.HELP;
          default -> throw unknown("cairn help", command);
        });
    return 0;
  }

  private static Failure unknown(String program, String command) {
    return Failure.yours(
        "%s: %s is not a command.%s cairn help lists them."
            .formatted(program, command, Suggestion.of(command, COMMANDS)));
  }

  private static Console console() {
    return new Console(System.err, terminal());
  }

  /// JDK 25 went back to a console that is null where there is no terminal (JDK-8351435).
  @SuppressWarnings("SystemConsoleNull")
  private static boolean terminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  private static String launcher() {
    return Path.of(System.getProperty("cairn.root", "."), "cairn")
        .toAbsolutePath()
        .normalize()
        .toString();
  }
}
