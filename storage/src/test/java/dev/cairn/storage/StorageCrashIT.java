// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.Event;
import dev.cairn.events.EventId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed in the middle of its transactions: what it had said to be done is there,
/// nothing is there by half, and the folder is free for the next one.
final class StorageCrashIT {
  private static final int ENOUGH = 40;

  @TempDir Path folder;

  /// The process that is killed: joins delivery after delivery, and says so after each.
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) {
      var storage = Storage.open(Path.of(arguments[0]));
      for (long position = 1; ; position++) {
        var event = event(position);
        var joined = position;
        storage.transaction(tx -> {
          tx.events().record(event, "d-" + joined);
          tx.outbox().add(event);
          tx.runs().add(Examples.wanted("ship", "commit:" + joined), Examples.NOON);
          tx.progress().joined(joined);
          return true;
        });
        System.out.println(position);
      }
    }
  }

  private static Event event(long position) {
    return new Event(
        new EventId("https://ci.example", Long.toString(position)),
        "dev.cdevents.build.finished.0.3.0",
        Examples.NOON,
        "{}",
        List.of());
  }

  @Test
  void whatWasCommittedBeforeTheKillIsThereAndWhole() throws IOException, InterruptedException {
    var victim =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long said = 0;
    try (BufferedReader lines = victim.inputReader(StandardCharsets.UTF_8)) {
      while (said < ENOUGH) {
        said = Long.parseLong(lines.readLine());
      }
    } finally {
      victim.destroyForcibly().waitFor();
    }

    try (var storage = Storage.open(folder)) {
      long joined = storage.progress().joined();
      assertThat(joined).isGreaterThanOrEqualTo(said);
      assertThat(storage.events().last()).isEqualTo(joined);
      assertThat(storage.outbox().waiting(Integer.MAX_VALUE)).hasSize((int) joined);
      assertThat(storage.runs().newest(Integer.MAX_VALUE)).hasSize((int) joined);
    }
  }
}
