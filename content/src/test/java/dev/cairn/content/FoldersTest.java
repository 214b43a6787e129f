// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.Tree.Entry;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FoldersTest {
  private static final FileTime TIME = FileTime.from(Instant.parse("1980-01-01T00:00:00Z"));

  @TempDir Path folder;

  private Path directory() throws IOException {
    Path directory = folder.resolve("in");
    Files.createDirectories(directory.resolve("bin"));
    Files.createDirectories(directory.resolve("empty"));
    for (int i = 0; i < 100; i++) {
      Files.writeString(directory.resolve("f" + i), "file " + i);
    }
    Files.writeString(directory.resolve("bin/run"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        directory.resolve("bin/run"), PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(directory.resolve("bin/link"), Path.of("../nowhere"));
    return directory;
  }

  @Test
  void directoryComesBackAsItWas() throws IOException {
    FolderStore store = FolderStore.open(folder.resolve("store"));
    Tree tree = Tree.read(directory(), store);
    Path out = folder.resolve("out");
    tree.write(out, store);

    assertThat(Tree.read(out, store)).isEqualTo(tree);
    assertThat(tree.entries(store))
        .hasSize(103)
        .containsEntry("empty", new Entry.EmptyDirectory())
        .containsEntry("bin/link", new Entry.Link("../nowhere"));
    assertThat(out.resolve("f7")).hasContent("file 7");
    assertThat(Files.isExecutable(out.resolve("bin/run"))).isTrue();
  }

  @Test
  void modesAndTimesAreAlwaysTheSame() throws IOException {
    MemoryStore store = new MemoryStore();
    Path out = folder.resolve("out");
    Tree.read(directory(), store).write(out, store);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve("f1"))))
        .isEqualTo("rw-r--r--");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve("bin/run"))))
        .isEqualTo("rwxr-xr-x");
    for (String name : new String[] {"", "f1", "bin", "bin/run", "bin/link", "empty"}) {
      assertThat(Files.getLastModifiedTime(out.resolve(name), LinkOption.NOFOLLOW_LINKS))
          .as(name)
          .isEqualTo(TIME);
    }
  }

  @Test
  void whoChangesACopyDoesNotChangeTheStore() throws IOException {
    FolderStore store = FolderStore.open(folder.resolve("store"));
    Tree tree = Tree.read(directory(), store);
    tree.write(folder.resolve("out"), store);
    Files.writeString(folder.resolve("out/f1"), "changed");
    tree.write(folder.resolve("again"), store);

    assertThat(folder.resolve("again/f1")).hasContent("file 1");
  }

  @Test
  void nothingIsWrittenOverWhatIsThere() throws IOException {
    MemoryStore store = new MemoryStore();
    Tree tree = Tree.read(directory(), store);

    assertThatThrownBy(() -> tree.write(folder.resolve("in"), store))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining("not empty (expected: an empty directory, or none)");
  }

  @Test
  void missingContentSaysWhatIsMissing() throws IOException {
    MemoryStore store = new MemoryStore();
    SortedMap<String, Entry> entries = new TreeMap<>();
    Digest nowhere = Digest.of(new byte[] {1});
    for (int i = 0; i < 10; i++) {
      entries.put("f" + i, new Entry.File(nowhere, 1, false));
    }
    Tree tree = Tree.of(entries, store);

    assertThatThrownBy(() -> tree.write(folder.resolve("out"), store))
        .isInstanceOf(MissingContentException.class)
        .hasMessageContaining(nowhere.toString());
  }

  @Test
  void socketIsRefused() throws IOException {
    Path directory = directory();
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(directory.resolve("socket")));
    }

    assertThatThrownBy(() -> Tree.read(directory, new MemoryStore()))
        .hasMessage(
            "read tree: socket: a device, pipe or socket (expected: files, directories and links)."
                + " Remove it, or choose another directory.");
  }
}
