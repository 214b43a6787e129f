// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The README's first command, as somebody who is not root and whose home is empty.
final class DemoIT {
  @TempDir Path folder;
  private OrdinaryUser user;

  @BeforeEach
  void meet() throws IOException, InterruptedException {
    user = OrdinaryUser.in(folder);
  }

  @AfterEach
  void part() throws IOException, InterruptedException {
    user.close();
  }

  @Test
  void theDemoShowsAllThatItClaimsAndLeavesNothingRunning() throws Exception {
    Build build = Build.ofThisCheckout();
    Path cache = build.cacheOf(user);
    Path output = Files.createDirectories(Path.of("target")).resolve("demo.txt").toAbsolutePath();

    int exit =
        user.run(
            List.of(
                build.readableBy(user).launcher().toString(),
                "demo",
                "--exit",
                "--headless",
                "--folder",
                user.home().resolve("demo").toString()),
            Map.of("CAIRN_AS_BUILT", "1", "XDG_CACHE_HOME", cache.toString()),
            output);

    assertThat(exit)
        .as("exit code of cairn demo, which said:\n%s", Files.readString(output))
        .isZero();
    assertThat(output).content().contains("Everything that the demo claims was seen.");
    assertThat(user.processes()).as("processes that the demo left").isEmpty();
  }
}
