// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Runs commands, shut in as well as this machine allows. Safe for many threads.
public final class Sandbox {
  private static final String SYSTEM_PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
  private static final int KILLED_FOR_FILE_SIZE = 128 + 25;

  private final Level level;
  private final Launch launch;
  private final Optional<String> lost;

  Sandbox(Level level, Launch launch, Optional<String> lost) {
    this.level = level;
    this.launch = launch;
    this.lost = lost;
  }

  /// Finds out what this machine allows, by trying it.
  ///
  /// @param programs what makes a room; PRoot is asked for only where bubblewrap can't
  public static Sandbox detect(Programs programs) throws IOException, InterruptedException {
    return Detection.detect(programs);
  }

  /// How well commands are shut in.
  public Level level() {
    return level;
  }

  /// Where commands are less shut in than they could be: why, what that loses, and what to do, for
  /// a person.
  public Optional<String> lost() {
    return lost;
  }

  /// Runs a command to its end, with empty standard input. Interrupted, it kills the command.
  public Outcome run(Command command, Sink sink) throws IOException, InterruptedException {
    try (Running running =
        started(command, it -> it.redirectInput(Redirect.from(new File("/dev/null"))))) {
      Pumps pumps = Pumps.start(running, command.limits(), sink);
      Outcome outcome = running.await();
      pumps.await();
      return explained(outcome, pumps, running);
    }
  }

  /// Starts a command that is spoken to.
  public Running start(Command command) throws IOException {
    return started(command, UnaryOperator.identity());
  }

  private Running started(Command command, UnaryOperator<ProcessBuilder> streams)
      throws IOException {
    Launch.Start start = launch.start(command);
    var builder = new ProcessBuilder(start.argv());
    builder.environment().clear();
    builder.environment().put("PATH", SYSTEM_PATH);
    builder.directory(new File("/"));
    try {
      return new Running(Starter.start(streams.apply(builder)), command, start);
    } catch (IOException e) {
      start.clean();
      throw e;
    }
  }

  /// Where the kernel's bounds made a command fail, its exit code says nothing of that.
  private static Outcome explained(Outcome outcome, Pumps pumps, Running running) {
    Sentences says = running.says();
    if (!(outcome instanceof Outcome.Exited(int code, var took, var used, _)) || code == 0) {
      return outcome;
    }
    Optional<String> setUp = pumps.setUpFailure();
    if (setUp.isPresent()) {
      return new Outcome.Exited(code, took, used, says.notStarted(setUp.get()));
    }
    Optional<Outcome.Reason> reason =
        code == KILLED_FOR_FILE_SIZE ? Optional.of(Outcome.Reason.SCRATCH) : pumps.complaint();
    if (reason.isEmpty()) {
      return outcome;
    }
    if (reason.get() == Outcome.Reason.PROCESSES) {
      return new Outcome.Stopped(reason.get(), took, used, says.tooManyProcesses());
    }
    return new Outcome.Stopped(
        reason.get(), took, used, running.diskIsFull() ? says.diskIsFull() : says.tooMuchScratch());
  }
}
