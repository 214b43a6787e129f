// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SelfTest {
  @Test
  void optionsOfTheJvmAreThoseOfTheLauncherAndOfTheTraining() throws IOException {
    List<String> options =
        Self.java("worker").stream()
            .filter(it -> it.startsWith("-X") || it.startsWith("--"))
            .filter(it -> !it.startsWith("-XX:AOTCache"))
            .toList();
    assertThat(options).contains("--sun-misc-unsafe-memory-access=allow");
    assertThat(Files.readString(Path.of("../cairn"))).contains(options);
    assertThat(Files.readString(Path.of("../scripts/train")))
        .contains(options.stream().filter(it -> !it.startsWith("-Xm")).toList());
  }
}
