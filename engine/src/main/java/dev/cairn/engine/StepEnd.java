// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import dev.cairn.content.Globs;
import dev.cairn.content.Tree;
import dev.cairn.sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Collects what was wanted of a step from its room.
record StepEnd(Step.Ending ending, Room room, StepLog log, ContentStore store) {
  /// The longest text that a step may give.
  static final int LONGEST_TEXT = 1 << 20;

  /// @param bad how the command that did not pass ended
  /// @param cost of all commands
  Result result(Optional<Outcome> bad, Digest key, Duration took, Cost cost) throws IOException {
    End end;
    try {
      end = end(bad);
    } catch (IOException e) {
      // What the commands made can't be taken: their fault, told with their log.
      end = new End.No(String.valueOf(e.getMessage()), "", Optional.empty());
    }
    Digest kept = log.keep(store);
    return switch (end) {
      case End.Yes(var value) ->
          new Result.Passed(value, false, key, took, Optional.of(cost), kept);
      case End.No(var reason, var line, var report) ->
          new Result.Failed(reason, line, report, key, took, Optional.of(cost), kept);
    };
  }

  private sealed interface End {
    record Yes(Value value) implements End {}

    record No(String reason, String line, Optional<Value.Report> report) implements End {}
  }

  private End end(Optional<Outcome> bad) throws IOException {
    if (ending instanceof Step.Ending.Junit(var directory)) {
      return junit(directory, bad);
    }
    if (bad.isPresent()) {
      boolean answers = ending instanceof Step.Ending.Passes && bad.get() instanceof Outcome.Exited;
      return answers ? new End.Yes(new Value.Truth(false)) : ended(bad.get());
    }
    return switch (ending) {
      case Step.Ending.Out(var directory) -> new End.Yes(new Value.Files(files(directory)));
      case Step.Ending.Text() -> text();
      case Step.Ending.Passes() -> new End.Yes(new Value.Truth(true));
      case Step.Ending.Check(), Step.Ending.Junit _ -> new End.Yes(new Value.Checked());
    };
  }

  private End ended(Outcome outcome) {
    String line = outcome instanceof Outcome.Exited ? log.firstErrorLine() : "";
    return new End.No(outcome.sentence(), line, Optional.empty());
  }

  private Tree files(String directory) throws IOException {
    Path folder = host(directory);
    if (!Files.isDirectory(folder)) {
      throw new StepException(
          "take %s: it is gone (expected: the directory, with what is wanted of the step)"
              .formatted(directory));
    }
    return Tree.read(folder, store);
  }

  private End text() {
    if (log.hasTooMuchOutput()) {
      return new End.No(
          "text: more than %,d bytes (expected: fewer). Write it to /out, and read the file."
              .formatted(LONGEST_TEXT),
          "",
          Optional.empty());
    }
    return new End.Yes(new Value.Text(log.output()));
  }

  private End junit(String directory, Optional<Outcome> bad) throws IOException {
    if (bad.isPresent() && bad.get() instanceof Outcome.Stopped) {
      return ended(bad.get());
    }
    JunitReports reports = JunitReports.read(reports(directory));
    Value.Report report = reports.report();
    int all = report.passed() + report.failed() + report.skipped();
    if (report.failed() > 0) {
      String reason = "%d of %d tests failed".formatted(report.failed(), all);
      return new End.No(reason, reports.firstFailure(), Optional.of(report));
    }
    if (bad.isPresent()) {
      return ended(bad.get());
    }
    if (all == 0) {
      return new End.No(
          "no test results in %s (expected: JUnit XML files with one test or more)"
              .formatted(directory),
          log.firstErrorLine(),
          Optional.empty());
    }
    return new End.Yes(report);
  }

  /// The XML files below a directory, which may be a glob: `/src/**/surefire-reports`.
  private List<Path> reports(String directory) throws IOException {
    Path folder = host(fixedPart(directory));
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Predicate<String> wanted = Globs.of(List.of(directory + "/**/*.xml"));
    List<Path> files = new ArrayList<>();
    for (var place : room.writable().entrySet()) {
      try (var all = Files.walk(place.getValue())) {
        all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
            .filter(file ->
                wanted.test(place.getKey() + "/" + place.getValue().relativize(file).toString()))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }

  /// Where a directory of the room lies. Links are not followed: commands may have made some that
  /// lead to this machine's own files.
  private Path host(String directory) throws StepException {
    for (var folder : room.writable().entrySet()) {
      if ((directory + "/").startsWith(folder.getKey() + "/")) {
        Path at = folder.getValue();
        for (String name : directory.substring(folder.getKey().length()).split("/", -1)) {
          at = name.isEmpty() ? at : at.resolve(name);
          if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)
              && !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
            throw new StepException(
                "take %s: a command replaced a directory on its way by a file or a link (expected: directories)"
                    .formatted(directory));
          }
        }
        return at;
      }
    }
    throw new StepException(
        "take %s: no folder of the room that commands could write to (expected: one, such as /out)"
            .formatted(directory));
  }

  /// The part of a directory before its first glob.
  static String fixedPart(String directory) {
    StringBuilder fixed = new StringBuilder();
    for (String name : directory.split("/", -1)) {
      if (name.chars().anyMatch(c -> "*?{\\".indexOf(c) >= 0)) {
        break;
      }
      if (!name.isEmpty()) {
        fixed.append('/').append(name);
      }
    }
    return fixed.toString();
  }
}
