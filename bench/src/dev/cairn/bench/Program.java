// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program that is started and timed, from before its start to its end. */
record Program(List<String> command, Path folder, Map<String, String> environment) {
  static Program of(Path folder, String... command) {
    return new Program(List.of(command), folder, Map.of());
  }

  /** Milliseconds. Whoever ends with anything but 0 has not been measured. */
  double time() throws IOException, InterruptedException {
    Path said = Files.createTempFile("bench", ".out");
    try {
      ProcessBuilder builder = builder().redirectErrorStream(true).redirectOutput(said.toFile());
      long begin = System.nanoTime();
      int exit = builder.start().waitFor();
      double took = (System.nanoTime() - begin) / 1e6;
      if (exit != 0) {
        throw new IOException("%s: exit code %d (expected: 0): %s".formatted(command, exit, Files.readString(said)));
      }
      return took;
    } finally {
      Files.delete(said);
    }
  }

  String run() throws IOException, InterruptedException {
    Process process = builder().redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("%s: exit code %d (expected: 0): %s".formatted(command, process.exitValue(), text));
    }
    return text;
  }

  Process start(Path log) throws IOException {
    return builder().redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private ProcessBuilder builder() {
    var builder = new ProcessBuilder(new ArrayList<>(command)).directory(folder.toFile()).redirectInput(new File("/dev/null"));
    builder.environment().putAll(environment);
    return builder;
  }

  /** Copies a folder of fixtures. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }
}
