// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P1: what was acknowledged survives `kill -9` in the middle of load. (It does not show what a
/// power loss does: there `TornTailTest` plays what a disk may leave behind.)
final class CrashIT {
  private static final int KILLS = 6;

  @TempDir Path folder;

  @Test
  void everyAcknowledgedDeliveryIsThereAfterEachKill() throws Exception {
    Map<Long, String> acknowledged = new TreeMap<>();
    Random random = new Random(7);
    for (int kill = 0; kill < KILLS; kill++) {
      int before = acknowledged.size();
      sendAndKill(acknowledged, before + 200 + random.nextInt(3000));
      assertThat(acknowledged.size()).isGreaterThan(before);
    }
    try (Inbox inbox = Inbox.open(folder)) {
      assertThat(inbox.last()).isGreaterThanOrEqualTo(acknowledged.size());
      assertThat(Deliveries.segments(folder)).hasSizeGreaterThan(5);
      for (Map.Entry<Long, String> entry : acknowledged.entrySet()) {
        String body = inbox.read(entry.getKey()).orElseThrow().delivery().body().text();
        String name = body.substring(0, body.indexOf(' '));
        assertThat(name + " " + body.length())
            .as(new DeliveryId(entry.getKey()).toString())
            .isEqualTo(entry.getValue());
      }
    }
  }

  /// Has a process append until it has acknowledged so many in all, and kills it; then reads what
  /// it still said.
  private void sendAndKill(Map<Long, String> acknowledged, int until)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx128m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    CrashingSender.class.getName(),
                    folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = process.inputReader()) {
      String opened = said.readLine();
      assertThat(opened).startsWith("open ");
      assertThat(Long.parseLong(opened.substring(5)))
          .as("what was acknowledged is there when it is opened")
          .isGreaterThanOrEqualTo(acknowledged.size());
      boolean killed = false;
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.matches("\\d+ \\d+-\\d+ \\d+\\.")) {
          int space = line.indexOf(' ');
          String other =
              acknowledged.put(
                  Long.parseLong(line.substring(0, space)),
                  line.substring(space + 1, line.length() - 1));
          assertThat(other).as("position given once: %s", line).isNull();
        }
        if (!killed && acknowledged.size() >= until) {
          process.toHandle().destroyForcibly(); // leaves our end of the pipe open
          killed = true;
        }
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }
}
