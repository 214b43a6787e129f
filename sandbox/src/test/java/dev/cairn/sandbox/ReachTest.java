// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReachTest {
  @TempDir Path folder;

  private Path root = Path.of("/");
  private Path out = Path.of("/");

  @BeforeEach
  void closedHome() throws IOException {
    folder = folder.toRealPath();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path home = Files.createDirectory(folder.resolve("home"));
    root = Files.createDirectories(home.resolve("cache/roots/5f0c"));
    out = Files.createDirectories(home.resolve("scratch/out"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void whatLiesBelowAClosedFolderIsBoundOnceAndSeenThere() throws IOException {
    Reach reach = Reach.of(List.of(root, out, root.getParent()));
    assertThat(reach.isOpen()).isFalse();
    assertThat(reach.bound())
        .containsExactly(folder.resolve("home/cache"), folder.resolve("home/scratch"));
    assertThat(reach.seen(root)).isEqualTo(reach.stage().resolve("0/roots/5f0c"));
    assertThat(reach.seen(out)).isEqualTo(reach.stage().resolve("1/out"));
  }

  @Test
  void whatIsOpenStaysWhereItIs() throws IOException {
    Reach reach = Reach.of(List.of(Path.of("/usr")));
    assertThat(reach.isOpen()).isTrue();
    assertThat(reach.seen(Path.of("/usr/bin"))).isEqualTo(Path.of("/usr/bin"));
  }

  @Test
  void theLastClosedFolderCounts() throws IOException {
    Files.setPosixFilePermissions(root.getParent(), PosixFilePermissions.fromString("rwx------"));
    assertThat(Reach.of(List.of(root)).bound()).containsExactly(root);
  }
}
