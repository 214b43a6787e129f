// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import dev.cairn.content.Tree.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Trees from and to directories of this machine.
final class Folders {
  /// The earliest that zip files can say.
  private static final FileTime TIME = FileTime.from(Instant.parse("1980-01-01T00:00:00Z"));

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private Folders() {}

  static Tree read(Path root, ContentStore store) throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>();
    List<FoundFile> files = new ArrayList<>();
    Files.walkFileTree(root, new Finder(root, entries, files));
    List<Entry> read = Parallel.map(files, file -> file.read(store));
    for (int i = 0; i < files.size(); i++) {
      entries.put(files.get(i).path(), read.get(i));
    }
    return Tree.of(entries, store);
  }

  static void write(SortedMap<String, Entry> entries, Path root, ContentStore store)
      throws IOException {
    Files.createDirectories(root);
    try (var there = Files.newDirectoryStream(root)) {
      if (there.iterator().hasNext()) {
        throw new TreeException(
            "write tree: %s: not empty (expected: an empty directory, or none)".formatted(root));
      }
    }
    SortedSet<String> directories = new TreeSet<>();
    for (var entry : entries.entrySet()) {
      addParents(entry.getKey(), directories);
      if (entry.getValue() instanceof Entry.EmptyDirectory) {
        directories.add(entry.getKey());
      }
    }
    for (String directory : directories) {
      Path made = Files.createDirectory(root.resolve(directory));
      Files.setPosixFilePermissions(made, PROGRAM);
    }
    Parallel.map(
        List.copyOf(entries.entrySet()),
        entry -> {
          write(entry.getValue(), root.resolve(entry.getKey()), store);
          return entry.getKey();
        });
    for (String directory : directories.reversed()) {
      setTime(root.resolve(directory));
    }
    setTime(root);
  }

  private static void addParents(String path, SortedSet<String> directories) {
    int slash = path.lastIndexOf('/');
    while (slash > 0 && directories.add(path.substring(0, slash))) {
      slash = path.lastIndexOf('/', slash - 1);
    }
  }

  private static void write(Entry entry, Path file, ContentStore store) throws IOException {
    switch (entry) {
      case Entry.File(var content, _, var executable) -> {
        try (InputStream in = store.open(content);
            OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
          in.transferTo(out);
        }
        Files.setPosixFilePermissions(file, executable ? PROGRAM : FILE);
        setTime(file);
      }
      case Entry.Link(var target) -> {
        Files.createSymbolicLink(file, Path.of(target));
        setTime(file);
      }
      case Entry.EmptyDirectory() -> {}
    }
  }

  private static void setTime(Path file) throws IOException {
    Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(TIME, TIME, null);
  }

  private record FoundFile(String path, Path file, boolean executable) {
    private Entry read(ContentStore store) throws IOException {
      Digest digest;
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        digest = Digest.of(in);
      }
      if (!store.has(digest)) {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
          store.put(digest, in);
        }
      }
      return new Entry.File(digest, store.size(digest), executable);
    }
  }

  /// Walks a directory; who may touch it: the thread that walks.
  private static final class Finder extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Map<String, Entry> entries;
    private final List<FoundFile> files;

    /// Of the directories above what is visited, whether something was found in each.
    private final List<Boolean> filled = new ArrayList<>();

    Finder(Path root, Map<String, Entry> entries, List<FoundFile> files) {
      this.root = root;
      this.entries = entries;
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      filled.replaceAll(_ -> true);
      filled.add(false);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
      filled.replaceAll(_ -> true);
      if (entries.size() + files.size() >= Directories.MOST_ENTRIES) {
        throw TreeException.limit("files in one tree", Directories.MOST_ENTRIES);
      }
      if (found.isSymbolicLink()) {
        entries.put(name(file), new Entry.Link(Files.readSymbolicLink(file).toString()));
      } else if (found.isRegularFile()) {
        var permissions =
            Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .permissions();
        boolean executable = permissions.contains(PosixFilePermission.OWNER_EXECUTE);
        files.add(new FoundFile(name(file), file, executable));
      } else {
        throw new TreeException(
            "read tree: %s: a device, pipe or socket (expected: files, directories and links). Remove it, or choose another directory."
                .formatted(name(file)));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException problem)
        throws IOException {
      if (problem != null) {
        throw problem;
      }
      if (!filled.removeLast() && !directory.equals(root)) {
        entries.put(name(directory), new Entry.EmptyDirectory());
      }
      return FileVisitResult.CONTINUE;
    }

    private String name(Path file) {
      return root.relativize(file).toString();
    }
  }
}
