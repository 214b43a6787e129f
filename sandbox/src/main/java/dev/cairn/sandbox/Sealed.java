// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A copy of a root file system of which nothing can be written, for [Level#TRANSLATED]: nothing
/// else keeps a command from changing the one that all levels share, and with it what later results
/// are made of. Made once, beside it:
///
/// ```
/// roots/5f0c…          -rw-r--r--  usr/bin/env
/// roots/5f0c….sealed   -r--r--r--  usr/bin/env
/// ```
///
/// Its owner can open it again; that takes a command that means to.
final class Sealed {
  private static final Set<PosixFilePermission> WRITE =
      Set.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  private Sealed() {}

  /// The copy of this root; itself if there is nothing in it but links, or if it belongs to others.
  static synchronized Path copyOf(Path root) throws IOException {
    Path sealed = root.resolveSibling(root.getFileName() + ".sealed");
    if (Files.isDirectory(sealed)) {
      return sealed;
    }
    if (!Files.isWritable(root)) {
      return root;
    }
    try (Stream<Path> children = Files.list(root)) {
      if (children.allMatch(Files::isSymbolicLink)) {
        return root;
      }
    }
    Path part = Files.createTempDirectory(parentOf(root), "incoming-");
    try {
      copy(root, part);
      close(part);
      Files.move(part, sealed, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Another process may have been quicker; what it made is the same.
      if (!Files.isDirectory(sealed)) {
        throw e;
      }
    } finally {
      Leftovers.delete(part);
    }
    return sealed;
  }

  private static Path parentOf(Path root) {
    return root.resolve("..").normalize();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path copy = to.resolve(from.relativize(folder));
            if (!folder.equals(from)) {
              Files.createDirectory(copy);
            }
            Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(folder));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file,
                to.resolve(from.relativize(file)),
                StandardCopyOption.COPY_ATTRIBUTES,
                LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// Takes from a folder, and from all that is below it, that anybody can write to it.
  static void close(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            return attributes.isSymbolicLink() ? FileVisitResult.CONTINUE : closed(file);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            return closed(folder);
          }

          private FileVisitResult closed(Path path) throws IOException {
            Set<PosixFilePermission> left =
                new HashSet<>(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
            left.removeAll(WRITE);
            Files.setPosixFilePermissions(path, left);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
