// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `kill -9` of the server or of the worker at any moment of a delivery: the journey is finished by
/// the next one, each task has one result, and nothing is done twice.
class CrashIT {
  private static final int KILLS = Integer.getInteger("cairn.crash.kills", 4);
  private static final Duration MINUTE =
      Duration.ofSeconds(Integer.getInteger("cairn.crash.patience", 60));

  private static final String CONFIGURATION =
      """
      repositories:
        - {name: shop, url: shop.git, branch: main, bundle: cairn, team: shop}
        - {name: security, url: security.git, branch: main, bundle: cairn, team: security}
        - {name: platform, url: platform.git, branch: main, bundle: cairn, team: platform}
        - {name: config, url: config.git, branch: main, role: config}
      environments:
        - {name: production, driver: observed, repository: config, folder: production, services: [{name: shop, port: 9, health: /}]}
      advisories: advisories
      """;

  @TempDir Path folder;
  private Optional<LiveCairn> cairn = Optional.empty();

  @AfterEach
  void stop() throws InterruptedException {
    if (cairn.isPresent()) {
      cairn.get().close();
    }
  }

  @Test
  void killedAnywhereTheNextOneFinishesAndNothingIsDoneTwice()
      throws IOException, InterruptedException {
    long seed = Long.getLong("cairn.crash.seed", System.nanoTime());
    System.out.println("CrashIT: seed " + seed + " (-Dcairn.crash.seed=… plays it again)");
    var random = new Random(seed);
    GitFolder shop = GitFolder.in(folder, "shop");
    GitFolder config = GitFolder.in(folder, "config");
    config.push(Map.of("production/README.md", "What should run.\n"));
    GitFolder.in(folder, "security")
        .push(Map.of("cairn/Security.java", LiveCairn.text("crash/Security.java")));
    GitFolder.in(folder, "platform")
        .push(Map.of("cairn/Rollout.java", LiveCairn.text("crash/Rollout.java")));
    Files.createDirectories(folder.resolve("advisories"));
    Files.writeString(folder.resolve("cairn.yaml"), CONFIGURATION);
    LiveCairn live = LiveCairn.up(folder, LiveCairn.freePort());
    cairn = Optional.of(live);

    var promoted = new HashMap<String, String>();
    long begun = System.nanoTime();
    String first = push(shop, seed, 0);
    promoted.put(first, finished(live, first));
    long whole = (System.nanoTime() - begun) / 1_000_000;
    for (int kill = 1; kill <= KILLS; kill++) {
      String commit = push(shop, seed, kill);
      long moment = random.nextLong(whole);
      Thread.sleep(moment);
      boolean isServer = kill % 2 == 1;
      System.out.printf(
          "CrashIT: kill %d, of the %s, after %d of %d ms%n",
          kill, isServer ? "server" : "worker", moment, whole);
      if (isServer) {
        live.killServer();
        live.upAgain();
      } else {
        live.killWorker();
      }
      promoted.put(commit, finished(live, commit));
    }

    everyRunHasOneResult(live);
    onePromotionEach(config, promoted);
    rebuiltIsTheSame(live, promoted.keySet().stream().sorted().toList());
  }

  /// Another change of the shop, with bytes that no cache has seen.
  private static String push(GitFolder shop, long seed, int number)
      throws IOException, InterruptedException {
    return shop.push(
        Map.of(
            "src/words",
            "word %d of %d%n".formatted(number, seed),
            "cairn/Delivery.java",
            LiveCairn.text("crash/Delivery.java")));
  }

  /// Waits until the change is promoted; gives the digest.
  private static String finished(LiveCairn live, String commit)
      throws IOException, InterruptedException {
    var digest = new String[1];
    live.within(
        MINUTE,
        "the journey of " + commit + " reaches its config commit",
        () -> {
          Optional<JsonNode> journey = journey(live, commit);
          if (journey.isEmpty()) {
            return false;
          }
          digest[0] = "";
          for (JsonNode node : journey.get().path("nodes")) {
            if (node.path("kind").asString().equals("artifact")) {
              node.path("identities")
                  .forEach(it -> {
                    if (it.asString().startsWith("digest:")) {
                      digest[0] = it.asString().substring("digest:".length());
                    }
                  });
            }
          }
          return has(journey.get(), "run", "ship")
              && has(journey.get(), "verdict", "scan")
              && has(journey.get(), "gate", "release")
              && has(journey.get(), "run", "promote")
              && journey
                  .get()
                  .path("nodes")
                  .valueStream()
                  .anyMatch(it -> it.path("kind").asString().equals("config-commit"));
        });
    return digest[0];
  }

  private static boolean has(JsonNode journey, String kind, String title) {
    return journey
        .path("nodes")
        .valueStream()
        .anyMatch(it ->
            it.path("kind").asString().equals(kind)
                && it.path("title").asString().contains(title)
                && it.path("status").asString().equals("passed"));
  }

  private static Optional<JsonNode> journey(LiveCairn live, String commit)
      throws InterruptedException {
    return live.json("/api/journeys?commit=" + commit)
        .map(it -> it.path("journeys").path(0).path("id").asString(""))
        .filter(it -> !it.isEmpty())
        .flatMap(id -> {
          try {
            return live.json("/api/journeys/" + id);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
          }
        });
  }

  private static void everyRunHasOneResult(LiveCairn live) throws InterruptedException {
    var passed = new TreeMap<String, Integer>();
    for (JsonNode run : live.runs()) {
      assertThat(run.path("status").asString()).describedAs(run.toString()).isEqualTo("passed");
      passed.merge(
          "%s/%s of %s at %s"
              .formatted(
                  run.path("bundle").asString(),
                  run.path("task").asString(),
                  run.path("subject").asString(),
                  run.path("commit").asString()),
          1,
          Integer::sum);
    }
    assertThat(passed.values()).describedAs(passed.toString()).containsOnly(1);
    // Three loads (a bundle that did not change is not loaded again), and three tasks of each
    // change.
    assertThat(passed).hasSize(3 + 3 * (KILLS + 1));
  }

  private static void onePromotionEach(GitFolder config, Map<String, String> promoted)
      throws IOException, InterruptedException {
    assertThat(promoted.values()).doesNotHaveDuplicates().allMatch(it -> it.startsWith("sha256:"));
    List<String> commits = config.commits("production/shop.yaml");
    assertThat(commits).hasSize(promoted.size());
    for (String commit : commits) {
      String text = config.file(commit, "production/shop.yaml");
      assertThat(promoted.values()).anyMatch(text::contains);
    }
  }

  private static void rebuiltIsTheSame(LiveCairn live, List<String> commits)
      throws IOException, InterruptedException {
    var before = new TreeMap<String, String>();
    for (String commit : commits) {
      before.put(commit, journey(live, commit).orElseThrow().toString());
    }
    live.stop();
    live.rebuild();
    live.upAgain();
    for (String commit : commits) {
      assertThat(journey(live, commit).orElseThrow().toString()).isEqualTo(before.get(commit));
    }
  }
}
