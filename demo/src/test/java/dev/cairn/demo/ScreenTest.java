// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ScreenTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void theTerminalIsAskedHowWideItIsOnceAnAct() {
    Screen screen = screen(true);

    screen.act(1, "One");
    for (int i = 0; i < 100; i++) {
      assertThat(screen.columns()).isEqualTo(101);
      screen.picture("picture " + i);
    }
    screen.act(2, "Two");

    assertThat(screen.columns()).isEqualTo(102);
    assertThat(asked).hasValue(2);
  }

  @Test
  void aPipeIsNotAsked() {
    Screen screen = screen(false);

    screen.act(1, "One");
    screen.line("a line");

    assertThat(asked).hasValue(0);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("1  One", "a line");
  }

  @Test
  void whatIsLongerThanTheTerminalIsBrokenBetweenWords() {
    Screen screen = new Screen(stream(), true, () -> 24);

    screen.act(5, "A commit adds a vulnerable library");
    screen.good("production runs what it ran");
    screen.endOfAct();

    assertThat(printed.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9]+m", ""))
        .isEqualTo(
            """

            5  A commit adds a
               vulnerable library
               ✓ production runs
                 what it ran
            """);
  }

  @Test
  void aPipesLinesAreNotBroken() {
    Screen screen = screen(false);

    screen.good("a claim that is ever so long ".repeat(20).strip());

    assertThat(printed.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  private PrintStream stream() {
    return new PrintStream(printed, true, StandardCharsets.UTF_8);
  }

  private Screen screen(boolean terminal) {
    return new Screen(stream(), terminal, () -> 100 + asked.incrementAndGet());
  }
}
