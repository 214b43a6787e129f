// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.server.RunningServer.Answer;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Speaks as a worker does, and runs nothing: it says what it is told to say.
record PretendWorker(RunningServer server) {
  /// The next run, once there is one.
  JsonNode lease() throws IOException, InterruptedException {
    return server.await(() -> {
      Answer answer =
          server.post("/worker/lease", "{\"worker\":\"w\",\"waitSeconds\":1}", authorization());
      return answer.status() == 200 ? Optional.of(answer.json()) : Optional.empty();
    });
  }

  /// Whether there is no run to lease.
  boolean idle() throws IOException, InterruptedException {
    return server
            .post("/worker/lease", "{\"worker\":\"w\",\"waitSeconds\":0}", authorization())
            .status()
        == 204;
  }

  /// Completes a run.
  ///
  /// @param result its other fields, in JSON without braces
  Answer complete(JsonNode lease, String status, String result)
      throws IOException, InterruptedException {
    return complete(lease, lease.path("fence").asLong(), status, result);
  }

  Answer complete(JsonNode lease, long fence, String status, String result)
      throws IOException, InterruptedException {
    return server.post(
        "/worker/runs/" + lease.path("run").asString() + "/complete",
        "{\"fence\":%d,\"status\":\"%s\"%s}"
            .formatted(fence, status, result.isEmpty() ? "" : "," + result),
        authorization());
  }

  /// Adds to a run's log.
  ///
  /// @param piece offset, text and times, in JSON without braces
  void log(JsonNode lease, String piece) throws IOException, InterruptedException {
    server.post(
        "/worker/runs/" + lease.path("run").asString() + "/log",
        "{\"fence\":%d,%s}".formatted(lease.path("fence").asLong(), piece),
        authorization());
  }

  /// Has a bundle loaded whose one task is a gate.
  void loadGate() throws IOException, InterruptedException {
    JsonNode load = lease();
    complete(
        load,
        "passed",
        """
        "table":{"bundle":"Security","tasks":[{"name":"scan","kind":"gate","at":"Security.java:9","doc":"","class":"Security",
          "parameters":[{"name":"image","type":"ArtifactPublished"}],"returns":"Verdict","calls":[]}]}
        """);
  }

  private String[] authorization() {
    return new String[] {"Authorization", "Bearer " + server.workerToken()};
  }
}
