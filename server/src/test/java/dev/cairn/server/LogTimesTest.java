// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTimesTest {
  @TempDir private Path folder;

  @Test
  void aLineBeganWhenTheLastWordBeforeItSays() throws IOException {
    write(0, "[[0,1000],[40,2000]]");
    write(100, "[[100,7000]]");

    assertThat(millis(0, 39, 40, 99, 100, 5000)).isEqualTo("1000 1000 2000 2000 7000 7000");
  }

  @Test
  void thePieceThatIsSentAgainSaysTheSameOnce() throws IOException {
    write(0, "[[0,1000],[40,2000]]");
    write(40, "[[40,2000]]");
    write(40, "[[40,3000]]");

    assertThat(millis(0, 40)).isEqualTo("1000 3000");
    assertThat(Files.size(path())).isEqualTo(32);
  }

  @Test
  void anAttemptThatBeginsAnewReplacesWhatWasSaid() throws IOException {
    write(0, "[[0,1000],[40,2000]]");
    write(0, "[]");

    assertThat(LogTimes.read(path()).at(50)).isEmpty();
  }

  @Test
  void whatMakesNoSenseIsNoTime() throws IOException {
    write(10, "[[3,1000],[\"x\",2000],[20,-5],[30,99999999999999999],[15,4000],[12,5000],7]");

    assertThat(LogTimes.read(path()).millis()).hasSize(1).containsEntry(15L, 4000L);
  }

  @Test
  void aHalfWrittenRecordIsLeftOut() throws IOException {
    write(0, "[[0,1000]]");
    Files.write(path(), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);

    assertThat(millis(0, 9)).isEqualTo("1000 1000");
    write(9, "[[9,2000]]");
    assertThat(millis(0, 9)).isEqualTo("1000 2000");
  }

  @Test
  void aLogOfBeforeThereWereTimesHasNone() throws IOException {
    assertThat(LogTimes.read(path()).at(0)).isEmpty();
  }

  private Path path() {
    return folder.resolve("r-1.times");
  }

  private void write(long offset, String told) throws IOException {
    LogTimes.write(path(), offset, Json.read(told));
  }

  private String millis(long... offsets) throws IOException {
    LogTimes times = LogTimes.read(path());
    var said = new StringBuilder();
    for (long offset : offsets) {
      said.append(times.at(offset).map(Instant::toEpochMilli).orElse(-1L)).append(' ');
    }
    return said.toString().strip();
  }
}
