// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The walls of an emulated room hold by themselves, without PRoot: the host's own programs are
/// started within them, and name the host's paths.
final class ConfineIT {
  @TempDir Path folder;

  @BeforeAll
  static void thisKernelCanDoIt() {
    try (Arena memory = Arena.ofConfined()) {
      assumeTrue(
          Landlock.version(new Kernel(memory)) > 0,
          "this kernel has no Landlock, so there are no emulated rooms here");
    }
  }

  @Test
  void whatIsAllowedCanBeReadAndRun() throws Exception {
    Path given = Files.writeString(folder.resolve("given"), "given\n");

    assertThat(walled("--read", given, "cat '%s'".formatted(given))).isEqualTo("given\n");
  }

  @Test
  void nothingElseCanBeRead() throws Exception {
    Path given = Files.writeString(folder.resolve("given"), "given\n");
    Path secret = Files.writeString(folder.resolve("secret"), "secret\n");
    String script =
        "cat '%s'; ls '%s'; cat '%s/../secret'; cat /proc/$PPID/environ"
            .formatted(secret, folder, Files.createDirectory(folder.resolve("empty")));

    assertThat(walled("--read", given, script).lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains("ermission denied"));
  }

  @Test
  void whatCanBeReadCanNotBeWritten() throws Exception {
    Path given = Files.createDirectory(folder.resolve("given"));
    Files.writeString(given.resolve("a"), "a");
    String script =
        "cd '%s'; echo x > a; echo x > b; rm a; mkdir c; mv a d; ln -s a e".formatted(given);

    assertThat(walled("--read", given, script).lines())
        .hasSize(6)
        .allSatisfy(line -> assertThat(line).contains("ermission denied"));
    try (Stream<Path> left = Files.list(given)) {
      assertThat(left).containsExactly(given.resolve("a"));
    }
  }

  @Test
  void whatCanBeWrittenCanBeChangedAsOnePleases() throws Exception {
    Path out = Files.createDirectory(folder.resolve("out"));
    String script = "cd '%s'; mkdir a b; echo x > a/x; mv a/x b/y; cat b/y; rm -r a".formatted(out);

    assertThat(walled("--write", out, script)).isEqualTo("x\n");
    assertThat(out.resolve("b/y")).hasContent("x\n");
  }

  @Test
  void noOtherProcessCanBeSignalled() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      String script = "kill -9 -1; sleep 1 & kill -0 $! && echo own";

      assertThat(walled("--read", folder, script)).contains("not permitted", "own");
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void whatRootCouldDoIsGivenUp() throws Exception {
    assertThat(walled("--look", Path.of("/proc"), "grep CapEff /proc/self/status"))
        .matches("CapEff:\\s*0+\n");
  }

  @Test
  void itDoesNotStartWithoutTheProcessThatWantedIt() throws Exception {
    List<String> command = command("--read", folder, "echo started");
    command.set(command.indexOf("--parent") + 1, "1");

    assertThat(said(command)).isEqualTo("confine: Cairn has ended\n");
  }

  /// What a shell of this machine prints, with one more rule than it needs itself.
  private static String walled(String rule, Path path, String script) throws Exception {
    return said(command(rule, path, script));
  }

  private static List<String> command(String rule, Path path, String script) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                "target/classes",
                Confine.class.getName(),
                "--parent",
                Long.toString(ProcessHandle.current().pid()),
                "--network",
                "none",
                "--files",
                "walled",
                "--file-bytes",
                "1000000",
                "--processes",
                "4000",
                "--at",
                "/"));
    command.addAll(List.of("--env", "PATH=/usr/bin:/bin", "--env", "LC_ALL=C"));
    for (String programs : List.of("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache")) {
      if (Files.exists(Path.of(programs))) {
        command.addAll(List.of("--read", programs));
      }
    }
    command.addAll(List.of("--device", "/dev/null", rule, path.toString()));
    command.addAll(List.of("--", "/bin/sh", "-c", script));
    return command;
  }

  private static String said(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
