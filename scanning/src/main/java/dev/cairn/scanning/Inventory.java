// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

import dev.cairn.content.ContentStore;
import dev.cairn.images.OciImage;
import dev.cairn.images.OciLayerReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What images contain, sorted by package URL and place; what several platforms have in common is
/// there once.
record Inventory(List<Component> components) {
  private static final int LARGEST_STATUS = 64 << 20;

  Inventory {
    var sorted =
        new TreeSet<>(Comparator.comparing(Component::purl).thenComparing(Component::path));
    sorted.addAll(components);
    components = List.copyOf(sorted);
  }

  static Inventory of(List<OciImage> images, ContentStore store) throws IOException {
    List<Component> all = new ArrayList<>();
    for (OciImage image : images) {
      all.addAll(of(image, store));
    }
    return new Inventory(all);
  }

  private static List<Component> of(OciImage image, ContentStore store) throws IOException {
    Jars jars = new Jars();
    SortedMap<String, String> texts = new TreeMap<>();
    OciLayerReader.visit(
        image,
        store,
        (path, _, content) -> {
          if (Jars.isJar(path)) {
            jars.read(path, content);
          } else if (DebianPackages.isStatus(path)
              || path.equals("etc/os-release")
              || path.equals("usr/lib/os-release")) {
            texts.put(path, text(path, content));
          }
        });
    String release =
        DebianPackages.release(
            texts.getOrDefault("etc/os-release", texts.getOrDefault("usr/lib/os-release", "")));
    List<Component> all = new ArrayList<>(jars.components());
    texts.forEach((path, text) -> {
      if (DebianPackages.isStatus(path)) {
        all.addAll(DebianPackages.parse(text, release, path));
      }
    });
    return all;
  }

  private static String text(String path, InputStream content) throws IOException {
    byte[] bytes = content.readNBytes(LARGEST_STATUS + 1);
    if (bytes.length > LARGEST_STATUS) {
      throw new IOException(
          "scan %s: more than %,d bytes (expected: fewer)".formatted(path, LARGEST_STATUS));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
