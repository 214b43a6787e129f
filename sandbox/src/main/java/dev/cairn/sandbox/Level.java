// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

/// How well commands are shut in, best first. Part of every step's key: what one level made never
/// passes for what another made.
public enum Level {
  /// In user, mount, process, network, IPC and host name namespaces of their own.
  NAMESPACES,
  /// Where user namespaces are forbidden: a root file system that PRoot shows them, behind walls of
  /// Landlock and seccomp that hold even without it. The host's process list and name can be seen.
  EMULATED,
  /// Not at all: this machine allows neither. A command is refused, since outside its room it would
  /// find the host's files in place of its image's.
  NONE
}
