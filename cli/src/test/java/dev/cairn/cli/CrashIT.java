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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `kill -9` of the server, of the worker, or of both, at any moment of a delivery to a service
/// that runs here: the next `cairn up` finishes the journey, each task has one result, nothing is
/// done twice, and one process of the service is left, that of the right version.
class CrashIT {
  private static final int KILLS = Integer.getInteger("cairn.crash.kills", Victim.values().length);
  private static final long SETTLES_MILLIS = 700;
  private static final long AWAY_MILLIS = 4000;

  /// The first delivery is the slowest: it is the one that makes images.
  private static final double OF_THE_FIRST = 0.7;

  private static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("cairn.crash.patience", 90));

  private static final String CONFIGURATION =
      """
      repositories:
        - {name: shop, url: shop.git, branch: main, bundle: cairn, team: shop}
        - {name: security, url: security.git, branch: main, bundle: cairn, team: security}
        - {name: platform, url: platform.git, branch: main, bundle: cairn, team: platform}
        - {name: config, url: config.git, branch: main, role: config}
      environments:
        - {name: production, driver: local, repository: config, folder: production, services: [{name: shop, port: %d, health: /words}]}
      advisories: advisories
      """;

  /// Who is killed.
  private enum Victim {
    SERVER,
    WORKER,
    BOTH
  }

  @TempDir Path folder;
  private final long seed = Long.getLong("cairn.crash.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<String, String> promoted = new HashMap<>();
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
    System.out.println("CrashIT: seed " + seed + " (-Dcairn.crash.seed=… plays it again)");
    var service = new WordsService("crash-" + Long.toHexString(seed), LiveCairn.freePort());
    GitFolder shop = GitFolder.in(folder, "shop");
    GitFolder config = GitFolder.in(folder, "config");
    LiveCairn live = configured(config, service);

    long begun = System.nanoTime();
    delivered(live, shop.push(service.change(seed, 0)));
    long whole = (System.nanoTime() - begun) / 1_000_000;
    for (int kill = 1; kill <= KILLS; kill++) {
      String commit = shop.push(service.change(seed, kill));
      Thread.sleep(killAfter(kill, whole));
      kill(live, Victim.values()[(kill - 1) % Victim.values().length]);
      delivered(live, commit);
      service.isTheOnlyOne(live, PATIENCE, seed, kill);
    }

    everyRunHasOneResult(live);
    onePromotionEach(config);
    oneUpgradeEach(live);
    live.stop();
    assertThat(service.processes()).describedAs("what cairn up left running").isEmpty();
    rebuiltIsTheSame(live);
  }

  /// A worker of its own outlives its server, and is in the middle of a run while it is away.
  @Test
  void serverThatIsAwayWhileAWorkerWorksFailsNoRun() throws IOException, InterruptedException {
    var service = new WordsService("away-" + Long.toHexString(seed), LiveCairn.freePort());
    GitFolder shop = GitFolder.in(folder, "shop");
    LiveCairn live = configured(GitFolder.in(folder, "config"), service, "--no-worker");
    Process worker = live.worker();
    try {
      delivered(live, shop.push(service.change(seed, 0)));
      int before = live.runs().size();
      String commit = shop.push(service.change(seed, 1));
      live.within(PATIENCE, "it is being built", () -> live.runs().size() > before);
      live.killServer();
      // The steps take less than that: the worker comes to its effect meanwhile.
      Thread.sleep(AWAY_MILLIS);
      live.upAgain("--no-worker");
      delivered(live, commit);
      everyRunHasOneResult(live);
    } finally {
      worker.destroy();
      worker.waitFor();
    }
  }

  private LiveCairn configured(GitFolder config, WordsService service, String... more)
      throws IOException, InterruptedException {
    config.push(Map.of("production/README.md", "What should run.\n"));
    GitFolder.in(folder, "security")
        .push(Map.of("cairn/Security.java", LiveCairn.text("crash/Security.java")));
    GitFolder.in(folder, "platform")
        .push(Map.of("cairn/Rollout.java", LiveCairn.text("crash/Rollout.java")));
    Files.createDirectories(folder.resolve("advisories"));
    Files.writeString(folder.resolve("cairn.yaml"), CONFIGURATION.formatted(service.port()));
    LiveCairn live = LiveCairn.up(folder, LiveCairn.freePort(), it -> it, more);
    cairn = Optional.of(live);
    return live;
  }

  private long killAfter(int kill, long whole) {
    long moment = (long) (random.nextDouble() * OF_THE_FIRST * whole);
    System.out.printf("CrashIT: kill %d after %d of %d ms%n", kill, moment, whole);
    return moment;
  }

  private static void kill(LiveCairn live, Victim victim) throws IOException, InterruptedException {
    switch (victim) {
      case SERVER -> {
        live.killServer();
        live.upAgain();
      }
      case WORKER -> live.killWorker();
      case BOTH -> {
        live.killWorker();
        live.killServer();
        live.upAgain();
      }
    }
  }

  /// Waits until the change is live and looked at; keeps its digest.
  private void delivered(LiveCairn live, String commit) throws IOException, InterruptedException {
    live.within(
        PATIENCE,
        "the journey of " + commit + " is live and its smoke test has passed",
        () -> journey(live, commit).filter(CrashIT::isDelivered).isPresent());
    promoted.put(commit, digest(journey(live, commit).orElseThrow()));
  }

  private static boolean isDelivered(JsonNode journey) {
    return journey.path("status").asString().equals("live")
        && has(journey, "run", "ship", "passed")
        && has(journey, "verdict", "scan", "passed")
        && has(journey, "gate", "release", "passed")
        && has(journey, "run", "promote", "passed")
        && has(journey, "config-commit", "", "passed")
        && has(journey, "deployment", "shop", "live")
        && has(journey, "test", "smoke", "passed");
  }

  private static String digest(JsonNode journey) {
    return journey
        .path("nodes")
        .valueStream()
        .filter(it -> it.path("kind").asString().equals("artifact"))
        .flatMap(it -> it.path("identities").valueStream())
        .map(JsonNode::asString)
        .filter(it -> it.startsWith("digest:"))
        .map(it -> it.substring("digest:".length()))
        .findFirst()
        .orElse("");
  }

  private static boolean has(JsonNode journey, String kind, String title, String status) {
    return journey
        .path("nodes")
        .valueStream()
        .anyMatch(it ->
            it.path("kind").asString().equals(kind)
                && it.path("title").asString().contains(title)
                && it.path("status").asString().equals(status));
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

  private void everyRunHasOneResult(LiveCairn live) throws InterruptedException {
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
    // Three loads (a bundle that did not change is not loaded again), and four tasks of each
    // change.
    assertThat(passed).hasSize(3 + 4 * promoted.size());
  }

  private void onePromotionEach(GitFolder config) throws IOException, InterruptedException {
    assertThat(promoted.values()).doesNotHaveDuplicates().allMatch(it -> it.startsWith("sha256:"));
    List<String> commits = config.commits("production/shop.yaml");
    assertThat(commits).hasSize(promoted.size());
    for (String commit : commits) {
      String text = config.file(commit, "production/shop.yaml");
      assertThat(promoted.values()).anyMatch(text::contains);
    }
  }

  /// What was started again because Cairn was is no other upgrade, and no rollback.
  private void oneUpgradeEach(LiveCairn live) throws InterruptedException {
    Map<String, Long> upgrades =
        live.json("/api/events?limit=500")
            .orElseThrow()
            .path("events")
            .valueStream()
            .filter(it -> it.path("type").asString().startsWith("dev.cdevents.service."))
            .collect(
                Collectors.groupingBy(
                    it ->
                        it.path("event")
                            .path("data")
                            .path("customData")
                            .path("configCommit")
                            .asString(""),
                    Collectors.counting()));
    assertThat(upgrades).hasSize(promoted.size()).doesNotContainKey("");
    assertThat(upgrades.values()).describedAs(upgrades.toString()).containsOnly(1L);
  }

  /// It is stopped now. Without a worker, which would start the service again and say so.
  private void rebuiltIsTheSame(LiveCairn live) throws IOException, InterruptedException {
    live.upAgain("--no-worker");
    var before = new TreeMap<String, String>();
    live.within(
        PATIENCE,
        "the last reports of the worker are joined",
        () -> {
          Map<String, String> now = journeys(live);
          boolean settled = now.equals(before);
          before.putAll(now);
          Thread.sleep(SETTLES_MILLIS);
          return settled;
        });
    live.stop();
    live.rebuild();
    live.upAgain("--no-worker");
    assertThat(journeys(live)).isEqualTo(before);
  }

  private Map<String, String> journeys(LiveCairn live) throws InterruptedException {
    var journeys = new TreeMap<String, String>();
    for (String commit : promoted.keySet()) {
      journeys.put(commit, journey(live, commit).orElseThrow().toString());
    }
    return journeys;
  }
}
