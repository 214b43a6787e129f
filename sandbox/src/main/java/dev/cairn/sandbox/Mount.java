// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.nio.file.Path;

/// Something at an absolute path of the room that is not of its root file system.
public sealed interface Mount {
  /// Where in the room.
  String target();

  /// A file or folder of the host that can be read.
  record ReadOnly(Path source, String target) implements Mount {
    public ReadOnly {
      checkTarget(target);
    }
  }

  /// A folder of the host that can be written, too; it counts against the limit on scratch space.
  /// Started by root, Cairn hands the folder and all in it to the uid that the command runs as.
  record Writable(Path source, String target) implements Mount {
    public Writable {
      checkTarget(target);
    }
  }

  /// An empty folder in memory, gone when the command ends. `/tmp` is there without asking.
  record Memory(long bytes, String target) implements Mount {
    public Memory {
      checkTarget(target);
    }
  }

  static Mount readOnly(Path source, String target) {
    return new ReadOnly(source, target);
  }

  static Mount writable(Path source, String target) {
    return new Writable(source, target);
  }

  static Mount memory(long bytes, String target) {
    return new Memory(bytes, target);
  }

  private static void checkTarget(String target) {
    if (!target.startsWith("/") || target.equals("/") || target.contains("/../")) {
      throw new IllegalArgumentException(
          "mount: \"%s\" (expected: an absolute path of the room below /)".formatted(target));
    }
  }
}
