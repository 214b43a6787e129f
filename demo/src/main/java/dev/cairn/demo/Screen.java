// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the demo prints: on a terminal the journey is redrawn in place; in a pipe there are plain
/// lines.
final class Screen {
  private final PrintStream out;
  private final boolean terminal;
  private final boolean colour;
  private volatile int drawn;
  private volatile String last = "";
  private final List<String> later = new ArrayList<>();

  Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    this.colour = terminal && System.getenv("NO_COLOR") == null;
  }

  boolean terminal() {
    return terminal;
  }

  boolean colour() {
    return colour;
  }

  /// Of the terminal that pictures are drawn on: what COLUMNS says, else what the terminal says (a
  /// shell does not export COLUMNS), else 80.
  int columns() {
    return columns(Optional.ofNullable(System.getenv("COLUMNS")).orElse(""), asked());
  }

  /// @param said by the environment
  /// @param size as `stty size` prints it, such as `40 80`
  static int columns(String said, String size) {
    if (said.matches("[0-9]{2,3}")) {
      return Integer.parseInt(said);
    }
    return size.strip().matches("[0-9]{1,4} [1-9][0-9]{1,2}")
        ? Integer.parseInt(size.strip().split(" ", -1)[1])
        : 80;
  }

  private static String asked() {
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

  synchronized void line(String text) {
    drawn = 0;
    last = "";
    out.println(text);
    out.flush();
  }

  synchronized void act(int number, String title) {
    line("");
    line(bold("%d  %s".formatted(number, title)));
  }

  synchronized void good(String text) {
    say("   " + paint("32", "✓") + " " + text);
  }

  synchronized void bad(String text) {
    say("   " + paint("31", "✗") + " " + text);
  }

  /// On a terminal the claims of an act stand below its last picture; in a pipe each is said when
  /// it is known.
  private void say(String text) {
    if (terminal) {
      later.add(text);
    } else {
      line(text);
    }
  }

  /// Ends an act: its picture stays, its claims follow.
  synchronized void endOfAct() {
    later.forEach(this::line);
    later.clear();
  }

  /// Draws a picture over the one before, if nothing was printed since; only on a terminal.
  synchronized void picture(String text) {
    if (!terminal || text.equals(last)) {
      return;
    }
    if (drawn > 0) {
      out.print("\u001b[" + drawn + "A\u001b[J");
    }
    out.print(text.endsWith("\n") ? text : text + "\n");
    out.flush();
    drawn = (int) text.stripTrailing().lines().count();
    last = text;
  }

  private String bold(String text) {
    return paint("1", text);
  }

  private String paint(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
