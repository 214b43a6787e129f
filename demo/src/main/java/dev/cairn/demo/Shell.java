// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs programs as a person would: in a folder, by name, waiting for the end.
record Shell(Path folder, Map<String, String> environment) {

  /// What a program printed, and how it ended.
  record Result(int exit, String text) {}

  /// Runs it and gives what it printed.
  ///
  /// @throws DemoException if it does not end with 0
  String run(String... command) throws IOException, InterruptedException {
    Result result = attempt(command);
    if (result.exit() != 0) {
      throw new DemoException(
          "%s: exit %d: %s"
              .formatted(String.join(" ", command), result.exit(), result.text().strip()));
    }
    return result.text();
  }

  /// Runs it, however it ends.
  Result attempt(String... command) throws IOException, InterruptedException {
    Process process = start(List.of(command));
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), text);
    }
  }

  private Process start(List<String> command) throws IOException {
    var builder =
        new ProcessBuilder(new ArrayList<>(command))
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().putAll(environment);
    return builder.start();
  }
}
