// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Layers of trees, put on top of a base.
final class OciAdditions {
  private static final int MODE_FILE = 0644;
  private static final int MODE_PROGRAM = 0755;
  private static final int MOST_LINKS = 40;

  private OciAdditions() {}

  /// A layer for each addition.
  ///
  /// @param base what is in the base, by path: a link's target, and nothing for a directory; files
  ///   are left out. A path of an addition that leads through a link of the base (`/lib/x` where
  ///   `lib` is a link to `usr/lib`) is written where the link points, since a directory in a layer
  ///   would replace the link
  static List<Layer> layers(
      List<OciPacker.Addition> additions, Map<String, String> base, ContentStore store)
      throws IOException {
    List<Layer> layers = new ArrayList<>();
    Map<String, Tree.Entry> all = new HashMap<>();
    for (OciPacker.Addition addition : additions) {
      SortedMap<String, LayerEntry> entries = new TreeMap<>(Layer.BY_BYTES);
      for (var entry : placed(addition, store).entrySet()) {
        String path = resolved(entry.getKey(), base);
        Tree.Entry before = all.putIfAbsent(path, entry.getValue());
        if (before != null && !before.equals(entry.getValue())) {
          throw new IOException(
              "pack image: /%s: two additions have other content there (expected: the same, or other paths). Leave it out of one of them with only(\"!…\")."
                  .formatted(path));
        }
        addParents(path, base, entries);
        put(path, entry.getValue(), base, entries, store);
      }
      layers.add(Layer.write(entries, store));
    }
    return layers;
  }

  private static SortedMap<String, Tree.Entry> placed(
      OciPacker.Addition addition, ContentStore store) throws IOException {
    String path = addition.path();
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(
          "pack image: add at \"%s\" (expected: an absolute path, such as /app)".formatted(path));
    }
    String folder = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return addition.tree().under(folder, store).entries(store);
  }

  private static void addParents(
      String path, Map<String, String> base, SortedMap<String, LayerEntry> entries) {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      String parent = path.substring(0, slash);
      if (!base.containsKey(parent)) {
        entries.put(parent, new LayerEntry.Directory(MODE_PROGRAM));
      }
    }
  }

  private static void put(
      String path,
      Tree.Entry entry,
      Map<String, String> base,
      SortedMap<String, LayerEntry> entries,
      ContentStore store) {
    switch (entry) {
      case Tree.Entry.File(var content, var size, var executable) ->
          entries.put(
              path,
              new LayerEntry.File(
                  executable ? MODE_PROGRAM : MODE_FILE, size, () -> store.open(content)));
      case Tree.Entry.Link(var target) -> entries.put(path, new LayerEntry.Link(target));
      case Tree.Entry.EmptyDirectory() -> {
        if (!base.containsKey(path)) {
          entries.put(path, new LayerEntry.Directory(MODE_PROGRAM));
        }
      }
    }
  }

  /// The path with links of the base followed in all of its names but the last.
  private static String resolved(String path, Map<String, String> base) throws IOException {
    String now = path;
    for (int links = 0; links < MOST_LINKS; links++) {
      String next = once(now, base);
      if (next.equals(now)) {
        return now;
      }
      now = next;
    }
    throw new IOException(
        "pack image: /%s: more than %d links on its way (expected: fewer)"
            .formatted(path, MOST_LINKS));
  }

  private static String once(String path, Map<String, String> base) {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      String target = base.getOrDefault(parent, "");
      if (!target.isEmpty()) {
        String folder = parent.substring(0, Math.max(parent.lastIndexOf('/'), 0));
        return normalized(target.startsWith("/") ? target : folder + "/" + target)
            + path.substring(slash);
      }
    }
    return path;
  }

  /// Without empty names, `.` and `..`.
  private static String normalized(String path) {
    List<String> names = new ArrayList<>();
    for (String name : path.split("/", -1)) {
      if (name.equals("..")) {
        if (!names.isEmpty()) {
          names.removeLast();
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return String.join("/", names);
  }
}
