// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourcesTest {
  private static final Toolchain TOOLCHAIN =
      new Toolchain(
          Path.of("/jdk"),
          Path.of("/sdk.jar"),
          Path.of("/bundles.jar"),
          Optional.empty(),
          Digest.of(new byte[] {1}));

  @TempDir Path folder;

  @Test
  void testsBuiltFilesAndHiddenFoldersAreNoPart() throws IOException {
    write("Delivery.java", "a");
    write("more/Helper.java", "b");
    write("DeliveryTest.java", "c");
    write("test/Other.java", "d");
    write("target/Built.java", "e");
    write(".hidden/Hidden.java", "f");
    write("cairn.lock", "g");
    Files.createSymbolicLink(folder.resolve("Link.java"), folder.resolve("Delivery.java"));

    assertThat(Sources.read(folder).files()).containsOnlyKeys("Delivery.java", "more/Helper.java");
  }

  @Test
  void digestDependsOnNamesBytesAndToolsOnly() throws IOException {
    write("Delivery.java", "a");
    Digest digest = Sources.read(folder).digest(TOOLCHAIN);

    write("cairn.lock", "g");
    assertThat(Sources.read(folder).digest(TOOLCHAIN)).isEqualTo(digest);

    write("Delivery.java", "b");
    assertThat(Sources.read(folder).digest(TOOLCHAIN)).isNotEqualTo(digest);
  }

  @Test
  void folderThatIsTooLargeIsRefused() throws IOException {
    write("Delivery.java", "a".repeat(6 << 20));

    assertThatThrownBy(() -> Sources.read(folder))
        .hasMessageEndingWith(
            "too large (expected: at most 1000 Java files of 5242880 bytes together)");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
