// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// Linux's system calls, of the calling thread alone, by libc's `syscall`.
final class Kernel {
  /// A call that takes a path relative to the current directory.
  static final long HERE = -100;

  /// Numbers, by machine (linux/arch/x86/entry/syscalls, asm-generic).
  enum Call {
    OPENAT(257, 56),
    CLOSE(3, 57),
    WRITE(1, 64),
    KILL(62, 129),
    UMASK(95, 166),
    CHDIR(80, 49),
    SETSID(112, 157),
    GETPPID(110, 173),
    PRLIMIT(302, 261),
    PRCTL(157, 167),
    CAPSET(126, 91),
    SETGROUPS(116, 159),
    SETRESGID(119, 149),
    SETRESUID(117, 147),
    RT_SIGPROCMASK(14, 135),
    CLOSE_RANGE(436, 436),
    EXECVE(59, 221),
    EXIT_GROUP(231, 94),
    LANDLOCK_CREATE_RULESET(444, 444),
    LANDLOCK_ADD_RULE(445, 445),
    LANDLOCK_RESTRICT_SELF(446, 446);

    private final int amd64;
    private final int arm64;

    Call(int amd64, int arm64) {
      this.amd64 = amd64;
      this.arm64 = arm64;
    }
  }

  private final Arena memory;
  private final boolean amd64;
  private final MethodHandle syscall;
  private final MemorySegment state;
  private final VarHandle errno;

  /// Needs `--enable-native-access`.
  @SuppressWarnings("restricted")
  Kernel(Arena memory) {
    Linker linker = Linker.nativeLinker();
    Linker.Option captures = Linker.Option.captureCallState("errno");
    var layout = Linker.Option.captureStateLayout();
    this.memory = memory;
    this.amd64 = System.getProperty("os.arch", "").equals("amd64");
    this.state = memory.allocate(layout);
    this.errno = layout.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    this.syscall =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            captures,
            Linker.Option.firstVariadicArg(1));
  }

  /// What the kernel answers: −1 for an error.
  ///
  /// @param arguments five at most
  long answer(Call call, long... arguments) {
    long number = amd64 ? call.amd64 : call.arm64;
    long[] a = new long[5];
    System.arraycopy(arguments, 0, a, 0, arguments.length);
    try {
      return (long) syscall.invokeExact(state, number, a[0], a[1], a[2], a[3], a[4]);
    } catch (Throwable t) {
      throw new IllegalStateException(call.toString(), t);
    }
  }

  /// What the kernel answers.
  ///
  /// @param what was tried, for a person
  /// @throws IOException if it refuses
  long call(String what, Call call, long... arguments) throws IOException {
    long answer = answer(call, arguments);
    if (answer < 0) {
      throw new IOException("%s: error %d of %s".formatted(what, error(), call));
    }
    return answer;
  }

  /// The kernel's number of what was wrong with the last call.
  int error() {
    return (int) errno.get(state, 0L);
  }

  /// A string as C has it.
  MemorySegment text(String text) {
    return memory.allocateFrom(text);
  }

  /// Numbers of 64 bits, one after the other.
  MemorySegment longs(long... values) {
    return memory.allocateFrom(JAVA_LONG, values);
  }

  /// Numbers of 32 bits, one after the other.
  MemorySegment ints(int... values) {
    return memory.allocateFrom(JAVA_INT, values);
  }

  /// Bytes, where 64-bit numbers could lie.
  MemorySegment bytes(byte[] bytes) {
    MemorySegment segment = memory.allocate(bytes.length, Long.BYTES);
    segment.copyFrom(MemorySegment.ofArray(bytes));
    return segment;
  }
}
