// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A root file system while it is made. Names come from archives, so nothing of them is believed:
/// links are followed here, inside the tree, and never by the operating system. Written the same
/// for everyone: no owners, no special bits, folders and programs 0755, other files 0644. `/bin`,
/// `/lib` and so on lie below `/usr`, as on every Debian since bookworm. Bytes of a name that are
/// not ASCII are written `%C5%91`, since what a JVM can name depends on its locale.
///
/// For one thread.
final class RootTree {
  private static final List<String> BELOW_USR =
      List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");
  private static final Set<PosixFilePermission> RUN = PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> READ = PosixFilePermissions.fromString("rw-r--r--");
  private static final int MOST_LINKS = 40;

  private final Path root;
  private final Set<Path> knownFolders = new HashSet<>();

  RootTree(Path root) throws IOException {
    this.root = root;
    Files.setPosixFilePermissions(root, RUN);
    knownFolders.add(root);
    for (String name : BELOW_USR) {
      Files.createSymbolicLink(root.resolve(name), Path.of("usr", name));
    }
  }

  /// Takes away the links to what no package has.
  void complete() throws IOException {
    for (String name : BELOW_USR) {
      if (!Files.exists(root.resolve(name))) {
        Files.delete(root.resolve(name));
      }
    }
  }

  void directory(String path) throws IOException {
    Deque<String> names = names(path);
    if (!names.isEmpty()) {
      folder(names);
    }
  }

  void file(String path, boolean runs, InputStream content) throws IOException {
    Path place = place(path);
    if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          "unpack a package: %s is a file and a folder (expected: one of them)".formatted(path));
    }
    Files.deleteIfExists(place);
    Files.copy(content, place);
    Files.setPosixFilePermissions(place, runs ? RUN : READ);
  }

  void file(String path, String text) throws IOException {
    file(path, false, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// A link whose target is only ever looked up inside the root.
  void link(String path, String target) throws IOException {
    Path place = place(path);
    if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(place);
      Files.createSymbolicLink(place, Path.of(encoded(target)));
    }
  }

  /// Another name for a file that is there.
  void sameFile(String path, String existing) throws IOException {
    Path place = place(path);
    Path source = place(existing);
    if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          "unpack a package: %s is another name of %s (expected: a file)"
              .formatted(path, existing));
    }
    Files.deleteIfExists(place);
    Files.createLink(place, source);
  }

  /// Whether something has this name; a link has, wherever it leads.
  boolean has(String path) throws IOException {
    return Files.exists(place(path), LinkOption.NOFOLLOW_LINKS);
  }

  /// Where a name lies on this machine, once all links above it are followed inside the tree.
  Path place(String path) throws IOException {
    Deque<String> names = names(path);
    if (names.isEmpty()) {
      throw new IOException("unpack a package: \"%s\" (expected: a name)".formatted(path));
    }
    String last = names.removeLast();
    return folder(names).resolve(last);
  }

  private Path folder(Deque<String> names) throws IOException {
    Deque<String> left = new ArrayDeque<>(names);
    Path at = root;
    int links = 0;
    while (!left.isEmpty()) {
      String name = left.removeFirst();
      if (name.equals("..")) {
        at = at.equals(root) ? root : parent(at);
        continue;
      }
      Path next = at.resolve(name);
      if (knownFolders.contains(next)) {
        at = next;
      } else if (Files.isSymbolicLink(next)) {
        if (++links > MOST_LINKS) {
          throw new IOException(
              "unpack a package: too many links at %s (expected: %d at most)"
                  .formatted(names, MOST_LINKS));
        }
        String target = Files.readSymbolicLink(next).toString();
        at = target.startsWith("/") ? root : at;
        split(target).reversed().forEach(left::addFirst);
      } else {
        make(next);
        at = next;
      }
    }
    return at;
  }

  private void make(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, RUN);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(
            "unpack a package: %s is a file and a folder (expected: one of them)"
                .formatted(root.relativize(folder)),
            e);
      }
    }
    knownFolders.add(folder);
  }

  private static Deque<String> names(String path) throws IOException {
    Deque<String> names = new ArrayDeque<>(split(path));
    if (names.contains("..")) {
      throw new IOException(
          "unpack a package: \"%s\" leads out of it (expected: no ..)".formatted(path));
    }
    return names;
  }

  private static List<String> split(String path) {
    return Arrays.stream(encoded(path).split("/", -1))
        .filter(name -> !name.isEmpty() && !name.equals("."))
        .toList();
  }

  private static String encoded(String name) {
    if (name.chars().allMatch(c -> c < 128)) {
      return name;
    }
    var encoded = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      encoded.append(b < 0 ? "%%%02X".formatted(b & 0xff) : Character.toString(b));
    }
    return encoded.toString();
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }
}
