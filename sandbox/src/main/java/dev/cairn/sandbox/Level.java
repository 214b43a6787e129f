// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

/// How well commands are shut in. Part of every step's key: what one level made never passes for
/// what another made.
public enum Level {
  /// In user, mount, process, network, IPC and host name namespaces of their own.
  NAMESPACES,
  /// Not at all: this machine does not allow it. A command is refused, since outside its room it
  /// would find the host's files in place of its image's.
  NONE
}
