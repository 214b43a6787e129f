// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// Hands what commands may write to the user that they run as.
final class Owner {
  private Owner() {}

  /// Whether root started Cairn, and can become [Launch#NOBODY]. Who is root of a user namespace
  /// with nobody else in it is an ordinary user outside.
  static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid
        && uid == 0
        && isMapped(Launch.NOBODY);
  }

  private static boolean isMapped(int uid) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/uid_map")).stream()
        .map(line -> line.strip().split("\\s+", -1))
        .anyMatch(range -> {
          long first = Long.parseLong(range[0]);
          return first <= uid && uid < first + Long.parseLong(range[2]);
        });
  }

  /// The folder and all below it; links are not followed.
  static void hand(Path folder, int uid) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            return hand(path);
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            return hand(path);
          }

          private FileVisitResult hand(Path path) throws IOException {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
