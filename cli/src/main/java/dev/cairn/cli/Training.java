// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.bundles.TaskTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// What the start-up caches of command line and worker are trained with (scripts/train): the
/// commands that people wait for, in the folder that it is started in.
final class Training {
  private static final List<String> MODULES =
      List.of("content", "git", "sandbox", "images", "engine", "bundles", "worker", "environments");
  private static final String NOWHERE = "http://127.0.0.1:9";

  private static final String TABLE =
      """
      {"bundle":"Delivery","tasks":[
        {"name":"classes","kind":"task","at":"Delivery.java:8","doc":"Class files.","class":"Delivery","parameters":[],"returns":"Tree","calls":[]},
        {"name":"ship","kind":"effect","at":"Delivery.java:13","doc":"Ships.","class":"Delivery","parameters":[
          {"name":"change","type":"ChangeMerged","when":"branch == 'main'"}],"returns":"ArtifactPublished","calls":["classes"]}]}
      """;

  private Training() {}

  private static final String BUNDLE =
      """
      import dev.cairn.sdk.Task;

      /** Says hello. */
      class Delivery {
        /** Hello. */
        @Task void hello() {
          System.out.println("hello");
        }
      }
      """;

  /// @param arguments whose cache it is: `cli`, or `worker` (which `cairn run` has, too)
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ClassNotFoundException {
    Path folder = Path.of("").toAbsolutePath();
    Files.createDirectories(folder.resolve("cairn"));
    Files.writeString(folder.resolve("cairn/Delivery.java"), BUNDLE);
    Path cache = folder.resolve("cache");
    switch (arguments[0]) {
      case "cli" -> {
        KnownTable.keep(folder, cache, TaskTable.parse(TABLE));
        run("--version");
        run("help");
        run("tasks", "--cache", cache.toString());
      }
      case "worker" -> work(folder, cache);
      default ->
          throw new IOException("train: %s (expected: cli or worker)".formatted(arguments[0]));
    }
  }

  private static void run(String... words) throws IOException {
    if (Main.run(List.of(words)) != 0) {
      throw new IOException(
          "train with cairn %s: it failed (expected: to pass)".formatted(String.join(" ", words)));
    }
  }

  /// Runs a task, as far as that goes without downloading anything; and loads the rest.
  private static void work(Path folder, Path cache)
      throws IOException, InterruptedException, ClassNotFoundException {
    for (String module : MODULES) {
      load(module);
    }
    new ProcessBuilder("git", "init", "--quiet", folder.toString()).inheritIO().start().waitFor();
    var environment = new HashMap<>(System.getenv());
    environment.put("http_proxy", NOWHERE);
    environment.put("https_proxy", NOWHERE);
    var console = new Console(System.out, false);
    try {
      Path known =
          Workbench.cache(Arguments.parse("run", List.of(), List.of(), List.of()), environment);
      Path used = Files.isDirectory(known.resolve("locks")) ? known : cache;
      RunCommand.run(
          List.of("hello", "--cache", used.toString()), environment, console, System.out);
    } catch (Failure | IOException e) {
      console.line("trained without a sandbox: " + e.getMessage());
    }
  }

  private static void load(String module) throws IOException, ClassNotFoundException {
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (Path.of(path).getFileName().toString().startsWith("cairn-" + module + "-")) {
        try (var jar = new JarFile(path)) {
          for (JarEntry entry : Collections.list(jar.entries())) {
            String name = entry.getName();
            if (name.endsWith(".class") && !name.endsWith("-info.class")) {
              Class.forName(
                  name.substring(0, name.length() - ".class".length()).replace('/', '.'),
                  false,
                  Training.class.getClassLoader());
            }
          }
        }
      }
    }
  }
}
