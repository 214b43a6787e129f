// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.Digest;
import dev.cairn.content.MemoryStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OciLayerReaderTest {
  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore();

  /// A tar in gzip, as other tools make it; `name`, `name -> target` or `dir/`.
  private OciImage.LayerBlob layer(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
      for (String name : names) {
        String[] link = name.split(" -> ", -1);
        byte[] content = name.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry =
            link.length == 2
                ? new TarArchiveEntry(link[0], TarArchiveEntry.LF_SYMLINK)
                : new TarArchiveEntry(name, true);
        if (link.length == 2) {
          entry.setLinkName(link[1]);
        } else if (!entry.isDirectory()) {
          entry.setSize(content.length);
        }
        tar.putArchiveEntry(entry);
        if (entry.getSize() > 0) {
          tar.write(content);
        }
        tar.closeArchiveEntry();
      }
    }
    Digest digest = store.put(bytes.toByteArray());
    return new OciImage.LayerBlob(
        digest, bytes.size(), "application/vnd.oci.image.layer.v1.tar+gzip", digest);
  }

  private static OciImage image(OciImage.LayerBlob... layers) {
    OciConfig config =
        new OciConfig(new TreeMap<>(), OptionalInt.empty(), List.of(), new TreeMap<>());
    return new OciImage(layers[0].digest(), "linux/amd64", config, "/", List.of(layers));
  }

  private List<String> visible(OciImage image) throws IOException {
    List<String> paths = new ArrayList<>();
    OciLayerReader.visit(image, store, (path, _, _) -> paths.add(path));
    return paths.stream().sorted().toList();
  }

  @Test
  void upperFilesHideLowerOnes() throws IOException {
    assertThat(visible(image(layer("a", "b"), layer("./a")))).containsExactly("a", "b");
  }

  @Test
  void whiteoutsHideFilesAndFolders() throws IOException {
    OciImage image =
        image(layer("a", "d/x", "e/x"), layer(".wh.a", ".wh.d", "e/.wh..wh..opq", "e/y"));

    assertThat(visible(image)).containsExactly("e/y");
  }

  @Test
  void whiteoutsDeleteWhenUnpacked() throws IOException {
    OciImage image =
        image(layer("a", "d/x", "e/x"), layer(".wh.a", ".wh.d", "e/.wh..wh..opq", "e/y"));
    Path root = OciUnpacker.open(folder, store).unpack(image);

    try (var names = Files.list(root)) {
      assertThat(names.map(p -> p.getFileName().toString())).containsExactly("e");
    }
    try (var names = Files.list(root.resolve("e"))) {
      assertThat(names.map(p -> p.getFileName().toString())).containsExactly("y");
    }
  }

  @Test
  void linksThatLeadOutStayInsideWhenUnpacked() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    OciImage image =
        image(layer("etc -> " + outside, "up -> ../../../outside"), layer("etc/x", "up/y"));
    Path root = OciUnpacker.open(folder.resolve("unpacked"), store).unpack(image);

    assertThat(outside).isEmptyDirectory();
    assertThat(Path.of(root + outside.toString() + "/x")).exists();
    assertThat(root.resolve("outside/y")).exists();
  }

  @Test
  void pathThatLeadsOutIsRefused() throws IOException {
    OciImage image = image(layer("../x"));

    assertThatThrownBy(() -> OciUnpacker.open(folder, store).unpack(image))
        .hasMessageContaining("path \"../x\" (expected: no .. in it)");
  }
}
