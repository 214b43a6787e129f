// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// What a command leaves in a writable folder: its files may be closed even to their owner.
public final class Leftovers {
  private Leftovers() {}

  /// Opens the folder, and all folders and files below it, to the user that runs Cairn. Links are
  /// not followed.
  public static void open(Path folder) throws IOException {
    Opener.open(folder);
    Files.walkFileTree(folder, new Opener());
  }

  /// Deletes the folder with all that is below it, whatever its permissions. Links are not
  /// followed.
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      open(folder);
      Files.walkFileTree(folder, new Deleter());
    }
  }

  private static final class Opener extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
        throws IOException {
      // A folder's children are listed before it is visited; so each opens its own.
      try (var children = Files.newDirectoryStream(path)) {
        for (Path child : children) {
          open(child);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    private static void open(Path path) throws IOException {
      if (Files.isSymbolicLink(path)) {
        return;
      }
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !isOpen(path, true)) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && !isOpen(path, false)) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
      }
    }

    private static boolean isOpen(Path path, boolean isFolder) {
      return Files.isReadable(path)
          && (!isFolder || (Files.isWritable(path) && Files.isExecutable(path)));
    }
  }

  private static final class Deleter extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
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
  }
}
