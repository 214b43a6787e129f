// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Team code at its worst, on a real server with a real worker: the run fails with the reason, and
/// everything else goes on.
class BadBundleIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int TASKS = 10;

  @TempDir Path folder;

  @Test
  void runFailsWithItsReasonAndTheServerLives() throws IOException, InterruptedException {
    GitFolder team = GitFolder.in(folder, "team");
    Files.writeString(
        folder.resolve("cairn.yaml"),
        "repositories:\n"
            + "  - {name: team, url: team.git, branch: main, bundle: cairn, team: team}\n");
    String good = LiveCairn.text("bad/Bad.java");
    String first = team.push(Map.of("cairn/Bad.java", good));
    try (LiveCairn cairn = LiveCairn.up(folder, LiveCairn.freePort())) {
      Map<String, JsonNode> runs = ended(cairn);
      failed(runs, "throwsUp", "the cat sat on it", "Bad.java:10");
      failed(runs, "waits", "ran longer than 2 s", "Bad.java:14");
      failed(runs, "prints", "printed more than 64 MiB", "Bad.java:18");
      failed(runs, "forks", "more than 1,000 processes", "Bad.java:22");
      failed(runs, "fills", "filled its scratch space", "Bad.java:26");
      failed(runs, "connects", "network: in connects, a @Task", "Bad.java:30");
      failed(runs, "asks", "secret: in asks, a @Task", "Bad.java:42");
      failed(runs, "tells", "this Cairn keeps no secrets yet", "Bad.java:46");
      failed(runs, "plans", "planning took longer than 10 s, the waiting", "");
      assertThat(runs.get("works").path("status").asString()).isEqualTo("passed");
      assertThat(cairn.alive()).isTrue();

      JsonNode unknown = refused(cairn, team, good.replace("true\").check()", "true\").ready()"));
      assertThat(unknown.path("at").asString()).isEqualTo("Bad.java:38");
      assertThat(unknown.path("reason").asString())
          .contains("cannot find symbol")
          .contains("ready");
      JsonNode endless = refused(cairn, team, good.replace("true\").check()", "true\")"));
      assertThat(endless.path("at").asString()).isEqualTo("Bad.java:38");
      assertThat(endless.path("reason").asString())
          .startsWith("Bad.java:38: a step without an end");
      refusedAtLine38(cairn, team, good, "System.getenv(\"TOKEN\")", "the environment: ");
      refusedAtLine38(cairn, team, good, "java.nio.file.Files.exists(null)", "files: ");
      refusedAtLine38(
          cairn, team, good, "java.net.http.HttpClient.newHttpClient()", "the network: ");
      JsonNode tasks = cairn.json("/api/tasks").orElseThrow();
      assertThat(tasks.path("bundles").path(0).path("active").asString()).isEqualTo(first);
      assertThat(tasks.path("tasks").size()).isEqualTo(TASKS);
      assertThat(cairn.log()).doesNotContain("Exception").doesNotContain("WARNING");
    }
  }

  /// What a task could try instead of asking, where a secret or the network may be found.
  private static void refusedAtLine38(
      LiveCairn cairn, GitFolder team, String good, String call, String reason)
      throws IOException, InterruptedException {
    JsonNode version = refused(cairn, team, good.replace("TOOLS.run(\"true\").check()", call));
    assertThat(version.path("at").asString()).isEqualTo("Bad.java:38");
    assertThat(version.path("reason").asString()).startsWith("Bad.java:38: " + reason);
  }

  /// What becomes of a version that can't be loaded.
  private static JsonNode refused(LiveCairn cairn, GitFolder team, String bundle)
      throws IOException, InterruptedException {
    String commit = team.push(Map.of("cairn/Bad.java", bundle));
    cairn.within(
        PATIENCE,
        "the version is refused",
        () -> version(cairn, commit).path("status").asString("").equals("refused"));
    return version(cairn, commit);
  }

  /// The runs by their tasks, once all have ended.
  private static Map<String, JsonNode> ended(LiveCairn cairn)
      throws IOException, InterruptedException {
    var ended = new TreeMap<String, JsonNode>();
    cairn.within(
        PATIENCE,
        "all runs end",
        () -> {
          for (JsonNode run : cairn.runs()) {
            boolean isLoad = run.path("task").asString().equals("load");
            assertThat(isLoad && run.path("status").asString().equals("failed"))
                .describedAs(run.toString())
                .isFalse();
            if (!isLoad && !run.path("finished").isNull()) {
              ended.put(run.path("task").asString(), run);
            }
          }
          return ended.size() == TASKS;
        });
    return ended;
  }

  private static void failed(Map<String, JsonNode> runs, String task, String reason, String at) {
    JsonNode run = runs.get(task);
    assertThat(run).isNotNull();
    assertThat(run.path("status").asString()).describedAs(run.toString()).isEqualTo("failed");
    assertThat(run.path("reason").asString()).contains(reason);
    assertThat(run.path("at").asString()).isEqualTo(at);
  }

  private static JsonNode version(LiveCairn cairn, String commit) throws InterruptedException {
    return cairn
        .json("/api/tasks")
        .orElseThrow()
        .path("bundles")
        .path(0)
        .path("versions")
        .valueStream()
        .filter(it -> it.path("commit").asString().equals(commit))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }
}
