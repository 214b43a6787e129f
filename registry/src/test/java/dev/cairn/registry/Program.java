// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A registry client of this machine that a test runs: from the property `cairn.skopeo`, say, or
/// the search path.
record Program(List<String> command) {
  /// @param output of both streams
  record Ended(int code, String output) {}

  /// @param name `skopeo`; the property may hold arguments after the program, split at blanks
  static Program find(String name) {
    String property = System.getProperty("cairn." + name);
    if (property != null && !property.isBlank()) {
      return new Program(List.of(property.strip().split(" +")));
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(file -> new Program(List.of(file.toString())))
        .orElseThrow(() ->
            new AssertionError(
                "find %s: not in the search path %s (expected: there, or named by -Dcairn.%s=…). Install it, or leave this test out with -DskipITs."
                    .formatted(name, path, name)));
  }

  Ended run(Path home, String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(arguments));
    Path output = Files.createTempFile(home, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("XDG_RUNTIME_DIR", home.toString());
    Process process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("%s did not end in two minutes: %s".formatted(all, said(output)));
    }
    return new Ended(process.exitValue(), said(output));
  }

  private static String said(Path output) throws IOException {
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
