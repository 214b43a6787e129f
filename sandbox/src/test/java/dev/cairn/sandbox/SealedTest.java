// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SealedTest {
  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void anImage() throws IOException {
    root = folder.resolve("5f0c");
    Files.createDirectories(root.resolve("usr/bin"));
    Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
    Path program = Files.writeString(root.resolve("usr/bin/env"), "program");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void open() throws IOException {
    Leftovers.delete(folder.resolve("5f0c.sealed"));
  }

  @Test
  void nothingOfACopyCanBeWritten() throws IOException {
    Path copy = Sealed.copyOf(root);

    assertThat(copy).isEqualTo(folder.resolve("5f0c.sealed"));
    for (String name : List.of("", "usr", "usr/bin", "usr/bin/env")) {
      assertThat(mode(copy.resolve(name))).as(name).isEqualTo("r-xr-xr-x");
    }
    assertThat(copy.resolve("bin/env")).hasContent("program");
    assertThat(Files.readSymbolicLink(copy.resolve("bin"))).isEqualTo(Path.of("usr/bin"));
  }

  @Test
  void theRootThatAllLevelsShareStaysAsItIs() throws IOException {
    Sealed.copyOf(root);

    assertThat(mode(root.resolve("usr/bin/env"))).isEqualTo("rwxr-xr-x");
    assertThat(mode(root.resolve("usr"))).contains("w");
  }

  @Test
  void itIsCopiedOnce() throws IOException {
    Sealed.copyOf(root);
    Files.writeString(root.resolve("usr/new"), "new");

    assertThat(Sealed.copyOf(root).resolve("usr/new")).doesNotExist();
    try (Stream<Path> beside = Files.list(folder)) {
      assertThat(beside).containsExactlyInAnyOrder(root, folder.resolve("5f0c.sealed"));
    }
  }

  @Test
  void aRootOfLinksAloneNeedsNoCopy() throws IOException {
    Path links = Files.createDirectory(folder.resolve("links"));
    Files.createSymbolicLink(links.resolve("bin"), Path.of("usr/bin"));

    assertThat(Sealed.copyOf(links)).isEqualTo(links);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
