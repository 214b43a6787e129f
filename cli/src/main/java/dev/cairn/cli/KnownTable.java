// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.bundles.TaskTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The task table of a bundle whose files have not changed since it was compiled, without opening
/// the engine: by the content of its sources and of this program.
final class KnownTable {
  private KnownTable() {}

  static Optional<TaskTable> find(Path folder, Path cache) throws IOException {
    Path known = path(folder, cache);
    return Files.exists(known)
        ? Optional.of(TaskTable.parse(Files.readString(known)))
        : Optional.empty();
  }

  static void keep(Path folder, Path cache, TaskTable table) throws IOException {
    Path known = path(folder, cache);
    Files.createDirectories(known.getParent());
    Path fresh = Files.createTempFile(known.getParent(), "table", null);
    Files.writeString(fresh, table.json());
    Files.move(fresh, known, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path path(Path folder, Path cache) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(System.getProperty("java.class.path", "").getBytes(StandardCharsets.UTF_8));
      for (Path file : sources(folder.resolve("cairn"))) {
        digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(Files.readAllBytes(file));
      }
      return cache.resolve("tables").resolve(HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256 (java.security.MessageDigest)", e);
    }
  }

  private static List<Path> sources(Path folder) throws IOException {
    var files = new ArrayList<Path>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(it -> it.toString().endsWith(".java")).forEach(files::add);
    }
    files.sort(null);
    return files;
  }
}
