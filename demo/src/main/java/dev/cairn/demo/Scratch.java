// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/// The scratch folder: four repositories with a bare one beside each, the advisories, and
/// `cairn.yaml`.
final class Scratch {
  /// Commits are the demo's own, whatever the user's Git says; nothing of the user's configuration
  /// runs.
  private static final Map<String, String> GIT =
      Map.of(
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_CONFIG_NOSYSTEM", "1",
          "GIT_AUTHOR_NAME", "Ada",
          "GIT_AUTHOR_EMAIL", "ada@acme.example",
          "GIT_COMMITTER_NAME", "Ada",
          "GIT_COMMITTER_EMAIL", "ada@acme.example",
          "GIT_TERMINAL_PROMPT", "0");

  private final Path folder;
  private final String launcher;

  Scratch(Path folder, String launcher) {
    this.folder = folder;
    this.launcher = launcher;
  }

  Path folder() {
    return folder;
  }

  /// A shell in one of the working copies.
  Shell in(String repository) {
    return new Shell(folder.resolve(repository), GIT);
  }

  /// Whether a demo was made there before: it is not made over.
  static boolean isThere(Path folder) {
    return Files.exists(folder.resolve("shop.git"));
  }

  /// Makes everything, without a push.
  void make(int port, int shopPort, String secret) throws IOException, InterruptedException {
    for (String name : List.of("shop", "security", "platform", "config")) {
      new Shell(folder, GIT)
          .run("git", "init", "--quiet", "--bare", "--initial-branch=main", name + ".git");
      new Shell(folder, GIT).run("git", "init", "--quiet", "--initial-branch=main", name);
      in(name).run("git", "remote", "add", "origin", folder.resolve(name + ".git").toString());
    }
    hook("http://127.0.0.1:" + port);
    Files.createDirectories(folder.resolve("advisories"));
    copy(
        "advisories/CAIRN-DEMO-2026-0001.json",
        folder.resolve("advisories/CAIRN-DEMO-2026-0001.json"));
    for (String file :
        List.of(
            "shop/cairn/Delivery.java",
            "shop/src/main/shop/Main.java",
            "shop/src/main/shop/Greeting.java",
            "shop/src/main/shop/Prices.java",
            "shop/src/test/shop/PricesTest.java",
            "security/cairn/Security.java",
            "platform/cairn/Rollout.java",
            "config/production/README.md")) {
      copy(file, folder.resolve(file));
    }
    jar(
        "shop/lib/currencies-2.3.0.jar",
        "currencies",
        "2.3.0",
        Map.of("currencies.properties", "EUR=\\u20ac\nUSD=$\n"));
    Files.writeString(folder.resolve("cairn.yaml"), configuration(port, shopPort, secret));
  }

  /// Publishes the advisory that nobody knew when the shop was scanned.
  void publishAdvisory() throws IOException {
    Path file = folder.resolve("advisories/CAIRN-DEMO-2026-0002.json");
    Path beside = folder.resolve("CAIRN-DEMO-2026-0002.json.new");
    copy("published/CAIRN-DEMO-2026-0002.json", beside);
    Files.move(beside, file);
  }

  /// A library as a build tool would have made it.
  void jar(String path, String artifact, String version, Map<String, String> files)
      throws IOException {
    var entries = new TreeMap<>(files);
    entries.put(
        "META-INF/maven/dev.example/" + artifact + "/pom.properties",
        "groupId=dev.example\nartifactId=" + artifact + "\nversion=" + version + "\n");
    Path jar = folder.resolve(path);
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        var zip = new JarOutputStream(out)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        var header = new ZipEntry(entry.getKey());
        header.setTime(0);
        zip.putNextEntry(header);
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }

  /// Replaces a text in a file of a working copy.
  void edit(String path, String old, String replacement) throws IOException {
    Path file = folder.resolve(path);
    String text = Files.readString(file);
    if (!text.contains(old)) {
      throw new DemoException("edit %s: \"%s\" is not in it".formatted(path, old));
    }
    Files.writeString(file, text.replace(old, replacement));
  }

  /// Commits all of a working copy and pushes it; gives the commit's id.
  String push(String repository, String message) throws IOException, InterruptedException {
    Shell shell = in(repository);
    shell.run("git", "add", "--all");
    shell.run("git", "commit", "--quiet", "--message", message);
    shell.run("git", "push", "--quiet", "origin", "main");
    return shell.run("git", "rev-parse", "HEAD").strip();
  }

  /// The shop's repository says "look here" after a push; the others are watched. Both ways lead to
  /// the same.
  private void hook(String address) throws IOException {
    Path hook = folder.resolve("shop.git/hooks/post-receive");
    Files.createDirectories(hook.getParent());
    Files.writeString(
        hook,
        "#!/bin/sh\n# Only says where to look; what is there, Cairn reads itself.\nCAIRN_AS_BUILT=1 exec '%s' look --server '%s' '%s' >/dev/null 2>&1\n"
            .formatted(launcher, address, folder.resolve("shop.git")));
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String configuration(int port, int shopPort, String secret) {
    return """
    port: %d
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
    hooks:
      github:
        sources:
          - {name: checkout, secret: %s, repositories: [github.example/acme/checkout]}
      distribution: {secret: %s}
      argocd: {secret: %s}
    """
        .formatted(port, shopPort, secret, secret, secret);
  }

  private static void copy(String resource, Path to) throws IOException {
    try (InputStream in = Scratch.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new DemoException(
            "read resource %s: it is not in the jar. Build Cairn again.".formatted(resource));
      }
      Files.createDirectories(to.getParent());
      Files.copy(in, to);
    }
  }

  /// A resource's text.
  static String text(String resource) throws IOException {
    try (InputStream in = Scratch.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new DemoException(
            "read resource %s: it is not in the jar. Build Cairn again.".formatted(resource));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
