// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SentencesTest {
  private static final Sentences SAYS = new Sentences(Command.in(Path.of("/root"), "javac", "-d"));

  @Test
  void exitCodesAndSignalsAreNamed() {
    assertThat(SAYS.exited(1)).isEqualTo("javac ended with exit code 1");
    assertThat(SAYS.exited(139)).isEqualTo("javac was ended by signal 11 (SEGV)");
    assertThat(SAYS.exited(137))
        .isEqualTo("javac was ended by signal 9 (KILL); the machine may have run out of memory");
  }

  @Test
  void eachLimitIsNamedWithWhatToDo() {
    assertThat(SAYS.tooLong())
        .isEqualTo(
            "javac ran longer than 10 min (its limit of time). Raise the step's limit, or find out"
                + " what it waits for.");
    assertThat(SAYS.tooMuchOutput())
        .isEqualTo(
            "javac printed more than 64 MiB (its limit of output). Have it print less, or write to"
                + " a file.");
    assertThat(SAYS.tooManyProcesses())
        .isEqualTo(
            "javac had more than 1,000 processes and threads at once (its limit). Have it start"
                + " fewer, or look for a loop that starts itself.");
    assertThat(SAYS.tooMuchScratch())
        .isEqualTo(
            "javac filled its scratch space of 4 GiB (files of 2 GiB at most). Have it write"
                + " less.");
  }

  @Test
  void amountsAreRound() {
    assertThat(Sentences.inWords(Duration.ofSeconds(90))).isEqualTo("90 s");
    assertThat(Sentences.inWords(Duration.ofMinutes(2))).isEqualTo("2 min");
    assertThat(Sentences.inWords(512)).isEqualTo("512 bytes");
    assertThat(Sentences.inWords(3L << 30)).isEqualTo("3 GiB");
  }
}
