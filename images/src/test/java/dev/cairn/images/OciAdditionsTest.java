// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.MemoryStore;
import dev.cairn.content.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class OciAdditionsTest {
  private static final Map<String, String> BASE =
      Map.of("lib", "usr/lib", "usr", "", "usr/lib", "", "tmp", "", "var/run", "/run", "run", "");

  private final MemoryStore store = new MemoryStore();

  private List<String> names(String path, String file) throws IOException {
    SortedMap<String, Tree.Entry> entries = new TreeMap<>();
    entries.put(file, new Tree.Entry.File(store.put(new byte[] {1}), 1, false));
    var addition = new OciPacker.Addition(path, Tree.of(entries, store));
    Layer layer = OciAdditions.layers(List.of(addition), BASE, store).getFirst();
    List<String> names = new ArrayList<>();
    OciLayerReader.entries(
        new OciImage.LayerBlob(layer.digest(), layer.size(), Layer.MEDIA_TYPE, layer.diffId()),
        store,
        (name, entry, _) -> names.add(entry.isDirectory() ? name + "/" : name));
    return names;
  }

  @Test
  void missingParentsAreMade() throws IOException {
    assertThat(names("/app/lib", "a")).containsExactly("app/", "app/lib/", "app/lib/a");
  }

  @Test
  void directoriesOfTheBaseKeepTheirModes() throws IOException {
    assertThat(names("/tmp", "x/a")).containsExactly("tmp/x/", "tmp/x/a");
  }

  @Test
  void pathThroughALinkOfTheBaseIsWrittenWhereItPoints() throws IOException {
    assertThat(names("/lib", "a.so")).containsExactly("usr/lib/a.so");
    assertThat(names("/var/run", "pid")).containsExactly("run/pid");
  }

  @Test
  void rootItselfCanBeAddedTo() throws IOException {
    assertThat(names("/", "a")).containsExactly("a");
  }
}
