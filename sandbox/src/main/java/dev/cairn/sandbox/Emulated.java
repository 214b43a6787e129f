// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A room without namespaces. PRoot, by tracing them, shows processes the room's files at the
/// room's paths; [Confine] has put walls around PRoot and all of them before, so that what gets
/// past PRoot finds nothing: every file that is not of the room is closed (Landlock), and so are
/// sockets and dangerous system calls (seccomp). Where there is no Landlock, that wall is missing
/// ([Level#TRANSLATED]).
///
/// ```
/// java … Confine … --read …/roots/5f0c…/usr --write …/out --     becomes
/// proot --kill-on-exit -r /tmp/cairn-room-1/root -b …/roots/5f0c…/usr:/usr -b …/out:/out … javac …
/// ```
///
/// What is written to `/tmp` lies in a folder on the disk, not in memory.
///
/// @param proot how it is called
/// @param isRoot whether Cairn runs as root
/// @param walled whether there is Landlock, by which files are closed
record Emulated(List<String> proot, boolean isRoot, boolean walled) implements Launch {
  /// Of the JVM that becomes PRoot, while it is one.
  private static final int OWN_PROCESSES = 24;

  /// The kernel's bound is for all processes of a user, of whatever room or none, so it can't be
  /// that of the command; it is so much wider, and holds what outruns Cairn's own counting. Root's
  /// processes it does not bound (`setrlimit(2)`, RLIMIT_NPROC).
  private static final int WIDER = 4;

  private static final String UID = "1000:1000";

  /// A command finds these, too. With a seccomp filter of its own, PRoot 5.4 does not see the first
  /// program being opened, and the host's of that name would be run: walls would stop it, all the
  /// same nothing would work. The folder is where it puts the program by which it loads others.
  private static final SortedMap<String, String> OF_PROOT =
      new TreeMap<>(Map.of("PROOT_NO_SECCOMP", "1", "PROOT_TMP_DIR", "."));

  private static final List<String> DEVICES = List.of("null", "zero", "full", "random", "urandom");

  private static final List<String> JVM =
      List.of(
          "-Xshare:auto",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xmx32m",
          "--enable-native-access=ALL-UNNAMED");

  Emulated {
    proot = List.copyOf(proot);
  }

  @Override
  public Start start(Command command) throws IOException {
    Traced.prepare();
    Path scratch = Files.createTempDirectory("cairn-room-");
    try {
      Command shown = walled ? command : command.in(Sealed.copyOf(command.root()));
      var room = new EmulatedRoom(shown, scratch);
      if (!walled) {
        Sealed.close(room.root());
      }
      boolean nobody = isRoot && Reach.isOpenToAll(reached(shown, room));
      if (nobody) {
        Owner.hand(scratch, NOBODY);
        for (Path folder : room.written()) {
          Owner.hand(folder, NOBODY);
        }
      }
      return new Start(argv(shown, room, nobody), Optional.of(scratch), OWN_PROCESSES);
    } catch (IOException e) {
      Leftovers.delete(scratch);
      throw e;
    }
  }

  private List<Path> reached(Command command, EmulatedRoom room) {
    var paths = new ArrayList<Path>(room.read());
    paths.addAll(room.written());
    paths.add(command.root());
    proot.stream().flatMap(Launch::pathsIn).forEach(paths::add);
    return paths;
  }

  private List<String> argv(Command command, EmulatedRoom room, boolean nobody) throws IOException {
    var all = new ArrayList<String>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(JVM);
    all.addAll(List.of("-cp", ownClasses(), Confine.class.getName()));
    all.addAll(List.of("--parent", Long.toString(ProcessHandle.current().pid())));
    if (nobody) {
      all.addAll(List.of("--user", Integer.toString(NOBODY)));
    }
    all.addAll(List.of("--network", command.network() == Command.Network.HOST ? "host" : "none"));
    all.addAll(List.of("--files", walled ? "walled" : "open"));
    all.addAll(List.of("--file-bytes", Long.toString(command.limits().fileBytes())));
    long processes = (long) command.limits().processes() + OWN_PROCESSES;
    all.addAll(List.of("--processes", Long.toString(Usage.ofTheMachine() + WIDER * processes)));
    all.addAll(List.of("--at", room.prootsOwn().toString()));
    command
        .environment()
        .forEach((name, value) -> all.addAll(List.of("--env", name + "=" + value)));
    for (Map.Entry<String, String> own : OF_PROOT.entrySet()) {
      all.addAll(List.of("--env", own.getKey() + "=" + own.getValue()));
    }
    rules(command, room, all);
    all.add("--");
    all.addAll(proot);
    all.addAll(List.of("--kill-on-exit", "-v", "-1", "-i", UID, "-r", room.root().toString()));
    all.addAll(List.of("-w", command.directory()));
    for (EmulatedRoom.Binding binding : room.bindings()) {
      all.addAll(List.of("-b", binding.from() + ":" + binding.at()));
    }
    all.addAll(command.argv());
    return all;
  }

  private void rules(Command command, EmulatedRoom room, List<String> all) {
    proot.stream().flatMap(Launch::pathsIn).forEach(path -> add(all, Landlock.Use.READ, path));
    room.read().forEach(path -> add(all, Landlock.Use.READ, path));
    add(all, Landlock.Use.LOOK, Path.of("/proc"));
    room.written().forEach(path -> add(all, Landlock.Use.WRITE, path));
    DEVICES.forEach(name -> add(all, Landlock.Use.DEVICE, Path.of("/dev", name)));
    if (Names.areNeeded(command)) {
      add(all, Landlock.Use.LOOK, Names.FILE);
    }
  }

  private static void add(List<String> all, Landlock.Use use, Path path) {
    all.addAll(List.of(Confine.option(use), path.toString()));
  }

  private static String ownClasses() throws IOException {
    try {
      return Path.of(Confine.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IOException("find Cairn's own classes: " + e.getMessage(), e);
    }
  }

  static List<String> devices() {
    return DEVICES;
  }
}
