// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

/// How well commands are shut in, best first. Part of every step's key: what one level made never
/// passes for what another made.
public enum Level {
  /// In user, mount, process, network, IPC and host name namespaces of their own.
  NAMESPACES("namespaces"),
  /// Where user namespaces are forbidden: a root file system that PRoot shows them, behind walls of
  /// Landlock and seccomp that hold even without it. The host's process list and name can be seen.
  EMULATED("emulated"),
  /// Where there is no Landlock either: PRoot shows them a root file system, but **no wall is
  /// around files**.
  ///
  /// What holds: whatever path they name, they find their image's files (of which they get a copy
  /// that is closed to writing) and what was mounted; seccomp refuses all sockets but Unix ones,
  /// and dangerous system calls; they have no capabilities, and can't get new privileges or
  /// namespaces.
  ///
  /// What does not: that holds for files only as long as a command is traced by PRoot. One that
  /// sets out to get away from it can read and write every file, Unix socket and process that
  /// Cairn's user can, Cairn's cache among them. Even one that does not can write to a read-only
  /// mount whose files that user owns, and finds other processes of that user below `/proc`.
  TRANSLATED("translated: no wall around files"),
  /// Not at all: this machine allows none of them. A command is refused, since outside its room it
  /// would find the host's files in place of its image's.
  NONE("none");

  private final String words;

  Level(String words) {
    this.words = words;
  }

  /// For a person, in few words.
  public String words() {
    return words;
  }
}
