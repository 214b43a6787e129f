// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

final class LayerTarTest {
  private final SortedMap<String, LayerEntry> entries = new TreeMap<>(Layer.BY_BYTES);

  private static LayerEntry.File file(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new LayerEntry.File(0644, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  private byte[] tar() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LayerTar.write(entries, out);
    return out.toByteArray();
  }

  private List<TarArchiveEntry> read() throws IOException {
    List<TarArchiveEntry> read = new ArrayList<>();
    try (var in = new TarArchiveInputStream(new ByteArrayInputStream(tar()), "UTF-8")) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        read.add(entry);
      }
    }
    return read;
  }

  @Test
  void bytesAreThoseOfGnuTarInUstarFormat() throws IOException {
    entries.put("app", new LayerEntry.Directory(0755));
    entries.put("app/a.txt", file("hello\n"));
    entries.put("app/link", new LayerEntry.Link("a.txt"));

    // tar --format=ustar --numeric-owner --owner=0 --group=0 --mtime=@315532800 --no-recursion
    //   --blocking-factor=1 -cf - app app/a.txt app/link | sha256sum
    assertThat(Digest.of(tar()).hex())
        .isEqualTo("7950fc4e28bb8f898ec6abda08a3ca254792100f7d0a8f950808f7188358260c");
  }

  @Test
  void entriesHaveNoOwnerAndOneTime() throws IOException {
    entries.put("a", file("x"));
    entries.put("b", new LayerEntry.Link("a"));

    assertThat(read())
        .allSatisfy(entry -> {
          assertThat(entry.getLongUserId()).isZero();
          assertThat(entry.getLongGroupId()).isZero();
          assertThat(entry.getUserName()).isEmpty();
          assertThat(entry.getLastModifiedTime().toInstant()).hasToString("1980-01-01T00:00:00Z");
        });
  }

  @Test
  void namesThatDoNotFitAreKeptInPaxRecords() throws IOException {
    String longName = "d/" + "x".repeat(250);
    String target = "../" + "y".repeat(200);
    entries.put(longName, file("long"));
    entries.put("größe", file("umlaut"));
    entries.put("link", new LayerEntry.Link(target));

    assertThat(read().stream().map(TarArchiveEntry::getName))
        .containsExactly(longName, "größe", "link");
    assertThat(read().getLast().getLinkName()).isEqualTo(target);
  }

  @Test
  void shortNamesHaveNoPaxRecords() throws IOException {
    entries.put("x".repeat(100), file(""));

    assertThat(tar()).hasSize(512 + 1024);
  }

  @Test
  void fileThatShrankMeanwhileIsAnError() {
    entries.put("a", new LayerEntry.File(0644, 5, () -> new ByteArrayInputStream(new byte[3])));

    assertThatThrownBy(this::tar)
        .hasMessage(
            "write layer: a: ends 2 bytes early (expected: 5 bytes). Something changed it"
                + " meanwhile.");
  }
}
