// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/// What the demo prints: on a terminal the journey is redrawn in place; in a pipe there are plain
/// lines.
final class Screen {
  private final PrintStream out;
  private final boolean terminal;
  private final boolean colour;
  private final IntSupplier asked;
  private int columns;
  private volatile int drawn;
  private volatile String last = "";
  private final List<String> later = new ArrayList<>();

  /// @param columns asks the terminal how wide it is, which starts a process; so it is asked once
  ///   an act, and only where there is a terminal
  Screen(PrintStream out, boolean terminal, IntSupplier columns) {
    this.out = out;
    this.terminal = terminal;
    this.asked = columns;
    this.colour = terminal && System.getenv("NO_COLOR") == null;
  }

  boolean terminal() {
    return terminal;
  }

  boolean colour() {
    return colour;
  }

  /// Of the terminal that pictures are drawn on, as it was when the act began.
  synchronized int columns() {
    return columns;
  }

  synchronized void line(String text) {
    drawn = 0;
    last = "";
    out.println(text);
    out.flush();
  }

  synchronized void act(int number, String title) {
    columns = terminal ? asked.getAsInt() : 0;
    line("");
    line(bold("%d  %s".formatted(number, wrapped(title, 3))));
  }

  synchronized void good(String text) {
    say("   " + paint("32", "✓") + " " + wrapped(text, 5));
  }

  synchronized void bad(String text) {
    say("   " + paint("31", "✗") + " " + wrapped(text, 5));
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

  /// Broken between words where the terminal ends, each line as far in as the first; in a pipe a
  /// line stays a line.
  private String wrapped(String text, int indent) {
    if (columns <= 2 * indent) {
      return text;
    }
    var lines = new StringBuilder();
    int used = indent;
    for (String word : text.split(" ", -1)) {
      if (used > indent && used + 1 + word.length() > columns) {
        lines.append('\n').append(" ".repeat(indent));
        used = indent;
      } else if (used > indent) {
        lines.append(' ');
        used++;
      }
      lines.append(word);
      used += word.length();
    }
    return lines.toString();
  }

  private String bold(String text) {
    return paint("1", text);
  }

  private String paint(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
