// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What measurements share.
 *
 * @param root where Cairn lies
 * @param scratch a folder that is deleted at the end
 * @param hello a JVM that says hello, with an AOT cache
 * @param rounds how often each thing is measured
 * @param progress says what goes on
 */
record Setting(Path root, Path scratch, List<String> hello, int rounds, PrintStream progress) {
  /** The flags with which `./cairn` starts its JVM. */
  static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED");

  static final Map<String, String> GIT =
      Map.of(
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_CONFIG_NOSYSTEM", "1",
          "GIT_AUTHOR_NAME", "Ada",
          "GIT_AUTHOR_EMAIL", "ada@acme.example",
          "GIT_COMMITTER_NAME", "Ada",
          "GIT_COMMITTER_EMAIL", "ada@acme.example");

  String launcher() {
    return root.resolve("cairn").toString();
  }

  /** The command line's JVM as the launcher starts it, without the launcher. */
  List<String> direct(String part, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    Path cache = Path.of(System.getProperty("cairn.aot"), part + ".aot");
    if (!Files.exists(cache)) {
      throw new IOException("start-up cache %s: absent (expected: made by scripts/build; see build/train.log)".formatted(cache));
    }
    command.add("-XX:AOTCache=" + cache);
    command.addAll(List.of("-Dcairn.root=" + root, "-Dcairn.aot=" + System.getProperty("cairn.aot"), "-cp", System.getProperty("cairn.class.path"), "dev.cairn.cli.Main"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** A Git repository with the bundle that things are measured with. */
  Path repository(String name) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(scratch.resolve(name));
    Program.copy(root.resolve("bench/fixtures/bundle/cairn"), folder.resolve("cairn"));
    Files.createDirectories(folder.resolve("notes"));
    Files.writeString(folder.resolve("notes/one.txt"), "one\n");
    git(folder, "init", "--quiet", "--initial-branch=main");
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "A bundle to measure with");
    return folder;
  }

  void git(Path folder, String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    new Program(command, folder, GIT).run();
  }

  void say(String words) {
    progress.println("bench: " + words);
  }
}
