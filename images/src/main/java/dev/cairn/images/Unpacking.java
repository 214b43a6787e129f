// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.images.Lock.LockedPackage;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes a root file system beside its place, and moves it there when it is complete.
final class Unpacking {
  private Unpacking() {}

  static void into(Path root, Lock lock, Function<LockedPackage, Path> files, Progress progress)
      throws IOException {
    Files.createDirectories(root.getParent());
    Path part = Files.createTempDirectory(root.getParent(), "incoming-");
    try {
      unpack(part, lock, files, progress);
      moveIntoPlace(part, root);
    } finally {
      delete(part);
    }
  }

  /// Another process may have been quicker; what it made is the same. The JDK has no exception of
  /// its own for a rename onto a folder that is not empty.
  static void moveIntoPlace(Path part, Path root) throws IOException {
    try {
      Files.move(part, root, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(root)) {
        throw e;
      }
    }
  }

  private static void unpack(
      Path part, Lock lock, Function<LockedPackage, Path> files, Progress progress)
      throws IOException {
    String activity = "unpack %d packages".formatted(lock.packages().size());
    RootTree tree = new RootTree(part);
    SortedMap<String, DebFile> packages = new TreeMap<>();
    long done = 0;
    progress.at(activity, done, lock.size());
    for (LockedPackage locked : lock.packages()) {
      packages.put(locked.name(), DebFile.unpack(files.apply(locked), tree));
      done += locked.size();
      progress.at(activity, done, lock.size());
    }
    new Configuration(tree, lock, packages).apply();
  }

  private static void delete(Path part) throws IOException {
    if (!Files.exists(part)) {
      return;
    }
    Files.walkFileTree(
        part,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
