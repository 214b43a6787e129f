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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The arguments by which bubblewrap makes the room of one command.
final class Room {
  /// What the command's own user is called inside; outside it is whoever runs Cairn, or nobody.
  private static final String UID = "1000";

  private static final Set<String> MADE_BY_BUBBLEWRAP = Set.of("proc", "dev", "tmp");

  /// These and no more when nothing else is said.
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "HOME", "/tmp", "LANG", "C.UTF-8");

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
    room.bindChildren(command.root(), "");
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
    var environment = new TreeMap<>(ENVIRONMENT);
    environment.putAll(command.env());
    environment.forEach((name, value) -> add("--setenv", name, value));
  }

  /// Binds what lies in a folder of the root file system. A folder that has to get mount points is
  /// made anew, since none can be made in one that is bound read-only.
  private void bindChildren(Path folder, String at) throws IOException {
    for (Path child : children(folder)) {
      String name = child.getFileName().toString();
      String target = at + "/" + name;
      if (isMounted(target) || (at.isEmpty() && MADE_BY_BUBBLEWRAP.contains(name))) {
        continue;
      }
      if (Files.isSymbolicLink(child)) {
        add("--symlink", Files.readSymbolicLink(child).toString(), target);
      } else if (Files.isDirectory(child) && lacksMountPointsBelow(child, target)) {
        add("--dir", target);
        bindChildren(child, target);
      } else {
        add("--ro-bind", reach.seen(child).toString(), target);
      }
    }
  }

  private void systemFolders() {
    String memory = Long.toString(command.limits().scratchBytes());
    add("--proc", "/proc", "--dev", "/dev");
    add("--size", memory, "--perms", "1777", "--tmpfs", "/dev/shm", "--remount-ro", "/dev");
    if (!isMounted("/tmp")) {
      add("--size", memory, "--perms", "1777", "--tmpfs", "/tmp");
    }
    Path names = Path.of("/etc/resolv.conf");
    if (command.network() == Command.Network.HOST
        && Files.exists(names)
        && Files.isRegularFile(command.root().resolve("etc/resolv.conf"))) {
      add("--ro-bind", names.toString(), "/etc/resolv.conf");
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
    String directory = command.directory();
    boolean there =
        Files.exists(command.root().resolve(directory.substring(1)))
            || command.mounts().stream()
                .anyMatch(mount -> (directory + "/").startsWith(mount.target() + "/"))
            || directory.startsWith("/tmp");
    if (!there) {
      add("--dir", directory);
    }
  }

  private boolean isMounted(String target) {
    return command.mounts().stream().anyMatch(mount -> mount.target().equals(target));
  }

  private boolean lacksMountPointsBelow(Path folder, String at) {
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

  private void add(String... more) {
    arguments.addAll(List.of(more));
  }
}
