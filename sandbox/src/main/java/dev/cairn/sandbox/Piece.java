// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// What a room's root is put together from, but for mounts:
///
/// ```
/// Link("usr/bin", "/bin")   Folder("/opt")   Bound(roots/5f0c…/usr, "/usr")
/// ```
sealed interface Piece {
  /// Where in the room.
  String at();

  /// A symbolic link.
  record Link(String to, String at) implements Piece {}

  /// A new folder, since one that is bound read-only can't get mount points.
  record Folder(String at) implements Piece {}

  /// A file or folder of the root file system, read-only.
  record Bound(Path from, String at) implements Piece {}

  /// These come from the sandbox, whatever the root file system has there.
  Set<String> OWN = Set.of("/proc", "/dev", "/tmp");

  /// Of a command's root file system, outermost first.
  static List<Piece> of(Command command) throws IOException {
    var pieces = new ArrayList<Piece>();
    add(pieces, command, command.root(), "");
    return pieces;
  }

  private static void add(List<Piece> pieces, Command command, Path folder, String above)
      throws IOException {
    for (Path child : children(folder)) {
      String at = above + "/" + child.getFileName();
      if (OWN.contains(at) || isMounted(command, at)) {
        continue;
      }
      if (Files.isSymbolicLink(child)) {
        pieces.add(new Link(Files.readSymbolicLink(child).toString(), at));
      } else if (Files.isDirectory(child) && lacksMountPointsBelow(command, child, at)) {
        pieces.add(new Folder(at));
        add(pieces, command, child, at);
      } else {
        pieces.add(new Bound(child, at));
      }
    }
  }

  /// Whether something is mounted just there.
  static boolean isMounted(Command command, String at) {
    return command.mounts().stream().anyMatch(mount -> mount.target().equals(at));
  }

  private static boolean lacksMountPointsBelow(Command command, Path folder, String at) {
    return command.mounts().stream()
        .map(Mount::target)
        .filter(target -> target.startsWith(at + "/"))
        .map(target -> folder.resolve(target.substring(at.length() + 1)))
        .anyMatch(point -> !Files.exists(point, LinkOption.NOFOLLOW_LINKS));
  }

  private static List<Path> children(Path folder) throws IOException {
    var children = new ArrayList<Path>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(children::add);
    }
    children.sort(Comparator.naturalOrder());
    return children;
  }
}
