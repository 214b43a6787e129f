// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What runs in a sandbox, and what it finds there. Built up from a root and an argument vector:
///
/// ```java
/// Command.in(root, "javac", "-d", "/out", "/src/Main.java").at("/src").with(Mount.writable(out, "/out"))
/// ```
///
/// @param root the root file system, on the host; its top-level entries are bound read-only
/// @param directory where the command starts, an absolute path of the room
/// @param env all of the environment but for `PATH`, `HOME` and `LANG`, which have defaults
public record Command(
    Path root,
    List<String> argv,
    String directory,
    SortedMap<String, String> env,
    List<Mount> mounts,
    Network network,
    Limits limits) {
  private static final Map<String, String> DEFAULTS =
      Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "HOME", "/tmp", "LANG", "C.UTF-8");

  public Command {
    argv = List.copyOf(argv);
    env = new TreeMap<>(env);
    mounts = List.copyOf(mounts);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("command: [] (expected: a program and its arguments)");
    }
    if (!directory.startsWith("/")) {
      throw new IllegalArgumentException(
          "directory of the command %s: \"%s\" (expected: an absolute path of the room)"
              .formatted(argv.getFirst(), directory));
    }
  }

  /// Whether a command may reach a network.
  public enum Network {
    /// Only its own loopback.
    NONE,
    /// The host's.
    HOST
  }

  /// A command without mounts and network, at `/`, with the usual limits.
  public static Command in(Path root, String... argv) {
    return in(root, List.of(argv));
  }

  /// A command without mounts and network, at `/`, with the usual limits.
  public static Command in(Path root, List<String> argv) {
    return new Command(
        root, argv, "/", new TreeMap<>(), List.of(), Network.NONE, Limits.defaults());
  }

  /// The same in another root.
  Command in(Path root) {
    return new Command(root, argv, directory, env, mounts, network, limits);
  }

  /// The same, started in this directory of the room.
  public Command at(String directory) {
    return new Command(root, argv, directory, env, mounts, network, limits);
  }

  /// The same with one more variable.
  public Command with(String name, String value) {
    var more = new TreeMap<>(env);
    more.put(name, value);
    return new Command(root, argv, directory, more, mounts, network, limits);
  }

  /// The same with one more mount.
  public Command with(Mount mount) {
    var more = new ArrayList<>(mounts);
    more.add(mount);
    return new Command(root, argv, directory, env, more, network, limits);
  }

  /// The same with this network.
  public Command with(Network network) {
    return new Command(root, argv, directory, env, mounts, network, limits);
  }

  /// The same with these limits.
  public Command with(Limits limits) {
    return new Command(root, argv, directory, env, mounts, network, limits);
  }

  /// All of its environment, with the defaults.
  SortedMap<String, String> environment() {
    var all = new TreeMap<>(DEFAULTS);
    all.putAll(env);
    return all;
  }

  /// Whether the directory that it starts in comes from its root file system or a mount.
  boolean directoryIsThere() {
    return Files.exists(root.resolve(directory.substring(1)))
        || mounts.stream().anyMatch(mount -> (directory + "/").startsWith(mount.target() + "/"))
        || directory.startsWith("/tmp");
  }
}
