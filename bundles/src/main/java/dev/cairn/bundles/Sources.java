// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.content.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The Java files of a bundle's folder. Tests (`…Test.java`, and what lies in a folder `test`),
/// what was built (`target`) and hidden folders are no part of a bundle; links are not followed.
///
/// @param files their bytes by path: `Delivery.java`
record Sources(SortedMap<String, byte[]> files) {
  private static final Set<String> NOT_OURS = Set.of("test", "target");
  private static final int MOST_FILES = 1_000;
  private static final long MOST_BYTES = 5L << 20;

  /// Reads them.
  ///
  /// @throws IOException if the folder can't be read, or holds too much
  static Sources read(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          private long bytes;

          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            String name = directory.getFileName().toString();
            boolean skipped = NOT_OURS.contains(name) || name.startsWith(".");
            return skipped && !directory.equals(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = file.getFileName().toString();
            if (!attributes.isRegularFile()
                || !name.endsWith(".java")
                || name.endsWith("Test.java")) {
              return FileVisitResult.CONTINUE;
            }
            bytes += attributes.size();
            if (files.size() >= MOST_FILES || bytes > MOST_BYTES) {
              throw new IOException(
                  "read bundle %s: too large (expected: at most %d Java files of %d bytes together)"
                      .formatted(folder, MOST_FILES, MOST_BYTES));
            }
            files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            return FileVisitResult.CONTINUE;
          }
        });
    return new Sources(files);
  }

  /// Of all names and bytes, and of what they are compiled with.
  Digest digest(Toolchain toolchain) {
    var lines = new StringBuilder("cairn bundle 1\n").append(toolchain.digest()).append('\n');
    files.forEach(
        (path, bytes) -> lines.append(path).append(' ').append(Digest.of(bytes)).append('\n'));
    return Digest.of(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// Writes them into an empty folder.
  void write(Path folder) throws IOException {
    for (var file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
  }
}
