// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnpackingTest {
  @TempDir Path folder;

  @Test
  void whatAnotherProcessMadeFirstStays() throws IOException {
    Path part = folder("part", "late");
    Path root = folder("root", "first");

    Unpacking.moveIntoPlace(part, root);

    assertThat(root.resolve("file")).hasContent("first");
    assertThat(part).exists();
  }

  @Test
  void aFileInItsPlaceIsNoRoot() throws IOException {
    Path part = folder("part", "late");
    Path root = Files.writeString(folder.resolve("root"), "a file");

    assertThatThrownBy(() -> Unpacking.moveIntoPlace(part, root))
        .isInstanceOf(FileSystemException.class);
  }

  private Path folder(String name, String text) throws IOException {
    Path made = Files.createDirectory(folder.resolve(name));
    Files.writeString(made.resolve("file"), text);
    return made;
  }
}
