// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What it is measured on, and how busy that is with other things. */
final class Machine {
  private Machine() {}

  static String words() throws IOException {
    String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(it -> it.startsWith("model name")).map(it -> it.substring(it.indexOf(':') + 1).strip()).findFirst().orElse("unknown CPU");
    String kernel = Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
    return "%d × %s, Linux %s, JDK %s".formatted(Runtime.getRuntime().availableProcessors(), model, kernel, Runtime.version());
  }

  /** The load of the last minute. */
  static String load() throws IOException {
    String text = Files.readString(Path.of("/proc/loadavg"));
    return text.substring(0, text.indexOf(' '));
  }

  /** What a process has in memory now, in MB. */
  static double resident(long process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
        .filter(it -> it.startsWith("VmRSS:"))
        .mapToDouble(it -> Double.parseDouble(it.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow(() -> new IOException("process " + process + " has no VmRSS (expected: a process that runs)"));
  }
}
