// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.time.Duration;
import java.util.Map;

/// What is said of a command's end.
final class Sentences {
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          2, "INT", 4, "ILL", 6, "ABRT", 7, "BUS", 8, "FPE", 9, "KILL", 11, "SEGV", 13, "PIPE", 15,
          "TERM", 25, "XFSZ");

  private final String program;
  private final Limits limits;

  Sentences(Command command) {
    this.program = command.argv().getFirst();
    this.limits = command.limits();
  }

  String exited(int code) {
    if (code <= 128) {
      return "%s ended with exit code %d".formatted(program, code);
    }
    int signal = code - 128;
    String name = SIGNALS.containsKey(signal) ? " (%s)".formatted(SIGNALS.get(signal)) : "";
    String hint = signal == 9 ? "; the machine may have run out of memory" : "";
    return "%s was ended by signal %d%s%s".formatted(program, signal, name, hint);
  }

  /// PRoot answers 255 for every signal.
  String exitedEmulated(int code) {
    return code == 255
        ? "%s was ended by a signal, or ended with exit code 255".formatted(program)
        : exited(code);
  }

  /// @param words bubblewrap's or PRoot's
  String notStarted(String words) {
    return words.startsWith("execvp ") || words.startsWith("'" + program + "' not found")
        ? ("%s can't be run: %s (expected: a program of the image; for a script, with its shell)."
                + " Add the package that has it, such as dash, or give its whole path.")
            .formatted(program, words)
        : "the room of %s could not be made: %s".formatted(program, words);
  }

  String tooLong() {
    return ("%s ran longer than %s (its limit of time). Raise the step's limit, or find out what it"
            + " waits for.")
        .formatted(program, inWords(limits.time()));
  }

  String tooMuchOutput() {
    return "%s printed more than %s (its limit of output). Have it print less, or write to a file."
        .formatted(program, inWords(limits.outputBytes()));
  }

  String tooManyProcesses() {
    return ("%s had more than %,d processes and threads at once (its limit). Have it start fewer,"
            + " or look for a loop that starts itself.")
        .formatted(program, limits.processes());
  }

  String tooMuchScratch() {
    return "%s filled its scratch space of %s (files of %s at most). Have it write less."
        .formatted(program, inWords(limits.scratchBytes()), inWords(limits.fileBytes()));
  }

  String diskIsFull() {
    return "%s found no space left on this machine's disk. Free some, and run it again."
        .formatted(program);
  }

  String askedToEnd() {
    return "%s was asked to end".formatted(program);
  }

  String killed() {
    return "%s was killed because nobody waits for it any more".formatted(program);
  }

  String notWatched(Exception e) {
    return "%s was killed because it could not be watched: %s".formatted(program, e.getMessage());
  }

  /// `90 s`, `10 min`.
  static String inWords(Duration time) {
    if (time.toMillis() < 1_000) {
      return time.toMillis() + " ms";
    }
    return time.toSeconds() % 60 == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }

  /// `64 MiB`.
  static String inWords(long bytes) {
    if (bytes >= 1L << 30 && bytes % (1L << 30) == 0) {
      return (bytes >> 30) + " GiB";
    }
    if (bytes >= 1L << 20) {
      return (bytes >> 20) + " MiB";
    }
    return bytes >= 1L << 10 ? (bytes >> 10) + " KiB" : bytes + " bytes";
  }
}
