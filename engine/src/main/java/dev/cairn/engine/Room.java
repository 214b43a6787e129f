// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Tree;
import dev.cairn.sandbox.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The folders of this machine that a step's room is made of. One thread.
final class Room implements AutoCloseable {
  private final Path work;
  private final SortedMap<String, Path> folders = new TreeMap<>();
  private final List<Mount> mounts = new ArrayList<>();

  private Room(Path work) {
    this.work = work;
  }

  /// Writes all of it.
  ///
  /// @param root the image's root file system
  /// @param work an empty folder, deleted at the end
  static Room build(RoomPlan plan, Path root, Path work, ContentStore store) throws IOException {
    Room room = new Room(work);
    for (var mount : plan.mounts().entrySet()) {
      String target = mount.getKey();
      SortedMap<String, Tree.Entry> inside = below(target, plan.entries());
      if (mount.getValue()) {
        refuseHidden(target, root);
        Path folder = room.write(inside, store);
        room.folders.put(target, folder);
        room.mounts.add(Mount.writable(folder, unlinked(target, root)));
      } else {
        room.add(unlinked(target, root), inside, root, store);
      }
    }
    for (String folder : plan.writable()) {
      Path made = room.host(folder).orElseThrow();
      Files.createDirectories(made);
    }
    return room;
  }

  List<Mount> mounts() {
    return List.copyOf(mounts);
  }

  /// Where a path of the room lies on this machine, if commands can write there.
  Optional<Path> host(String path) {
    for (var folder : folders.entrySet()) {
      String target = folder.getKey();
      if (path.equals(target)) {
        return Optional.of(folder.getValue());
      }
      if (path.startsWith(target + "/")) {
        return Optional.of(folder.getValue().resolve(path.substring(target.length() + 1)));
      }
    }
    return Optional.empty();
  }

  /// The folders that can be written to, by their paths in the room.
  SortedMap<String, Path> writable() {
    return new TreeMap<>(folders);
  }

  /// Mounts what an image adds. Where its root file system has a folder already that is not empty,
  /// both are seen: each of the added names is mounted by itself.
  private void add(
      String target, SortedMap<String, Tree.Entry> inside, Path root, ContentStore store)
      throws IOException {
    Path there = root.resolve(target.substring(1));
    if (!isFilled(there)) {
      mounts.add(Mount.readOnly(write(inside, store), target));
      return;
    }
    SortedMap<String, SortedMap<String, Tree.Entry>> children = new TreeMap<>();
    SortedMap<String, Tree.Entry> files = new TreeMap<>();
    for (var entry : inside.entrySet()) {
      String[] names = entry.getKey().split("/", 2);
      if (names.length == 2) {
        children.computeIfAbsent(names[0], _ -> new TreeMap<>()).put(names[1], entry.getValue());
      } else {
        files.put(names[0], entry.getValue());
      }
    }
    Path written = write(files, store);
    for (String name : files.keySet()) {
      mounts.add(Mount.readOnly(written.resolve(name), target + "/" + name));
    }
    for (var child : children.entrySet()) {
      add(target + "/" + child.getKey(), child.getValue(), root, store);
    }
  }

  /// The same place without a link at its begin: `/lib/x` is `/usr/lib/x`, where `/lib` leads.
  private static String unlinked(String target, Path root) throws IOException {
    String[] names = target.split("/", 3);
    Path top = root.resolve(names[1]);
    if (names.length < 3 || !Files.isSymbolicLink(top)) {
      return target;
    }
    String link = Files.readSymbolicLink(top).toString();
    return (link.startsWith("/") ? link : "/" + link) + "/" + names[2];
  }

  private static boolean isFilled(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var names = Files.newDirectoryStream(folder)) {
      return names.iterator().hasNext();
    }
  }

  /// What a step may write to must not hide what its programs need.
  private static void refuseHidden(String target, Path root) throws IOException {
    Path there = root.resolve(target.substring(1));
    if (!target.equals("/tmp") && (Files.isSymbolicLink(there) || isFilled(there))) {
      throw new StepException(
          "make room: in(\"%s\"): the image has files there, which would be hidden (expected: a path that the image has not, such as /in%s)"
              .formatted(target, target));
    }
  }

  private static SortedMap<String, Tree.Entry> below(
      String target, SortedMap<String, Tree.Entry> entries) {
    SortedMap<String, Tree.Entry> below = new TreeMap<>();
    for (Map.Entry<String, Tree.Entry> entry :
        entries.subMap(target + "/", target + "0").entrySet()) {
      below.put(entry.getKey().substring(target.length() + 1), entry.getValue());
    }
    return below;
  }

  private Path write(SortedMap<String, Tree.Entry> entries, ContentStore store) throws IOException {
    Path folder = Files.createTempDirectory(work, "at");
    Tree.of(entries, store).write(folder, store);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }

  @Override
  public void close() throws IOException {
    delete(work);
  }

  /// Deletes a folder, whatever modes commands gave to what is in it.
  static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      try (var children = Files.newDirectoryStream(path)) {
        for (Path child : children) {
          delete(child);
        }
      }
    }
    Files.deleteIfExists(path);
  }
}
