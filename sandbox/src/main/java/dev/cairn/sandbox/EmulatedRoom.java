// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The root of an emulated room: empty files and folders, on which PRoot shows what is bound there.
///
/// ```
/// /tmp/cairn-room-1/root/usr      on which …/roots/5f0c…/usr is shown
/// /tmp/cairn-room-1/root/bin      → usr/bin
/// /tmp/cairn-room-1/tmp           what the room finds at /tmp
/// ```
final class EmulatedRoom {
  /// Something of the host that is shown in the room.
  record Binding(Path from, String at) {
    Binding {
      if ((from + at).contains(":")) {
        throw new IllegalArgumentException(
            "bind %s at %s (expected: no colon, where user namespaces are not allowed)"
                .formatted(from, at));
      }
    }
  }

  private final Path scratch;
  private final Path root;
  private final List<Binding> bindings = new ArrayList<>();
  private final List<Path> read = new ArrayList<>();
  private final List<Path> written = new ArrayList<>();

  EmulatedRoom(Command command, Path scratch) throws IOException {
    this.scratch = scratch;
    this.root = Files.createDirectory(scratch.resolve("root"));
    read.add(root);
    written.add(Files.createDirectory(prootsOwn()));
    pieces(command);
    devices();
    bind(Path.of("/proc"), "/proc");
    if (!Piece.isMounted(command, "/tmp")) {
      write(Files.createDirectory(scratch.resolve("tmp")), "/tmp");
    }
    mounts(command);
    if (Names.areNeeded(command)) {
      bindings.add(new Binding(Names.FILE, Names.FILE.toString()));
    }
    if (!command.directoryIsThere() && !isBelowLink(inRoot(command.directory()))) {
      Files.createDirectories(inRoot(command.directory()));
    }
  }

  /// What PRoot takes for the root.
  Path root() {
    return root;
  }

  List<Binding> bindings() {
    return List.copyOf(bindings);
  }

  /// What may be read and run.
  List<Path> read() {
    return List.copyOf(read);
  }

  /// What may be written.
  List<Path> written() {
    return List.copyOf(written);
  }

  /// A folder for PRoot's own files.
  Path prootsOwn() {
    return scratch.resolve("proot");
  }

  private void pieces(Command command) throws IOException {
    for (Piece piece : Piece.of(command)) {
      switch (piece) {
        case Piece.Link(String to, String at) -> Files.createSymbolicLink(inRoot(at), Path.of(to));
        case Piece.Folder(String at) -> Files.createDirectories(inRoot(at));
        case Piece.Bound(Path from, String at) -> show(from, at);
      }
    }
  }

  private void devices() throws IOException {
    Path dev = Files.createDirectory(root.resolve("dev"));
    for (String name : Emulated.devices()) {
      bind(Path.of("/dev", name), "/dev/" + name);
    }
    Files.createSymbolicLink(dev.resolve("fd"), Path.of("/proc/self/fd"));
    List<String> streams = List.of("stdin", "stdout", "stderr");
    for (int i = 0; i < streams.size(); i++) {
      Files.createSymbolicLink(dev.resolve(streams.get(i)), Path.of("/proc/self/fd/" + i));
    }
    write(Files.createDirectory(scratch.resolve("shm")), "/dev/shm");
  }

  private void mounts(Command command) throws IOException {
    int count = 0;
    for (Mount mount : command.mounts()) {
      switch (mount) {
        case Mount.ReadOnly(Path source, String target) -> show(source, target);
        case Mount.Writable(Path source, String target) -> write(source, target);
        case Mount.Memory(_, String target) ->
            write(Files.createDirectory(scratch.resolve("memory-" + count++)), target);
      }
    }
  }

  private void show(Path from, String at) throws IOException {
    read.add(from);
    bind(from, at);
  }

  private void write(Path from, String at) throws IOException {
    written.add(from);
    bind(from, at);
  }

  /// PRoot lists something only where there is something.
  private void bind(Path from, String at) throws IOException {
    Path place = inRoot(at);
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !isBelowLink(place)) {
      if (Files.isDirectory(from)) {
        Files.createDirectories(place);
      } else {
        Files.createDirectories(place.resolve("..").normalize());
        Files.createFile(place);
      }
    }
    bindings.add(new Binding(from, at));
  }

  /// A link of the image leads out of this folder; what is below it, PRoot finds by itself.
  private boolean isBelowLink(Path place) {
    for (Path at = place; at.startsWith(root); at = at.resolve("..").normalize()) {
      if (Files.isSymbolicLink(at)) {
        return true;
      }
    }
    return false;
  }

  private Path inRoot(String at) {
    return root.resolve(at.substring(1));
  }
}
