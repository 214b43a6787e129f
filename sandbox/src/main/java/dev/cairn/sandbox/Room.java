// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The arguments by which bubblewrap makes the room of one command.
final class Room {
  /// What the command's own user is called inside; outside it is whoever runs Cairn, or nobody.
  private static final String UID = "1000";

  /// The walls, whatever the command.
  static final List<String> WALLS =
      List.of(
          "--unshare-user",
          "--unshare-all",
          "--disable-userns",
          "--new-session",
          "--die-with-parent",
          "--uid",
          UID,
          "--gid",
          UID,
          "--cap-drop",
          "ALL",
          "--hostname",
          "cairn",
          "--clearenv");

  private final Command command;
  private final List<String> arguments = new ArrayList<>(WALLS);

  private final Reach reach;

  private Room(Command command, Reach reach) {
    this.command = command;
    this.reach = reach;
  }

  /// All arguments but for the command itself.
  ///
  /// @param reach where bubblewrap sees the paths of the host
  static List<String> arguments(Command command, Reach reach) throws IOException {
    Room room = new Room(command, reach);
    room.network();
    room.environment();
    room.pieces();
    room.systemFolders();
    room.mounts();
    room.directory();
    room.add("--remount-ro", "/", "--chdir", command.directory());
    return room.arguments;
  }

  private void network() {
    if (command.network() == Command.Network.HOST) {
      add("--share-net");
    }
  }

  private void environment() {
    command.environment().forEach((name, value) -> add("--setenv", name, value));
  }

  private void pieces() throws IOException {
    for (Piece piece : Piece.of(command)) {
      switch (piece) {
        case Piece.Link(String to, String at) -> add("--symlink", to, at);
        case Piece.Folder(String at) -> add("--dir", at);
        case Piece.Bound(Path from, String at) -> add("--ro-bind", reach.seen(from).toString(), at);
      }
    }
  }

  private void systemFolders() {
    String memory = Long.toString(command.limits().scratchBytes());
    add("--proc", "/proc", "--dev", "/dev");
    add("--size", memory, "--perms", "1777", "--tmpfs", "/dev/shm", "--remount-ro", "/dev");
    if (!Piece.isMounted(command, "/tmp")) {
      add("--size", memory, "--perms", "1777", "--tmpfs", "/tmp");
    }
    if (Names.areNeeded(command)) {
      add("--ro-bind", Names.FILE.toString(), Names.FILE.toString());
    }
  }

  private void mounts() throws IOException {
    List<Mount> outermostFirst =
        command.mounts().stream().sorted(Comparator.comparing(Mount::target)).toList();
    for (Mount mount : outermostFirst) {
      switch (mount) {
        case Mount.ReadOnly(Path source, String target) ->
            add("--ro-bind", reach.seen(source).toString(), target);
        case Mount.Writable(Path source, String target) ->
            add("--bind", reach.seen(source).toString(), target);
        case Mount.Memory(long bytes, String target) ->
            add("--size", Long.toString(bytes), "--tmpfs", target);
      }
    }
  }

  private void directory() {
    if (!command.directoryIsThere()) {
      add("--dir", command.directory());
    }
  }

  private void add(String... more) {
    arguments.addAll(List.of(more));
  }
}
