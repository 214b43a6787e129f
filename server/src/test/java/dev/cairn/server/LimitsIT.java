// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.server.RunningServer.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Events that are just within the limits of CONTRACT.md: whatever is answered 202 can be joined
/// and read, and harms nobody who reads the log.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsIT {
  private final RunningServer server;

  LimitsIT(@TempDir Path data) throws IOException {
    this.server = RunningServer.in(data);
  }

  @AfterAll
  void close() throws IOException {
    server.close();
  }

  @Test
  void whatIsWithinTheLimitsIsReadBackAsItWasSent() throws IOException, InterruptedException {
    String deep = "[".repeat(510) + "]".repeat(510);
    String number = "9".repeat(2000);
    for (String data :
        List.of(
            deep,
            "{\"n\":" + number + ",\"e\":1e999999999,\"f\":0.10}",
            "{\"a\":\"\\u2028\\n\"}")) {
      Answer answer =
          server.event(
              "{\"specversion\":\"1.0\",\"id\":\"within-%d\",\"source\":\"/ci\",\"type\":\"t\",\"data\":%s}"
                  .formatted(data.length(), data));
      assertThat(answer.status()).isEqualTo(200);
    }
    Answer log = server.get("/api/events");
    assertThat(log.status()).isEqualTo(200);
    assertThat(log.text())
        .contains("\"data\":" + deep)
        .contains("{\"n\":" + number + ",\"e\":1e999999999,\"f\":0.10}");
  }

  @Test
  void largeEventsComeInSmallerNumbersAndAllOfThem(@TempDir Path other)
      throws IOException, InterruptedException {
    String text = "a".repeat(5 << 20);
    try (RunningServer large = RunningServer.in(other)) {
      for (int i = 0; i < 4; i++) {
        large.event(
            "{\"specversion\":\"1.0\",\"id\":\"large-%d\",\"source\":\"/ci\",\"type\":\"t\",\"data\":\"%s\"}"
                .formatted(i, text));
      }
      var ids = new ArrayList<String>();
      for (long next = 1; next > 0; ) {
        JsonNode page = large.get("/api/events?from=" + next).json();
        assertThat(page.path("events").size()).isBetween(1, 2);
        page.path("events").forEach(it -> ids.add(it.path("id").asString()));
        next = page.path("next").asLong(0);
      }
      assertThat(ids).containsExactly("large-0", "large-1", "large-2", "large-3");
      assertThat(beginningsOfLines(large.address() + "/api/stream?from=1", 4 * 3))
          .filteredOn(line -> !line.isEmpty())
          .containsExactly("id:1", "data", "id:2", "data", "id:3", "data", "id:4", "data");
    }
  }

  private static List<String> beginningsOfLines(String address, int count) throws IOException {
    var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    connection.setReadTimeout(10_000);
    try (var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8))) {
      return Stream.generate(() -> line(in)).limit(count).toList();
    } finally {
      connection.disconnect();
    }
  }

  private static String line(BufferedReader in) {
    try {
      String line = in.readLine();
      return line.substring(0, Math.min(4, line.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anEventThatCouldStartTasksJoinsWithinTheLimits() throws IOException, InterruptedException {
    String commit = "5a".repeat(20);
    int i = 0;
    for (String data :
        List.of("9".repeat(2000), "1e999999999", "[".repeat(509) + "]".repeat(509))) {
      String id = "merged-" + i++;
      Answer answer =
          server.post(
              "/events?wait=true",
              "{\"context\":{\"specversion\":\"0.5.0\",\"id\":\"%s\",\"source\":\"/ci\",\"type\":\"dev.cdevents.change.merged.0.3.0\",\"timestamp\":\"2026-11-21T14:03:12Z\"},\"subject\":{\"id\":\"%s\",\"source\":\"/ci\",\"content\":{}},\"customData\":{\"x\":%s}}"
                  .formatted(id, commit, data),
              "Content-Type",
              "application/json");
      assertThat(answer.status()).as(id).isEqualTo(200);
      JsonNode delivery = server.delivery(answer.json().path("id").asString());
      assertThat(delivery.path("status").asString()).as(delivery.toString()).isEqualTo("joined");
    }
  }
}
