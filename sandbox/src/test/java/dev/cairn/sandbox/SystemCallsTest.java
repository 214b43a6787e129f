// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/// Runs the filter as the kernel would, instruction by instruction.
final class SystemCallsTest {
  private static final int AMD64 = 0xc000003e;
  private static final int ARM64 = 0xc00000b7;
  private static final int I386 = 0x40000003;
  private static final int ALLOW = 0x7fff0000;
  private static final int NOT_PERMITTED = 0x00050001;
  private static final int NO_SUCH_CALL = 0x00050026;

  @Test
  void usualCallsPass() {
    assertThat(answer("amd64", AMD64, 0, 0)).as("read").isEqualTo(ALLOW);
    assertThat(answer("amd64", AMD64, 59, 0)).as("execve").isEqualTo(ALLOW);
    assertThat(answer("aarch64", ARM64, 220, 0)).as("clone").isEqualTo(ALLOW);
  }

  @Test
  void callsThatOpenedKernelsAreRefused() {
    assertThat(answer("amd64", AMD64, 101, 0)).as("ptrace").isEqualTo(NOT_PERMITTED);
    assertThat(answer("amd64", AMD64, 165, 0)).as("mount").isEqualTo(NOT_PERMITTED);
    assertThat(answer("amd64", AMD64, 321, 0)).as("bpf").isEqualTo(NOT_PERMITTED);
    assertThat(answer("amd64", AMD64, 425, 0)).as("io_uring_setup").isEqualTo(NOT_PERMITTED);
    assertThat(answer("aarch64", ARM64, 117, 0)).as("ptrace").isEqualTo(NOT_PERMITTED);
    assertThat(answer("aarch64", ARM64, 219, 0)).as("keyctl").isEqualTo(NOT_PERMITTED);
  }

  @Test
  void typingIntoATerminalIsRefused() {
    assertThat(answer("amd64", AMD64, 16, 0x5412)).as("TIOCSTI").isEqualTo(NOT_PERMITTED);
    assertThat(answer("amd64", AMD64, 16, 0x541c)).as("TIOCLINUX").isEqualTo(NOT_PERMITTED);
    assertThat(answer("amd64", AMD64, 16, 0x5413)).as("TIOCGWINSZ").isEqualTo(ALLOW);
    assertThat(answer("aarch64", ARM64, 29, 0x5412)).as("TIOCSTI").isEqualTo(NOT_PERMITTED);
  }

  @Test
  void otherCallingConventionsAreNotThere() {
    assertThat(answer("amd64", I386, 26, 0)).as("ptrace of i386").isEqualTo(NO_SUCH_CALL);
    assertThat(answer("amd64", AMD64, 0x40000000 | 521, 0))
        .as("ptrace of x32")
        .isEqualTo(NO_SUCH_CALL);
  }

  @Test
  void anUnknownMachineHasNoFilter() {
    assertThat(SystemCalls.filter("riscv64")).isEmpty();
  }

  private static int answer(String machine, int architecture, int number, int secondArgument) {
    ByteBuffer program =
        ByteBuffer.wrap(SystemCalls.filter(machine)).order(ByteOrder.LITTLE_ENDIAN);
    int accumulator = 0;
    for (int at = 0; ; at++) {
      int code = program.getShort(8 * at);
      int whenTrue = program.get(8 * at + 2) & 0xff;
      int whenFalse = program.get(8 * at + 3) & 0xff;
      int value = program.getInt(8 * at + 4);
      switch (code) {
        case 0x20 ->
            accumulator =
                switch (value) {
                  case 0 -> number;
                  case 4 -> architecture;
                  case 24 -> secondArgument;
                  default -> throw new AssertionError("loads from " + value);
                };
        case 0x15 -> at += accumulator == value ? whenTrue : whenFalse;
        case 0x35 -> at += Integer.compareUnsigned(accumulator, value) >= 0 ? whenTrue : whenFalse;
        case 0x06 -> {
          return value;
        }
        default -> throw new AssertionError("instruction " + code);
      }
    }
  }
}
