// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The acts of the demo, in order.
final class Play {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration MINUTE = Duration.ofSeconds(60);

  /// The first run downloads and unpacks the pinned packages.
  private static final Duration FIRST = Duration.ofMinutes(10);

  private final Scratch scratch;
  private final Cairn cairn;
  private final Screen screen;
  private final Claims claims;
  private final Follower follower;
  private final Sight sight;

  /// What the acts work on.
  record Stage(Scratch scratch, Cairn cairn, Screen screen, Claims claims, Follower follower) {}

  Play(Stage stage, int shopPort) {
    this.scratch = stage.scratch();
    this.cairn = stage.cairn();
    this.screen = stage.screen();
    this.claims = stage.claims();
    this.follower = stage.follower();
    this.sight = new Sight(cairn, shopPort);
  }

  /// Three teams, none knows the others.
  void owners() throws IOException, InterruptedException {
    screen.act(
        1, "Three owners, three bundles: each is pushed on its own, from its own repository");
    scratch.push("config", "What should run");
    scratch.push("security", "Scan what is pushed, and what is live");
    scratch.push("platform", "Promote what is released");
    claims.within(
        MINUTE,
        "team security's and team platform's bundles are compiled and active",
        () ->
            hasTask("security", "scan")
                && hasTask("security", "rescan")
                && hasTask("platform", "promote")
                && hasTask("platform", "smoke"));
    screen.endOfAct();
  }

  /// A change goes from commit to production.
  String change() throws IOException, InterruptedException {
    screen.act(
        2,
        "A change: pushed, built, tested, scanned, released, promoted, live (the first run"
            + " downloads about 300 MB of pinned packages)");
    String commit = scratch.push("shop", "A shop with a price list");
    follower.follow(commit);
    claims.within(SOON, "the push has a journey", () -> cairn.journeyOf(commit).isPresent());
    claims.within(
        FIRST,
        "the image is built in sandboxed steps, pushed, and its gate opens",
        () -> graph(commit).has("gate", "passed"));
    claims.within(MINUTE, "production runs it", () -> graph(commit).has("deployment", "live"));
    claims.within(
        MINUTE, "the smoke test passes", () -> graph(commit).has("test", "smoke", "passed"));
    claims.within(
        SOON,
        "the service answers at its address",
        () -> sight.page().contains("Welcome to the shop") && sight.page().contains("€ 8.99"));
    follower.look();
    follower.rest();
    screen.endOfAct();
    return commit;
  }

  /// What can be said of the first journey, from all sides.
  void journey(String commit) throws IOException, InterruptedException {
    screen.act(3, "Its journey, from either end");
    String digest =
        graph(commit)
            .digest()
            .orElseThrow(() -> new DemoException("the journey of " + commit + " has no artifact"));
    claims.now(
        "one connected graph, and each edge says what it rests on",
        () -> graph(commit).connected() && graph(commit).evident());
    claims.now(
        "cairn journey finds it by the commit and by the digest",
        () ->
            cairn.run("journey", commit).text().contains("production")
                && cairn.run("journey", digest).text().contains("production"));
    claims.now(
        "as a page, as SVG, as JSON",
        () -> {
          String id = graph(commit).json().path("id").asString();
          return cairn.fetch("/journeys/" + id).body().contains("<svg")
              && cairn.fetch("/journeys/" + id + ".svg").body().startsWith("<svg");
        });
    claims.now(
        "the image is an index of linux/amd64 and linux/arm64", () -> sight.platforms(digest) == 2);
    claims.now("it was held from its push until its gate opened", () -> heldBeforeReleased(digest));
    claims.within(
        MINUTE,
        "skopeo reads it by its tag, now that it is released",
        () -> skopeo("shop:latest").exit() == 0);
    screen.endOfAct();
  }

  /// A second commit: what did not change is not done again.
  String again() throws IOException, InterruptedException {
    screen.act(4, "A second commit: only what changed is done, and less than 1 MB is uploaded");
    scratch.edit(
        "shop/src/main/shop/Greeting.java",
        "Welcome to the shop",
        "Welcome to the shop, have a look around");
    String commit = scratch.push("shop", "Greet more warmly");
    follower.follow(commit);
    claims.within(MINUTE, "production runs it", () -> graph(commit).has("deployment", "live"));
    claims.within(
        SOON,
        "the old one was stopped after the new one was well",
        () -> sight.page().contains("have a look around"));
    claims.now(
        "less than 1 MB was uploaded",
        () -> sight.uploaded(graph(commit)) > 0 && sight.uploaded(graph(commit)) < 1_000_000);
    follower.look();
    follower.rest();
    screen.endOfAct();
    return commit;
  }

  /// A vulnerable library is stopped at the gate.
  void stopped() throws IOException, InterruptedException {
    screen.act(
        5, "A commit adds a vulnerable library: stopped at the gate, production does not change");
    String before = sight.live();
    scratch.jar(
        "shop/lib/bank-client-1.0.0.jar",
        "bank-client",
        "1.0.0",
        Map.of("bank.properties", "retries=3\n"));
    String commit = scratch.push("shop", "Pay by bank transfer");
    follower.follow(commit);
    claims.within(
        MINUTE,
        "the gate holds it, and says why",
        () ->
            graph(commit).status().equals("held")
                && graph(commit).sentence().contains("CAIRN-DEMO-2026-0001"));
    String digest = graph(commit).digest().orElse("sha256:" + "0".repeat(64));
    claims.within(
        MINUTE,
        "a real client's pull of it is refused with that sentence",
        () -> {
          Shell.Result pull = skopeo("shop@" + digest);
          return pull.exit() != 0 && pull.text().contains("CAIRN-DEMO-2026-0001");
        });
    claims.now(
        "the tag still gives the released one",
        () -> skopeo("shop:latest").text().contains(before));
    claims.now("production runs what it ran", () -> sight.live().equals(before));
    strangers();
    follower.look();
    follower.rest();
    screen.endOfAct();
  }

  /// Whoever pushes, and wherever to: what nobody released can't be pulled.
  private void strangers() throws IOException, InterruptedException {
    Path layout = scratch.folder().resolve("stranger");
    Files.createDirectories(layout);
    new Layout(layout)
        .write(
            "lib/bank-client-1.0.0.jar",
            Files.readAllBytes(scratch.folder().resolve("shop/lib/bank-client-1.0.0.jar")));
    String tool = URI.create(cairn.address()).getAuthority() + "/strangers/tool:1";
    claims.within(
        MINUTE,
        "an image that skopeo pushed to a repository that no bundle has ever named is held, too",
        () -> {
          Shell.Result copy =
              cairn.run(
                  "exec",
                  "skopeo",
                  "--",
                  "skopeo",
                  "copy",
                  "--insecure-policy",
                  "--dest-tls-verify=false",
                  "--preserve-digests",
                  "oci:" + layout,
                  "docker://" + tool);
          if (copy.exit() != 0) {
            throw new DemoException(copy.text());
          }
          Shell.Result pull = skopeo("strangers/tool:1");
          return pull.exit() != 0 && pull.text().contains("CAIRN-DEMO-2026-0001");
        });
  }

  /// What is live is looked at again.
  void flagged(String commit) throws IOException, InterruptedException {
    screen.act(
        6, "A new advisory is published: the live image is flagged, although no pipeline ran");
    follower.follow(commit);
    scratch.publishAdvisory();
    claims.within(
        SOON,
        "the live image's journey is flagged and names the advisory",
        () ->
            graph(commit).status().equals("flagged")
                && graph(commit).sentence().contains("CAIRN-DEMO-2026-0002"));
    follower.look();
    follower.rest();
    screen.endOfAct();
  }

  /// What is killed comes back.
  void repaired(String commit) throws IOException, InterruptedException {
    screen.act(7, "The service's process is killed: the environment repairs it, and says so");
    follower.follow(commit);
    long process = sight.service().path("actual").path("process").asLong();
    if (process <= 0) {
      throw new DemoException(
          "GET /api/environments: no process of production/shop (expected: actual.process)");
    }
    new Shell(scratch.folder(), Map.of()).run("kill", "-9", String.valueOf(process));
    claims.within(
        MINUTE,
        "another process answers at the same address",
        () ->
            sight.service().path("actual").path("process").asLong() != process
                && sight.page().contains("Welcome"));
    claims.within(
        SOON, "the journey says that drift was repaired", () -> sight.repairs(graph(commit)) > 0);
    follower.look();
    follower.rest();
    screen.endOfAct();
  }

  /// Tools that have never heard of Cairn.
  void foreign(String secret, String commit) throws IOException, InterruptedException {
    screen.act(
        8,
        "Tools that have never heard of Cairn: GitHub, a registry and Argo CD, out of order, some"
            + " twice");
    var webhooks = new Webhooks(cairn, secret);
    claims.now(
        "every signed webhook is answered 202",
        () -> webhooks.send().stream().allMatch(it -> it.status() == 202));
    claims.now("a wrong signature is answered 401", () -> webhooks.forged() == 401);
    follower.follow(Webhooks.CHANGE);
    claims.within(
        SOON,
        "one journey from the pull request to the rollout",
        () -> {
          Graph graph = graph(Webhooks.CHANGE);
          return graph.json().path("title").asString().contains("Show the delivery date")
              && graph.has("change", "passed")
              && graph.has("run", "CI", "passed")
              && graph.has("artifact", "passed")
              && graph.has("deployment", "live");
        });
    claims.now(
        "nothing was passed along: each edge shows its evidence",
        () -> graph(Webhooks.CHANGE).connected() && graph(Webhooks.CHANGE).evident());
    overreach(webhooks, commit);
    follower.look();
    follower.rest();
    screen.endOfAct();
  }

  /// A secret that got about speaks of its own repository and of nothing else.
  private void overreach(Webhooks webhooks, String commit)
      throws IOException, InterruptedException {
    String before = stable(Webhooks.CHANGE);
    var sent = webhooks.overreach(graph(commit).digest().orElseThrow(), commit);
    claims.within(
        SOON,
        "with that repository's secret nobody speaks of the shop's image or commit: kept, refused"
            + " with the reason, no graph changed",
        () -> {
          for (var answer : sent) {
            JsonNode delivery = cairn.delivery(answer);
            if (answer.statusCode() != 202
                || !delivery.path("source").asString().equals("hooks.github/checkout")
                || !delivery.path("status").asString().equals("refused")
                || !delivery.path("why").asString().contains("not within the scope")) {
              return false;
            }
          }
          return stable(Webhooks.CHANGE).equals(before)
              && !graph(commit).json().toString().contains("github.example");
        });
  }

  /// What is on disk is enough to make the same graphs again.
  void rebuilt(Iterable<String> commits) throws IOException, InterruptedException {
    screen.act(
        9, "Stopped, rebuilt from the deliveries, started again: the same graphs, byte for byte");
    var before = new StringBuilder();
    for (String commit : commits) {
      before.append(stable(commit)).append('\n');
    }
    cairn.down();
    Shell.Result rebuild = cairn.run("rebuild");
    claims.now(
        "cairn rebuild ends with 0",
        () -> {
          if (rebuild.exit() != 0) {
            throw new DemoException(rebuild.text());
          }
          return true;
        });
    cairn.up();
    claims.within(
        SOON,
        "the graphs are the same",
        () -> {
          var after = new StringBuilder();
          for (String commit : commits) {
            after.append(stable(commit)).append('\n');
          }
          return after.compareTo(before) == 0;
        });
    claims.within(MINUTE, "the service is back", () -> sight.page().contains("Welcome"));
    screen.endOfAct();
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Graph graph(String commit) throws IOException, InterruptedException {
    return new Graph(
        cairn.journeyOf(commit).orElseThrow(() -> new DemoException("no journey of " + commit)));
  }

  /// The graph without what CONTRACT.md lets differ.
  private String stable(String commit) throws IOException, InterruptedException {
    return graph(commit)
        .json()
        .toString()
        .replaceAll(
            "\"(updated|delivery|expectedBy|usualSeconds)\":(\"[^\"]*\"|null|[0-9]+)", "\"$1\":0");
  }

  private boolean hasTask(String team, String name) throws IOException, InterruptedException {
    for (JsonNode task : cairn.get("/api/tasks").path("tasks")) {
      if (task.path("team").asString().equals(team) && task.path("name").asString().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private boolean heldBeforeReleased(String digest) throws IOException, InterruptedException {
    Optional<Long> held = Optional.empty();
    Optional<Long> released = Optional.empty();
    String next = "";
    do {
      JsonNode page = cairn.get("/api/events?limit=500" + next);
      for (JsonNode event : page.path("events")) {
        boolean same = event.path("event").toString().contains(digest);
        if (same && event.path("type").asString().contains("cairn-artifact.held")) {
          held = Optional.of(event.path("position").asLong());
        }
        if (same && event.path("type").asString().contains("cairn-artifact.released")) {
          released = Optional.of(event.path("position").asLong());
        }
      }
      next = page.path("next").isNumber() ? "&from=" + page.path("next").asLong() : "";
    } while (!next.isEmpty());
    return held.isPresent() && released.isPresent() && held.get() < released.get();
  }

  private Shell.Result skopeo(String reference) throws IOException, InterruptedException {
    return cairn.run(
        "exec",
        "skopeo",
        "--",
        "skopeo",
        "inspect",
        "--tls-verify=false",
        "docker://" + URI.create(cairn.address()).getAuthority() + "/" + reference);
  }
}
