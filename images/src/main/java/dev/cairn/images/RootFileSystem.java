// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The unpacked packages of a lock: a folder that a sandbox binds and a layer is made of. Never
/// written to once it is there; many processes share it.
public final class RootFileSystem {
  /// Folders that everybody may write to.
  private static final Set<String> SHARED = Set.of("tmp", "var/tmp");

  private static final int SHARED_MODE = 01777;
  private static final int RUN = 0755;
  private static final int READ = 0644;

  private final Lock lock;
  private final Path path;

  RootFileSystem(Lock lock, Path path) {
    this.lock = lock;
    this.path = path;
  }

  public Lock lock() {
    return lock;
  }

  /// Where it lies on this machine.
  public Path path() {
    return path;
  }

  /// All of it, sorted by path, the same on every machine. A directory comes before what it holds.
  public List<Entry> entries() throws IOException {
    var entries = new ArrayList<Entry>();
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!folder.equals(path)) {
              String name = name(folder);
              entries.add(new Entry.Directory(name, SHARED.contains(name) ? SHARED_MODE : RUN));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            entries.add(entry(file, attributes));
            return FileVisitResult.CONTINUE;
          }
        });
    entries.sort(Comparator.comparing(Entry::path));
    return entries;
  }

  private Entry entry(Path file, BasicFileAttributes attributes) throws IOException {
    if (attributes.isSymbolicLink()) {
      return new Entry.Link(name(file), Files.readSymbolicLink(file).toString());
    }
    boolean runs =
        Files.readAttributes(file, PosixFileAttributes.class)
            .permissions()
            .contains(PosixFilePermission.OWNER_EXECUTE);
    return new Entry.File(name(file), runs ? RUN : READ, attributes.size(), file);
  }

  private String name(Path file) {
    return path.relativize(file).toString();
  }

  /// One name in the root file system. All belong to user and group 0; times are for the packer to
  /// choose.
  public sealed interface Entry {
    /// Relative, with slashes, without one at either end: `usr/bin/java`.
    String path();

    record Directory(String path, int mode) implements Entry {}

    /// @param file where its bytes lie
    record File(String path, int mode, long size, Path file) implements Entry {}

    /// A symbolic link.
    record Link(String path, String target) implements Entry {}
  }
}
