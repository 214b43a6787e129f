// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Deliveries for tests.
final class Deliveries {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456789Z");

  private Deliveries() {}

  static Delivery of(String body) {
    return new Delivery(
        "github",
        "http://127.0.0.1",
        NOON,
        List.of(new Delivery.Header("X-GitHub-Event", "push")),
        Body.of(body));
  }

  /// Of a random length up to this, most of them short.
  static Delivery random(Random random, int longest) {
    byte[] body = new byte[random.nextInt(1 + random.nextInt(1 + longest))];
    random.nextBytes(body);
    return new Delivery("events", "s" + random.nextInt(9), NOON, List.of(), Body.of(body));
  }

  static List<Path> segments(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }
}
