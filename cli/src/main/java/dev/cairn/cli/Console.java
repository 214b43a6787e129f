// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.io.PrintStream;

/// Progress for a person, on standard error: one line that is redrawn on a terminal, plain lines in
/// a pipe. For many threads.
final class Console {
  private final PrintStream out;
  private final boolean terminal;
  private String activity = "";
  private long drawn;

  Console(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  synchronized void line(String text) {
    clear();
    out.println(text);
  }

  /// @param total 0 where it is not known
  synchronized void progress(String what, long done, long total) {
    if (!terminal) {
      if (!what.equals(activity)) {
        activity = what;
        out.println(what);
      }
      return;
    }
    long now = System.nanoTime();
    if (what.equals(activity) && now - drawn < 100_000_000L && done < total) {
      return;
    }
    activity = what;
    drawn = now;
    String share = total > 0 ? " %d %%".formatted(100 * done / total) : "";
    out.print("\r\u001b[K" + what + share);
    out.flush();
  }

  synchronized void clear() {
    if (terminal && drawn != 0) {
      out.print("\r\u001b[K");
      out.flush();
      drawn = 0;
    }
  }
}
