// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.server.RunningServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A person repeats a run that did not pass, by the page's button or by the API.
class RerunIT {
  private static final String TABLE =
      "\"table\":{\"bundle\":\"Security\",\"tasks\":[]},\"level\":\"namespaces\"";

  @TempDir Path folder;

  @Test
  void whatFailedRunsAgainAsItsNextAttemptAndTheLogOfTheFirstIsKept()
      throws IOException, InterruptedException {
    try (RunningServer server = watching()) {
      var worker = new PretendWorker(server);
      JsonNode first = worker.lease();
      String run = "/api/runs/" + first.path("run").asString();
      worker.log(first, "\"offset\":0,\"text\":\"it began\\n\",\"times\":[[0,1795334583112]]");
      worker.complete(first, "failed", "\"reason\":\"no space left on the disk\"");
      assertThat(page(server, run).text())
          .contains("Run again", "<time>")
          .contains("action=\"" + run + "/rerun\"");

      Answer answer = server.post(run + "/rerun", "", "Accept", "text/html");

      assertThat(answer.status()).isEqualTo(303);
      assertThat(answer.header("location")).isEqualTo(run.replace("/api", ""));
      JsonNode queued = server.get(run).json();
      assertThat(queued.path("status").asString()).isEqualTo("queued");
      assertThat(queued.path("attempt").asInt()).isEqualTo(2);
      JsonNode second = worker.lease();
      assertThat(second.path("run")).isEqualTo(first.path("run"));
      assertThat(second.path("bundle")).isEqualTo(first.path("bundle"));
      worker.log(second, "\"offset\":0,\"text\":\"anew\\n\"");
      worker.complete(second, "passed", TABLE);
      assertThat(server.get(run + "/log").text()).isEqualTo("anew\n");
      assertThat(server.get(run + "/log?attempt=1").text()).isEqualTo("it began\n");
      assertThat(server.get(run + "/log?attempt=3").status()).isEqualTo(404);
      assertThat(page(server, run).text())
          .contains("attempt 1")
          .doesNotContain("Run again", "<time>");
      JsonNode node = server.await(() -> passed(server, first.path("run").asString()));
      assertThat(node.path("attempts")).hasSize(2);
    }
  }

  @Test
  void whatPassedIsNotRepeatedAndTheAnswerSaysWhy() throws IOException, InterruptedException {
    try (RunningServer server = watching()) {
      var worker = new PretendWorker(server);
      JsonNode lease = worker.lease();
      worker.complete(lease, "passed", TABLE);

      Answer answer = server.post("/api/runs/" + lease.path("run").asString() + "/rerun", "");

      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.json().path("detail").asString())
          .contains("it did its work, and what it gave stays");
      assertThat(worker.idle()).isTrue();
    }
  }

  @Test
  void anotherWebPageCanNotRepeatARun() throws IOException, InterruptedException {
    try (RunningServer server = watching()) {
      var worker = new PretendWorker(server);
      JsonNode lease = worker.lease();
      worker.complete(lease, "failed", "\"reason\":\"broken\"");

      Answer answer =
          server.post(
              "/api/runs/" + lease.path("run").asString() + "/rerun",
              "",
              "Origin",
              "http://evil.example");

      assertThat(answer.status()).isEqualTo(403);
      assertThat(worker.idle()).isTrue();
    }
  }

  @Test
  void aRunThatIsNotThereIsNotFound() throws IOException, InterruptedException {
    try (RunningServer server = RunningServer.in(folder)) {
      assertThat(server.post("/api/runs/r-7/rerun", "").status()).isEqualTo(404);
    }
  }

  private RunningServer watching() throws IOException, InterruptedException {
    TeamRepository security = TeamRepository.in(folder, "security");
    security.commit("cairn/Security.java", "class Security {}");
    return RunningServer.of(
        RunningServer.configured(folder.resolve("data"), List.of(security.configured()), Map.of()));
  }

  private static Answer page(RunningServer server, String run)
      throws IOException, InterruptedException {
    return server.get(run.replace("/api", ""), "Accept", "text/html");
  }

  private static Optional<JsonNode> passed(RunningServer server, String run)
      throws IOException, InterruptedException {
    for (JsonNode row : server.get("/api/journeys").json().path("journeys")) {
      JsonNode journey = server.get("/api/journeys/" + row.path("id").asString()).json();
      for (JsonNode node : journey.path("nodes")) {
        if (node.path("run").asString("").equals(run)
            && node.path("status").asString().equals("passed")) {
          return Optional.of(node);
        }
      }
    }
    return Optional.empty();
  }
}
