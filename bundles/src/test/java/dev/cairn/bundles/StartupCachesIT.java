// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.bundles.Compilation.Compiled;
import dev.cairn.sandbox.Command;
import dev.cairn.sandbox.Limits;
import dev.cairn.sandbox.Outcome;
import dev.cairn.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With `-XX:AOTMode=on` the JVM ends if it can't use its cache: jars, order and collector fit.
final class StartupCachesIT {
  @TempDir Path folder;

  @Test
  void bothProcessesUseTheirCachesInTheSandbox() throws IOException, InterruptedException {
    Toolchain bare = Toolchain.ofThisJvm(Optional.empty());
    StartupCaches.make(bare, folder);
    Toolchain toolchain = Toolchain.ofThisJvm(Optional.of(folder));
    assertThat(toolchain.cache(StartupCaches.Of.COMPILE_PROCESS)).isPresent();
    assertThat(toolchain.cache(StartupCaches.Of.BUNDLE_PROCESS)).isPresent();
    Sandbox sandbox = RealSandbox.detect();
    Room room = Room.of(toolchain, folder);
    Path out = Files.createDirectories(folder.resolve("out"));

    assertThat(strictly(sandbox, room.compiler(Golden.bundle("delivery"), out, Limits.defaults())))
        .isEqualTo("0 ");
    assertThat(
            strictly(sandbox, room.bundle("Delivery", out.resolve("classes"), Limits.defaults())))
        .isEqualTo("0 {\"cairn\":1,\"bundle\":\"Delivery\"}");
  }

  @Test
  void compilerWithCachesGivesTheSameAsWithout() throws IOException, InterruptedException {
    Toolchain bare = Toolchain.ofThisJvm(Optional.empty());
    StartupCaches.make(bare, folder);
    Sandbox sandbox = RealSandbox.detect();
    Compiler with =
        Compiler.open(sandbox, Toolchain.ofThisJvm(Optional.of(folder)), folder.resolve("with"));
    Compiler without = Compiler.open(sandbox, bare, folder.resolve("without"));

    var first = (Compiled) with.compile(Golden.bundle("platform"));
    var second = (Compiled) without.compile(Golden.bundle("platform"));

    assertThat(first.table()).isEqualTo(second.table());
    assertThat(first.classes().resolve("Rollout.class"))
        .hasSameBinaryContentAs(second.classes().resolve("Rollout.class"));
  }

  private static String strictly(Sandbox sandbox, Command command)
      throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(command.argv());
    argv.add(1, "-XX:AOTMode=on");
    var printed = new ByteArrayOutputStream();
    Outcome outcome =
        sandbox.run(
            new Command(
                command.root(),
                argv,
                command.directory(),
                command.env(),
                command.mounts(),
                command.network(),
                command.limits()),
            (_, buffer, length) -> printed.write(buffer, 0, length));
    // A zero byte on standard error stands behind what was printed before the greeting.
    String text = printed.toString(StandardCharsets.UTF_8).replace("\0", "").strip();
    return outcome instanceof Outcome.Exited(int code, _, _, _) ? code + " " + text : text;
  }
}
