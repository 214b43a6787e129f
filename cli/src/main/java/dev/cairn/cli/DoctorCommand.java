// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// `cairn doctor`: whether this machine has what Cairn needs, and what to do if not.
final class DoctorCommand {
  static final String HELP =
      """
      cairn doctor: says whether this machine has what Cairn needs, and what to do if not.

        --cache DIR   the folder whose disk is asked ($XDG_CACHE_HOME/cairn)

      Ends with 0 if all is there, and with 2 if something is missing.
      """;

  private static final long ENOUGH_BYTES = 3L << 30;

  private final PrintStream out;
  private boolean well = true;

  private DoctorCommand(PrintStream out) {
    this.out = out;
  }

  /// @param sandbox opens the sandbox as a run would
  static int run(PrintStream out, Path cache, SandboxOpener sandbox) throws InterruptedException {
    var doctor = new DoctorCommand(out);
    doctor.java();
    doctor.git();
    doctor.disk(cache);
    doctor.sandbox(sandbox);
    return doctor.well ? 0 : 2;
  }

  /// Opens the sandbox as a run would.
  interface SandboxOpener {
    Sandbox open() throws IOException, InterruptedException;
  }

  private void java() {
    good("java", System.getProperty("java.version") + " at " + System.getProperty("java.home"));
  }

  private void git() throws InterruptedException {
    try {
      Process git = new ProcessBuilder("git", "--version").redirectErrorStream(true).start();
      String version =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (git.waitFor() == 0) {
        good("git", version.replaceFirst("^git version ", ""));
        return;
      }
      bad("git", version);
    } catch (IOException e) {
      bad("git", "not found. Install it (Debian, Ubuntu: apt install git).");
    }
  }

  private void disk(Path cache) {
    try {
      Files.createDirectories(cache);
      long free = Files.getFileStore(cache).getUsableSpace();
      String text = "%.1f GB free in %s".formatted(free / 1e9, cache);
      if (free < ENOUGH_BYTES) {
        bad(
            "disk",
            text
                + " (expected: 3 GB or more). Make room, or name another folder with --cache or"
                + " XDG_CACHE_HOME.");
      } else if (!Files.isWritable(cache)) {
        bad(
            "disk",
            cache + " is not writable. Name another folder with --cache or XDG_CACHE_HOME.");
      } else {
        good("disk", text);
      }
    } catch (IOException e) {
      bad(
          "disk",
          "%s can't be used: %s. Name another folder with --cache or XDG_CACHE_HOME."
              .formatted(cache, e));
    }
  }

  private void sandbox(SandboxOpener opener) throws InterruptedException {
    try {
      Sandbox sandbox = opener.open();
      Optional<String> lost = sandbox.lost();
      switch (sandbox.level()) {
        case NAMESPACES ->
            good("sandbox", "user namespaces work" + lost.map(", but "::concat).orElse(""));
        case EMULATED -> line("sandbox", "WEAKER", lost.orElse(""));
        case TRANSLATED -> line("sandbox", "NO WALL", lost.orElse(""));
        case NONE -> bad("sandbox", lost.orElse("not possible here"));
      }
    } catch (IOException e) {
      bad("sandbox", String.valueOf(e.getMessage()));
    }
  }

  private void good(String what, String text) {
    line(what, "ok", text);
  }

  private void bad(String what, String text) {
    well = false;
    line(what, "MISSING", text);
  }

  private void line(String what, String state, String text) {
    out.printf("%-8s %-8s %s%n", what, state, text);
  }
}
