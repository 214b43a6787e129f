// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import dev.cairn.content.Tree.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Paths to `Directory` messages and back.
final class Directories {
  /// No source tree or root file system has as many; a tree of shared directories that unfolds to
  /// more is an attack.
  static final int MOST_ENTRIES = 1_000_000;

  static final int DEEPEST = 128;
  static final int LONGEST_NAME = 255;

  /// As the Remote Execution API orders names.
  static final Comparator<String> BY_BYTES =
      Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private Directories() {}

  /// What is in one directory while a tree is made.
  private static final class Folder {
    private final SortedMap<String, Entry> entries = new TreeMap<>(BY_BYTES);
    private final SortedMap<String, Folder> folders = new TreeMap<>(BY_BYTES);
  }

  static Tree write(SortedMap<String, Entry> entries, ContentStore store) throws IOException {
    Folder root = new Folder();
    for (var entry : entries.entrySet()) {
      add(root, entry.getKey(), entry.getValue());
    }
    return new Tree(write(root, store).digest());
  }

  private static void add(Folder root, String path, Entry entry) throws TreeException {
    String[] names = path.split("/", -1);
    if (names.length > DEEPEST) {
      throw TreeException.path(path, "at most %d names".formatted(DEEPEST));
    }
    Folder folder = root;
    for (int i = 0; i < names.length; i++) {
      String wrong = wrong(names[i]);
      if (!wrong.isEmpty()) {
        throw TreeException.path(path, wrong);
      }
      boolean last = i == names.length - 1;
      if (!last || entry instanceof Entry.EmptyDirectory) {
        if (folder.entries.containsKey(names[i])) {
          throw TreeException.path(path, "not a file and a directory at the same path");
        }
        folder = folder.folders.computeIfAbsent(names[i], _ -> new Folder());
      } else {
        if (folder.folders.containsKey(names[i])) {
          throw TreeException.path(path, "not a file and a directory at the same path");
        }
        if (entry instanceof Entry.Link(var target) && !wrongTarget(target).isEmpty()) {
          throw TreeException.path(path, wrongTarget(target));
        }
        folder.entries.put(names[i], entry);
      }
    }
  }

  private static DirectoryMessage.Child write(Folder folder, ContentStore store)
      throws IOException {
    List<DirectoryMessage.File> files = new ArrayList<>();
    List<DirectoryMessage.Child> directories = new ArrayList<>();
    List<DirectoryMessage.Link> links = new ArrayList<>();
    folder.entries.forEach((name, entry) -> {
      switch (entry) {
        case Entry.File file -> files.add(new DirectoryMessage.File(name, file));
        case Entry.Link link -> links.add(new DirectoryMessage.Link(name, link));
        case Entry.EmptyDirectory _ -> throw new IllegalStateException("kept as a folder");
      }
    });
    for (var child : folder.folders.entrySet()) {
      directories.add(write(child.getValue(), store).named(child.getKey()));
    }
    byte[] bytes = new DirectoryMessage(files, directories, links).bytes();
    return new DirectoryMessage.Child("", store.put(bytes), bytes.length);
  }

  static SortedMap<String, Entry> read(Digest root, ContentStore store) throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>();
    read(new Position("", root, 0), store, entries, new HashMap<>());
    return entries;
  }

  private record Position(String prefix, Digest digest, int depth) {}

  private static void read(
      Position at,
      ContentStore store,
      SortedMap<String, Entry> entries,
      Map<Digest, DirectoryMessage> seen)
      throws IOException {
    if (at.depth() > DEEPEST) {
      throw TreeException.limit("directories inside one another", DEEPEST);
    }
    DirectoryMessage message = seen.get(at.digest());
    if (message == null) {
      message = DirectoryMessage.read(at.digest(), store);
      seen.put(at.digest(), message);
    }
    if (message.isEmpty() && at.depth() > 0) {
      String path = at.prefix().substring(0, at.prefix().length() - 1);
      put(path, new Entry.EmptyDirectory(), entries);
    }
    for (var file : message.files()) {
      put(at.prefix() + file.name(), file.entry(), entries);
    }
    for (var link : message.links()) {
      put(at.prefix() + link.name(), link.entry(), entries);
    }
    for (var child : message.directories()) {
      String prefix = at.prefix() + child.name() + "/";
      read(new Position(prefix, child.digest(), at.depth() + 1), store, entries, seen);
    }
  }

  private static void put(String path, Entry entry, SortedMap<String, Entry> entries)
      throws TreeException {
    if (entries.size() == MOST_ENTRIES) {
      throw TreeException.limit("files in one tree", MOST_ENTRIES);
    }
    entries.put(path, entry);
  }

  /// What is wrong with a name, or nothing.
  static String wrong(String name) {
    if (name.isEmpty()) {
      return "no empty name: no / at its begin or end, no //";
    }
    if (name.equals(".") || name.equals("..")) {
      return "no name that is . or ..";
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      return "no / or NUL in a name";
    }
    if (!isUnicode(name)) {
      return "names in UTF-8";
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      return "names of at most %d bytes".formatted(LONGEST_NAME);
    }
    return "";
  }

  /// What is wrong with a link's target, or nothing.
  static String wrongTarget(String target) {
    return target.isEmpty() || target.length() > 4095 || target.indexOf('\0') >= 0
        ? "a link's target of 1 to 4095 characters without NUL"
        : isUnicode(target) ? "" : "a link's target in UTF-8";
  }

  private static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
