// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoTest {
  @Test
  void aFolderWithADemoIsLeftAsItIs(@TempDir Path folder) throws IOException, InterruptedException {
    Files.createDirectory(folder.resolve("shop.git"));
    var printed = new ByteArrayOutputStream();

    int code =
        Demo.run(
            List.of("--headless", "--folder", folder.toString()),
            "/nonexistent",
            new PrintStream(printed, true, UTF_8),
            () -> 80);

    assertThat(code).isEqualTo(2);
    assertThat(printed.toString(UTF_8))
        .isEqualTo(
            "cairn demo: --folder %s: holds a demo already (expected: a new or an empty folder). Start that one again with: cd %s && cairn up%n"
                .formatted(folder, folder));
  }
}
