// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What `./cairn` starts, as `scripts/build` made it.
record Build(Path root) {
  /// That of this checkout; it must be newer than the sources.
  static Build ofThisCheckout() throws IOException, InterruptedException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    assertThat(new ProcessBuilder(root.resolve("scripts/fresh").toString()).start().waitFor())
        .as("scripts/fresh: whether build/ is as new as the sources; make it so by scripts/build")
        .isZero();
    return new Build(root);
  }

  Path launcher() {
    return root.resolve("cairn");
  }

  /// Where packages are kept between test runs; a checkout in a folder that the user can't enter
  /// gives an empty one.
  Path cacheOf(OrdinaryUser user) throws IOException, InterruptedException {
    Path kept = Files.createDirectories(root.resolve("build/test-cache/demo"));
    user.own(kept);
    return user.reads(kept) ? kept : user.home().resolve(".cache");
  }

  /// This build, or a copy where the user can read it.
  Build readableBy(OrdinaryUser user) throws IOException, InterruptedException {
    if (user.reads(root.resolve("build/launch"))) {
      return this;
    }
    Path copy = Files.createDirectories(user.home().resolveSibling("checkout/build")).getParent();
    var parts =
        List.of(
            "cp -a cairn scripts '%s'".formatted(copy),
            "cp -a build/lib build/aot build/launch '%s/build'".formatted(copy),
            // The user can't see this checkout's jars, and can't train either.
            "for at in '%s'/build/aot/*; do echo '%s' > \"$at/root\"; done".formatted(copy, copy),
            "chmod -R a+rX '%s'".formatted(copy));
    var copying =
        new ProcessBuilder("sh", "-ec", String.join("\n", parts))
            .directory(root.toFile())
            .inheritIO();
    assertThat(copying.start().waitFor()).as("copy of %s to %s", root, copy).isZero();
    return new Build(copy);
  }
}
