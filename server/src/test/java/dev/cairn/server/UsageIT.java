// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.server.RunningServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a worker says that a run used is on its page and in the API.
class UsageIT {
  private static final String USAGE =
      """
      "reason":"1 of 41 tests failed","usage":{"words":"8.5 s CPU, 190 MB, an estimated 8.3 mWh (3.7 to 20); 0.31 Wh (0.14 to 0.74) avoided by reuse",
        "used":{"steps":2,"cpuMillis":8500,"memoryBytes":190000000,"wattHours":{"low":0.0037,"middle":0.0083,"high":0.0204}},
        "avoided":{"steps":5,"cpuMillis":310000,"memoryBytes":400000000,"wattHours":{"low":0.14,"middle":0.311,"high":0.74}}}
      """;

  @TempDir Path folder;

  @Test
  void whatARunUsedIsAFactOfItsPageAndInTheApiAsNumbers() throws IOException, InterruptedException {
    try (RunningServer server = watching()) {
      String run = ended(server, USAGE);

      assertThat(page(server, run).text())
          .contains(
              "<dt>used</dt><dd>8.5 s CPU, 190 MB, an estimated 8.3 mWh (3.7 to 20); 0.31 Wh (0.14"
                  + " to 0.74) avoided by reuse</dd>");
      JsonNode usage = server.get("/api/runs/" + run).json().path("result").path("usage");
      assertThat(usage.path("used").path("cpuMillis").asLong()).isEqualTo(8_500);
      assertThat(usage.path("used").path("wattHours").path("middle").asDouble()).isEqualTo(0.0083);
      assertThat(usage.path("avoided").path("steps").asInt()).isEqualTo(5);
    }
  }

  @Test
  void runOfWhichThatIsNotKnownSaysNothingInsteadOfZero() throws IOException, InterruptedException {
    try (RunningServer server = watching()) {
      String run = ended(server, "\"reason\":\"1 of 41 tests failed\"");

      assertThat(page(server, run).text())
          .contains("1 of 41 tests failed")
          .doesNotContain(">used<");
      assertThat(server.get("/api/runs/" + run).json().path("result").has("usage")).isFalse();
    }
  }

  private static String ended(RunningServer server, String result)
      throws IOException, InterruptedException {
    var worker = new PretendWorker(server);
    JsonNode lease = worker.lease();
    worker.complete(lease, "failed", result);
    return lease.path("run").asString();
  }

  private RunningServer watching() throws IOException, InterruptedException {
    TeamRepository security = TeamRepository.in(folder, "security");
    security.commit("cairn/Security.java", "class Security {}");
    return RunningServer.of(
        RunningServer.configured(folder.resolve("data"), List.of(security.configured()), Map.of()));
  }

  private static Answer page(RunningServer server, String run)
      throws IOException, InterruptedException {
    return server.get("/runs/" + run, "Accept", "text/html");
  }
}
