// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How this program is started again, as another process.
final class Self {
  private Self() {}

  /// The JVM with this program's class path and the start-up cache of a part, without arguments.
  /// Its options are those of the launcher `cairn`; a library of the filters in `@When` uses
  /// `sun.misc.Unsafe`, and the JVM would print a warning of it.
  static List<String> java(String part) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    if (part.equals("worker")) {
      command.addAll(List.of("-Xms32m", "-Xmn16m", "-Xmx1g"));
    }
    String caches = System.getProperty("cairn.aot", "");
    Path cache = Path.of(caches, part + ".aot");
    if (!caches.isEmpty() && Files.exists(cache)) {
      command.add("-XX:AOTCache=" + cache);
    }
    for (String property : List.of("cairn.aot", "cairn.root")) {
      String value = System.getProperty(property);
      if (value != null) {
        command.add("-D" + property + "=" + value);
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.cairn.cli.Main"));
    return command;
  }
}
