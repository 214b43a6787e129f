// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.server.RunningServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
