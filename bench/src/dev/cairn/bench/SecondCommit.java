// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bench;

import dev.cairn.bench.Figure.Goal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import tools.jackson.databind.JsonNode;

/** The demo's repositories: a commit after the first, from its push until production answers with it. */
final class SecondCommit {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private SecondCommit() {}

  static List<Figure> measured(Setting setting) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(setting.scratch().resolve("demo"));
    int port = RunningCairn.freePort();
    int shop = RunningCairn.freePort();
    Path resources = setting.root().resolve("demo/src/main/resources/dev/cairn/demo");
    for (String name : List.of("config", "security", "platform", "shop")) {
      Program.copy(resources.resolve(name), Files.createDirectories(folder.resolve(name)));
      Program.of(folder, "git", "init", "--quiet", "--bare", "--initial-branch=main", name + ".git").run();
      setting.git(folder.resolve(name), "init", "--quiet", "--initial-branch=main");
      setting.git(folder.resolve(name), "remote", "add", "origin", folder.resolve(name + ".git").toString());
    }
    Program.copy(resources.resolve("advisories"), Files.createDirectories(folder.resolve("advisories")));
    library(folder.resolve("shop/lib/currencies-2.3.0.jar"));
    Files.writeString(folder.resolve("cairn.yaml"), configuration(shop));
    Path hook = folder.resolve("shop.git/hooks/post-receive");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\nexec '%s' look --server 'http://127.0.0.1:%d' '%s' >/dev/null 2>&1\n".formatted(setting.launcher(), port, folder.resolve("shop.git")));
    hook.toFile().setExecutable(true);
    try (var cairn = RunningCairn.start(setting, folder, port)) {
      for (String name : List.of("config", "security", "platform")) {
        push(setting, folder.resolve(name), "Begin");
      }
      cairn.await("scan");
      cairn.await("promote");
      push(setting, folder.resolve("shop"), "Begin");
      until(shop, "Welcome to the shop");
      setting.say("demo's first commit is live");
      var seconds = new ArrayList<Double>();
      var bytes = new ArrayList<Double>();
      for (int round = 0; round < 5; round++) {
        String greeting = "Welcome to the shop, visitor " + round;
        Path source = folder.resolve("shop/src/main/shop/Greeting.java");
        Files.writeString(source, Files.readString(source).replaceAll("Welcome to the shop(, visitor [0-9]+)?", greeting));
        long begin = System.nanoTime();
        String commit = push(setting, folder.resolve("shop"), greeting);
        until(shop, greeting);
        seconds.add((System.nanoTime() - begin) / 1e9);
        bytes.add(uploaded(cairn, commit) / 1e3);
        Thread.sleep(3000);
      }
      return List.of(
          Figure.of("a second commit of the demo: uploaded", "kB", Samples.of(bytes), new Goal.AtMost(1000)),
          Figure.of("the same: from git push until production answers with it", "s", Samples.of(seconds), new Goal.None()));
    }
  }

  /** The library that the shop's tests ask for. */
  private static void library(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    try (var zip = new JarOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("currencies.properties"));
      zip.write("EUR=\\u20ac\nUSD=$\n".getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("META-INF/maven/dev.example/currencies/pom.properties"));
      zip.write("groupId=dev.example\nartifactId=currencies\nversion=2.3.0\n".getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
  }

  private static String push(Setting setting, Path folder, String message) throws IOException, InterruptedException {
    setting.git(folder, "add", "--all");
    setting.git(folder, "commit", "--quiet", "--message", message);
    setting.git(folder, "push", "--quiet", "origin", "main");
    return new Program(List.of("git", "rev-parse", "HEAD"), folder, Setting.GIT).run().strip();
  }

  private static void until(int port, String words) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (var client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < end) {
        try {
          var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).timeout(Duration.ofSeconds(2)).build();
          if (client.send(request, BodyHandlers.ofString()).body().contains(words)) {
            return;
          }
        } catch (IOException e) {
          // Not there yet.
          Thread.sleep(20);
        }
        Thread.sleep(20);
      }
    }
    throw new IOException("service on port %d: not \"%s\" within %s".formatted(port, words, PATIENCE));
  }

  private static double uploaded(RunningCairn cairn, String commit) throws IOException, InterruptedException {
    for (JsonNode journey : cairn.get("/api/journeys?commit=" + commit).path("journeys")) {
      for (JsonNode node : cairn.get("/api/journeys/" + journey.path("id").asString()).path("nodes")) {
        if (node.path("facts").has("uploaded")) {
          return node.path("facts").path("uploaded").asDouble();
        }
      }
    }
    throw new IOException("journey of %s: no run says what it uploaded (expected: facts.uploaded)".formatted(commit));
  }

  private static String configuration(int shop) {
    return """
        repositories:
          - {name: shop, url: shop.git, branch: main, bundle: cairn, team: shop}
          - {name: security, url: security.git, branch: main, bundle: cairn, team: security}
          - {name: platform, url: platform.git, branch: main, bundle: cairn, team: platform}
          - {name: config, url: config.git, branch: main, role: config}
        environments:
          - name: production
            driver: local
            repository: config
            folder: production
            services:
              - {name: shop, port: %d, health: /health}
        advisories: advisories
        """
        .formatted(shop);
  }
}
