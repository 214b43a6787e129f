// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The unpacked packages of a lock: a folder that a sandbox binds and a layer is made of. Never
/// written to once it is there; many processes share it.
public final class RootFileSystem {
  private final Lock lock;
  private final Path path;

  RootFileSystem(Lock lock, Path path) {
    this.lock = lock;
    this.path = path;
  }

  public Lock lock() {
    return lock;
  }

  /// Where it lies on this machine.
  public Path path() {
    return path;
  }

  /// All of it, sorted by path, the same on every machine. A directory comes before what it holds.
  public List<Entry> entries() throws IOException {
    throw new IOException("entries of " + path);
  }

  /// One name in the root file system. All belong to user and group 0; times are for the packer to
  /// choose.
  public sealed interface Entry {
    /// Relative, with slashes, without one at either end: `usr/bin/java`.
    String path();

    record Directory(String path, int mode) implements Entry {}

    /// @param file where its bytes lie
    record File(String path, int mode, long size, Path file) implements Entry {}

    /// A symbolic link.
    record Link(String path, String target) implements Entry {}
  }
}
