// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `cairn up` ends when it is told to, or when it can't begin, and keeps nobody waiting.
class EndingIT {
  private static final int SOON_SECONDS = 10;

  @TempDir Path folder;

  @Test
  void aServerThatIsToldToEndAndOneThatCanNotBeginEndSoon()
      throws IOException, InterruptedException {
    Path told = folder.resolve("told.txt");
    Process server = up(told);
    for (int i = 0; i < 100 && !Files.readString(told).contains("cairn is up"); i++) {
      server.waitFor(100, TimeUnit.MILLISECONDS);
    }

    Path refused = folder.resolve("refused.txt");
    Process second = up(refused);
    assertThat(second.waitFor(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(2);
    assertThat(Files.readString(refused)).contains("another server has it open").hasLineCount(1);

    server.destroy();
    assertThat(server.waitFor(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(told)).hasLineCount(1);
  }

  @Test
  void aWorkerWithAWrongTokenSaysSoInOneLineAndEnds() throws IOException, InterruptedException {
    Path told = folder.resolve("told.txt");
    Process server = up(told);
    try {
      for (int i = 0; i < 100 && !Files.readString(told).contains("cairn is up"); i++) {
        server.waitFor(100, TimeUnit.MILLISECONDS);
      }
      String address = Files.readString(told).strip().replace("cairn is up: ", "");
      String cairn = Build.ofThisCheckout().launcher().toString();
      Path said = folder.resolve("said.txt");
      var builder =
          new ProcessBuilder(List.of(cairn, "worker", "--server", address))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      builder.environment().putAll(Map.of("CAIRN_AS_BUILT", "1", "CAIRN_WORKER_TOKEN", "wrong"));
      Process worker = builder.start();

      assertThat(worker.waitFor(6 * SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(worker.exitValue()).isEqualTo(2);
      assertThat(Files.readAllLines(said))
          .filteredOn(line -> line.contains("token"))
          .singleElement(STRING)
          .startsWith("cairn worker: " + address + " does not know this worker's token")
          .contains("file worker-token", "Set CAIRN_WORKER_TOKEN to it");
    } finally {
      server.destroy();
      server.waitFor(SOON_SECONDS, TimeUnit.SECONDS);
    }
  }

  private Process up(Path output) throws IOException, InterruptedException {
    String cairn = Build.ofThisCheckout().launcher().toString();
    var builder =
        new ProcessBuilder(List.of(cairn, "up", "--port", "0"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("CAIRN_AS_BUILT", "1");
    return builder.start();
  }
}
