// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Paths of the host that an unprivileged user can't reach because a folder above them is closed
/// (`/root`, 0700), and where they are bound for it. Root binds each, in a mount namespace of this
/// command alone, below a folder that everyone can pass; nothing of the host changes:
///
/// ```
/// /root/.cache   →  /mnt/0        so /root/.cache/cairn/roots/5f0c… is /mnt/0/cairn/roots/5f0c…
/// ```
final class Reach {
  private static final List<Path> STAGES =
      List.of(Path.of("/mnt"), Path.of("/media"), Path.of("/srv"), Path.of("/opt"));

  private final Map<Path, Path> bound = new LinkedHashMap<>();
  private final Path stage;

  private Reach(Path stage) {
    this.stage = stage;
  }

  /// Nothing is bound: whoever starts bubblewrap reaches what it reaches.
  static Reach asItIs() {
    return new Reach(Path.of("/"));
  }

  /// What has to be bound so that everyone can reach these paths.
  static Reach of(List<Path> paths) throws IOException {
    Reach reach = new Reach(stageBeside(paths));
    for (Path path : paths) {
      Optional<Path> closed = belowTheLastClosedFolder(path.toRealPath());
      if (closed.isPresent()) {
        reach.bound.computeIfAbsent(
            closed.get(), _ -> reach.stage.resolve(Integer.toString(reach.bound.size())));
      }
    }
    return reach;
  }

  /// Whether everyone can reach all of these paths.
  static boolean isOpenToAll(List<Path> paths) throws IOException {
    for (Path path : paths) {
      if (belowTheLastClosedFolder(path.toRealPath()).isPresent()) {
        return false;
      }
    }
    return true;
  }

  /// Whether all can be reached as it is.
  boolean isOpen() {
    return bound.isEmpty();
  }

  /// The folder that is covered in the command's own mount namespace.
  Path stage() {
    return stage;
  }

  /// What is bound there, in order, as `0`, `1`, ….
  List<Path> bound() {
    return List.copyOf(bound.keySet());
  }

  /// Where the path is seen, by the one that was staged for it.
  Path seen(Path path) throws IOException {
    if (bound.isEmpty()) {
      return path;
    }
    Path real = path.toRealPath();
    for (Path at = real; at != null; at = at.getParent()) {
      Path there = bound.get(at);
      if (there != null) {
        return at.equals(real) ? there : there.resolve(at.relativize(real));
      }
    }
    return path;
  }

  private static Optional<Path> belowTheLastClosedFolder(Path real) throws IOException {
    var names = new ArrayList<Path>();
    real.forEach(names::add);
    Optional<Path> found = Optional.empty();
    Path at = Path.of("/");
    for (Path name : names) {
      boolean closed = !isOpenToAll(at);
      at = at.resolve(name);
      if (closed) {
        found = Optional.of(at);
      }
    }
    return found;
  }

  private static boolean isOpenToAll(Path folder) throws IOException {
    return Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .permissions()
        .contains(PosixFilePermission.OTHERS_EXECUTE);
  }

  private static Path stageBeside(List<Path> paths) throws IOException {
    for (Path stage : STAGES) {
      if (Files.isDirectory(stage, LinkOption.NOFOLLOW_LINKS)
          && isOpenToAll(stage)
          && paths.stream().noneMatch(path -> path.startsWith(stage))) {
        return stage;
      }
    }
    throw new IOException(
        "start a sandbox: no folder to bind %s in (expected: one of %s, unused). Make /mnt."
            .formatted(paths, STAGES));
  }
}
