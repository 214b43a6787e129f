// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
  /// @param bubblewrap how bubblewrap is called, such as `["bwrap"]`; empty if there is none
  public static Sandbox detect(List<String> bubblewrap) throws IOException, InterruptedException {
    return Detection.detect(bubblewrap);
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
    ProcessBuilder builder = builder(command).redirectInput(Redirect.from(new File("/dev/null")));
    try (Running running = new Running(Starter.start(builder), command)) {
      Pumps pumps = Pumps.start(running, command.limits(), sink);
      Outcome outcome = running.await();
      pumps.await();
      return explained(outcome, pumps, running.says());
    }
  }

  /// Starts a command that is spoken to.
  public Running start(Command command) throws IOException {
    return new Running(Starter.start(builder(command)), command);
  }

  /// A shell script that runs the command with the script's own arguments after those given, for
  /// programs that start others by a path. Only the limits on files and processes hold.
  public String script(Command command) throws IOException {
    String words =
        argv(command).stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    return "#!/bin/sh\nPATH=%s\nexport PATH\nexec %s \"$@\"\n".formatted(SYSTEM_PATH, words);
  }

  private ProcessBuilder builder(Command command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(argv(command));
    builder.environment().clear();
    builder.environment().put("PATH", SYSTEM_PATH);
    builder.directory(new File("/"));
    return builder;
  }

  private List<String> argv(Command command) throws IOException {
    if (level == Level.NONE) {
      throw new IOException(
          "run %s: no sandbox: %s".formatted(command.argv().getFirst(), lost.orElse("")));
    }
    if (launch.isRoot()) {
      for (Mount mount : command.mounts()) {
        if (mount instanceof Mount.Writable(Path source, _)) {
          handToNobody(source);
        }
      }
    }
    return launch.argv(command);
  }

  /// Where the kernel's bounds made a command fail, its exit code says nothing of that.
  private static Outcome explained(Outcome outcome, Pumps pumps, Sentences says) {
    if (!(outcome instanceof Outcome.Exited(int code, var took, _)) || code == 0) {
      return outcome;
    }
    Optional<String> setUp = pumps.setUpFailure();
    if (setUp.isPresent()) {
      return new Outcome.Exited(code, took, says.notStarted(setUp.get()));
    }
    Optional<Outcome.Reason> reason =
        code == KILLED_FOR_FILE_SIZE ? Optional.of(Outcome.Reason.SCRATCH) : pumps.complaint();
    if (reason.isEmpty()) {
      return outcome;
    }
    String sentence =
        reason.get() == Outcome.Reason.SCRATCH ? says.tooMuchScratch() : says.tooManyProcesses();
    return new Outcome.Stopped(reason.get(), took, sentence);
  }

  private static void handToNobody(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            return hand(path);
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            return hand(path);
          }
        });
  }

  private static FileVisitResult hand(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", Launch.NOBODY, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", Launch.NOBODY, LinkOption.NOFOLLOW_LINKS);
    return FileVisitResult.CONTINUE;
  }
}
