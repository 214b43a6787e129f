// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// How wide what is printed may be: what COLUMNS says; else what the terminal says of itself, since
/// a shell knows COLUMNS but does not export it; else 80. In a pipe, where nothing wraps, 120.
final class Columns {
  private static final int OF_A_TERMINAL = 80;
  private static final int OF_A_PIPE = 120;

  private Columns() {}

  /// @param asked the answer of the terminal, as `stty size` prints it; only asked where it counts
  static int of(Map<String, String> environment, boolean terminal, Supplier<String> asked) {
    String said = environment.getOrDefault("COLUMNS", "");
    if (said.matches("[0-9]{2,3}")) {
      return Integer.parseInt(said);
    }
    return terminal ? second(asked.get()).orElse(OF_A_TERMINAL) : OF_A_PIPE;
  }

  /// Of `40 80`; a terminal that does not know its size says `0 0`.
  private static OptionalInt second(String size) {
    return size.strip().matches("[0-9]{1,4} [1-9][0-9]{1,2}")
        ? OptionalInt.of(Integer.parseInt(size.strip().split(" ", -1)[1]))
        : OptionalInt.empty();
  }

  /// What `stty size` says of the terminal that this process belongs to; empty if it can't say.
  static String asked() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }
}
