// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StraysIT {
  private static final long NO_SUCH_PROCESS = 1L << 30;

  @Test
  void whatAKilledCairnStartedIsEnded() throws IOException, InterruptedException {
    String mine = Strays.mark().get(2);
    Process theirs = started(mine.replaceFirst("\\.[0-9]+\\.", "." + NO_SUCH_PROCESS + "."));
    assertThat(Strays.end()).isPositive();
    assertThat(theirs.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anotherProcessThatGotTheSameIdIsNotWhoStartedIt() throws IOException, InterruptedException {
    String mine = Strays.mark().get(2);
    Process older = started(mine.replaceFirst("[0-9]+$", "1"));
    assertThat(Strays.end()).isPositive();
    assertThat(older.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatIsWatchedOrNotOursToJudgeIsLeft() throws IOException, InterruptedException {
    String mine = Strays.mark().get(2);
    List<Process> others =
        List.of(
            started(mine),
            started(mine.replaceFirst("^[0-9]+\\.[0-9]+", "1." + NO_SUCH_PROCESS)),
            started("made by hand"));
    try {
      Strays.end();
      assertThat(others).allMatch(Process::isAlive);
    } finally {
      others.forEach(Process::destroyForcibly);
    }
  }

  /// A process that says of itself what a sandbox does.
  private static Process started(String mark) throws IOException {
    var command = new ArrayList<>(List.of("sh", "-c", "while sleep 1; do :; done", "bwrap"));
    command.addAll(Strays.arguments(mark));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
