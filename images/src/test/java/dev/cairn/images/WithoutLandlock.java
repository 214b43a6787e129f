// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Becomes another program for which this machine has no Landlock, as if its kernel were older than
/// 5.13: a seccomp filter answers its three calls with "no such call". Needs nothing but the JDK,
/// so that it also runs from its source:
///
/// ```
/// java --enable-native-access=ALL-UNNAMED WithoutLandlock.java cairn doctor
/// ```
final class WithoutLandlock {
  private static final int PR_SET_SECCOMP = 22;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int SECCOMP_MODE_FILTER = 2;
  private static final int LANDLOCK_CREATE_RULESET = 444;
  private static final int LANDLOCK_RESTRICT_SELF = 446;
  private static final int LOAD_WORD = 0x20;
  private static final int JUMP_IF_AT_LEAST = 0x35;
  private static final int JUMP_IF_ABOVE = 0x25;
  private static final int RETURN = 0x06;
  private static final int NO_SUCH_CALL = 0x00050000 | 38;
  private static final int ALLOW = 0x7fff0000;
  private static final int[][] FILTER = {
    {LOAD_WORD, 0, 0, 0},
    {JUMP_IF_AT_LEAST, 0, 2, LANDLOCK_CREATE_RULESET},
    {JUMP_IF_ABOVE, 1, 0, LANDLOCK_RESTRICT_SELF},
    {RETURN, 0, 0, NO_SUCH_CALL},
    {RETURN, 0, 0, ALLOW},
  };

  private WithoutLandlock() {}

  /// @param command a program, found by `PATH`, and its arguments
  @SuppressWarnings("restricted")
  static void main(String[] command) throws Throwable {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor numbers =
        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    MethodHandle prctl =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("prctl"),
            numbers,
            Linker.Option.firstVariadicArg(1));
    MethodHandle execvp =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("execvp"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    try (Arena memory = Arena.ofConfined()) {
      MemorySegment words = memory.allocate(ADDRESS, command.length + 1);
      for (int i = 0; i < command.length; i++) {
        words.setAtIndex(ADDRESS, i, memory.allocateFrom(command[i]));
      }
      MemorySegment filter = filter(memory);
      held((int) prctl.invokeExact(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L));
      held(
          (int)
              prctl.invokeExact(
                  PR_SET_SECCOMP, (long) SECCOMP_MODE_FILTER, filter.address(), 0L, 0L));
      held((int) execvp.invokeExact(words.get(ADDRESS, 0), words));
    }
  }

  /// As `struct sock_fprog` has it.
  private static MemorySegment filter(Arena memory) {
    MemorySegment instructions = memory.allocate(8L * FILTER.length, 8);
    for (int i = 0; i < FILTER.length; i++) {
      instructions.set(JAVA_SHORT, 8L * i, (short) FILTER[i][0]);
      instructions.set(JAVA_BYTE, 8L * i + 2, (byte) FILTER[i][1]);
      instructions.set(JAVA_BYTE, 8L * i + 3, (byte) FILTER[i][2]);
      instructions.set(JAVA_INT, 8L * i + 4, FILTER[i][3]);
    }
    MemorySegment program = memory.allocate(16, 8);
    program.set(JAVA_SHORT, 0, (short) FILTER.length);
    program.set(ADDRESS, 8, instructions);
    return program;
  }

  private static void held(int answer) {
    if (answer != 0) {
      throw new AssertionError("hide Landlock, and become another program: " + answer);
    }
  }
}
