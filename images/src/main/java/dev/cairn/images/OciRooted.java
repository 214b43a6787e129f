// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Paths below a folder that can't lead out of it: links are followed as if the folder were `/`.
final class OciRooted {
  private static final int MOST_LINKS = 40;

  private final Path root;

  OciRooted(Path root) {
    this.root = root;
  }

  /// The folder of this path, made if it is not there.
  Path folder(String path) throws IOException {
    Path at = root;
    Deque<String> left = new ArrayDeque<>(List.of(path.split("/", -1)));
    int links = 0;
    while (!left.isEmpty()) {
      String name = left.pop();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        at = at.equals(root) ? root : parent(at);
        continue;
      }
      Path next = at.resolve(name);
      if (Files.isSymbolicLink(next)) {
        links++;
        if (links > MOST_LINKS) {
          throw new IOException(
              "unpack image: %s: more than %d links on its way (expected: fewer)"
                  .formatted(path, MOST_LINKS));
        }
        String target = Files.readSymbolicLink(next).toString();
        List.of(target.split("/", -1)).reversed().forEach(left::push);
        at = target.startsWith("/") ? root : at;
      } else {
        if (!Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(next);
          Files.createDirectory(next);
        }
        at = next;
      }
    }
    return at;
  }

  /// The file of this path, which is no link itself.
  Path file(String path) throws IOException {
    int slash = path.lastIndexOf('/');
    Path file = folder(path.substring(0, slash + 1)).resolve(path.substring(slash + 1));
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          "unpack image: hard link to %s (expected: a file that is there)".formatted(path));
    }
    return file;
  }

  private static Path parent(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IOException("unpack image: %s has no parent".formatted(path));
    }
    return parent;
  }
}
