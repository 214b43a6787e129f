// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import dev.cairn.sandbox.Kernel.Call;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a process and all that it starts may do with files, held by the kernel, whatever paths it
/// names (Documentation/userspace-api/landlock.rst). All that no rule allows is forbidden. What a
/// kernel is too old for, it does not hold.
final class Landlock {
  private static final long EXECUTE = 1;
  private static final long WRITE_FILE = 1 << 1;
  private static final long READ_FILE = 1 << 2;
  private static final long READ_DIR = 1 << 3;
  private static final long TRUNCATE = 1 << 14;
  private static final long IOCTL_DEV = 1 << 15;
  private static final long OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV;

  private static final long BIND_AND_CONNECT_TCP = 1 | 1 << 1;
  private static final long ABSTRACT_SOCKETS_AND_SIGNALS = 1 | 1 << 1;

  private static final long TELL_THE_VERSION = 1;
  private static final int PATH_BENEATH = 1;
  private static final long O_PATH = 0x200000;
  private static final long O_CLOEXEC = 0x80000;

  private static final long NO_RULES = -1;

  /// The first version that can keep signals in.
  private static final int KEEPS_SIGNALS = 6;

  private final Kernel kernel;
  private final long handled;
  private final long rules;

  /// What a path may be used for.
  enum Use {
    /// Read, and run what is there.
    READ(EXECUTE | READ_FILE | READ_DIR),
    /// Read, but run nothing.
    LOOK(READ_FILE | READ_DIR),
    /// All.
    WRITE(~0L),
    /// Read and written, such as `/dev/null`.
    DEVICE(READ_FILE | WRITE_FILE | TRUNCATE | IOCTL_DEV);

    private final long access;

    Use(long access) {
      this.access = access;
    }
  }

  private Landlock(Kernel kernel, long handled, long rules) {
    this.kernel = kernel;
    this.handled = handled;
    this.rules = rules;
  }

  /// Rules that forbid nothing, for a kernel that can hold none.
  static Landlock forbiddingNothing(Kernel kernel) {
    return new Landlock(kernel, 0, NO_RULES);
  }

  /// Which version of it this kernel has; 0 if none.
  static int version(Kernel kernel) {
    return (int) Math.max(0, kernel.answer(Call.LANDLOCK_CREATE_RULESET, 0, 0, TELL_THE_VERSION));
  }

  /// Rules that forbid all, as far as this kernel can hold it.
  ///
  /// @param network whether TCP stays allowed
  /// @throws IOException if this kernel has no Landlock
  static Landlock forbiddingAll(Kernel kernel, boolean network) throws IOException {
    int version = version(kernel);
    if (version == 0) {
      throw new IOException(
          "this kernel has no Landlock (expected: Linux 5.13 or later, with landlock among"
              + " /sys/kernel/security/lsm)");
    }
    long files = (1L << accesses(version)) - 1;
    long sockets = network || version < 4 ? 0 : BIND_AND_CONNECT_TCP;
    long scoped = version < KEEPS_SIGNALS ? 0 : ABSTRACT_SOCKETS_AND_SIGNALS;
    long size = version < 4 ? 8 : version < KEEPS_SIGNALS ? 16 : 24;
    MemorySegment attributes = kernel.longs(files, sockets, scoped);
    long rules =
        kernel.call("forbid files", Call.LANDLOCK_CREATE_RULESET, attributes.address(), size, 0);
    return new Landlock(kernel, files, rules);
  }

  /// How many kinds of access to files there are.
  private static int accesses(int version) {
    return switch (version) {
      case 1 -> 13;
      case 2 -> 14;
      case 3, 4 -> 15;
      default -> 16;
    };
  }

  /// Allows a path, and what lies below it, to be used so.
  void allow(Path path, Use use) throws IOException {
    if (rules == NO_RULES) {
      return;
    }
    long access = use.access & handled & (Files.isDirectory(path) ? ~0L : OF_FILES);
    String what = "allow " + path;
    long place =
        kernel.call(
            what,
            Call.OPENAT,
            Kernel.HERE,
            kernel.text(path.toString()).address(),
            O_PATH | O_CLOEXEC);
    ByteBuffer rule = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder());
    rule.putLong(access).putInt((int) place);
    MemorySegment bytes = kernel.bytes(rule.array());
    kernel.call(what, Call.LANDLOCK_ADD_RULE, rules, PATH_BENEATH, bytes.address(), 0);
    kernel.call(what, Call.CLOSE, place);
  }

  /// From here on the rules hold for this thread, and for what it becomes and starts.
  ///
  /// @return −1 if the kernel refuses
  long hold() {
    return rules == NO_RULES ? 0 : kernel.answer(Call.LANDLOCK_RESTRICT_SELF, rules, 0);
  }
}
