// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A checkout that was built and then moved or copied.
class MovedIT {
  @TempDir Path folder;

  @Test
  void runsItsOwnJarsAndTrainsItsOwnCaches() throws IOException, InterruptedException {
    Build built = Build.ofThisCheckout();
    Path moved = Files.createDirectories(folder.resolve("mo ved")).toRealPath();
    ran(
        built.root(),
        "",
        "sh",
        "-ec",
        "mkdir '%s/build'; cp -a cairn scripts pom.xml '%s'; cp -a build/lib build/aot build/launch '%s/build'"
            .formatted(moved, moved, moved));

    String first = ran(moved, "-XshowSettings:properties", "./cairn", "--version");
    String second = ran(moved, "-Xlog:class+load", "./cairn", "--version");
    String up = ran(moved, "-Xlog:class+load", "./cairn", "up", "--until-ready", "--port", "0");

    assertThat(first)
        .contains("training start-up caches")
        .contains(moved + "/build/lib/cairn-cli-")
        .doesNotContain(built.root() + "/build/lib")
        .contains(Main.VERSION);
    assertThat(second)
        .doesNotContain("training start-up caches")
        .contains("dev.cairn.cli.Main source: shared objects file");
    assertThat(up)
        .contains("cairn is up: ")
        .contains("dev.cairn.server.Server source: shared objects file")
        .doesNotContain(built.root() + "/build/lib");
  }

  private String ran(Path in, String javaOptions, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "out", ".txt");
    var builder =
        new ProcessBuilder(List.of(command))
            .directory(in.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("CAIRN_AS_BUILT", "1");
    builder.environment().put("CAIRN_JAVA_OPTIONS", javaOptions);
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(output);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
