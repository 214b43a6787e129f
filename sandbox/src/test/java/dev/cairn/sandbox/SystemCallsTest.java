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
  private static final int NO_SUCH_FAMILY = 0x00050061;
  private static final int PROOT = 4711;

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

  @Test
  void inAnEmulatedRoomPRootCanTrace() {
    assertThat(emulated(AMD64, 101, 0, 0)).as("ptrace").isEqualTo(ALLOW);
    assertThat(emulated(AMD64, 310, 4712, 0)).as("process_vm_readv").isEqualTo(ALLOW);
    assertThat(emulated(AMD64, 165, 0, 0)).as("mount").isEqualTo(NOT_PERMITTED);
  }

  @Test
  void inAnEmulatedRoomPRootItselfIsNotTouched() {
    assertThat(emulated(AMD64, 101, 16, PROOT)).as("ptrace").isEqualTo(NOT_PERMITTED);
    assertThat(emulated(AMD64, 311, PROOT, 0)).as("process_vm_writev").isEqualTo(NOT_PERMITTED);
    assertThat(emulated(AMD64, 62, PROOT, 9)).as("kill").isEqualTo(NOT_PERMITTED);
    assertThat(emulated(AMD64, 62, -PROOT, 9)).as("kill its group").isEqualTo(NOT_PERMITTED);
    assertThat(emulated(AMD64, 62, -1, 9)).as("kill everybody").isEqualTo(NOT_PERMITTED);
    assertThat(emulated(AMD64, 62, PROOT + 1, 9)).as("kill another").isEqualTo(ALLOW);
    assertThat(emulated(ARM64, 129, PROOT, 9)).as("kill").isEqualTo(NOT_PERMITTED);
  }

  @Test
  void inAnEmulatedRoomNoProcessThatIsThereAlreadyCanBeTraced() {
    assertThat(emulated(AMD64, 101, 16, 4712)).as("PTRACE_ATTACH").isEqualTo(NOT_PERMITTED);
    assertThat(emulated(ARM64, 117, 0x4206, 4712)).as("PTRACE_SEIZE").isEqualTo(NOT_PERMITTED);
  }

  @Test
  void inAnEmulatedRoomCallsThatPRootDoesNotKnowAreNotThere() {
    assertThat(emulated(AMD64, 332, 0, 0)).as("statx").isEqualTo(NO_SUCH_CALL);
    assertThat(emulated(AMD64, 437, 0, 0)).as("openat2").isEqualTo(NO_SUCH_CALL);
    assertThat(emulated(AMD64, 322, 0, 0)).as("execveat").isEqualTo(NO_SUCH_CALL);
    assertThat(emulated(AMD64, 262, 0, 0)).as("newfstatat").isEqualTo(ALLOW);
    assertThat(emulated(ARM64, 291, 0, 0)).as("statx").isEqualTo(NO_SUCH_CALL);
    assertThat(emulated(ARM64, 56, 0, 0)).as("openat").isEqualTo(ALLOW);
  }

  @Test
  void inAnEmulatedRoomOnlyUnixSocketsAreThereUnlessItHasANetwork() {
    assertThat(emulated(AMD64, 41, 1, 1)).as("a Unix socket").isEqualTo(ALLOW);
    assertThat(emulated(AMD64, 41, 2, 1)).as("an IPv4 socket").isEqualTo(NO_SUCH_FAMILY);
    assertThat(emulated(ARM64, 198, 10, 1)).as("an IPv6 socket").isEqualTo(NO_SUCH_FAMILY);
    byte[] withNetwork = SystemCalls.emulatedFilter("amd64", true, PROOT);
    assertThat(answer(withNetwork, AMD64, 41, 2, 1)).as("an IPv4 socket").isEqualTo(ALLOW);
  }

  private static int emulated(int architecture, int number, int first, int second) {
    String machine = architecture == AMD64 ? "amd64" : "aarch64";
    byte[] filter = SystemCalls.emulatedFilter(machine, false, PROOT);
    return answer(filter, architecture, number, first, second);
  }

  private static int answer(String machine, int architecture, int number, int secondArgument) {
    return answer(SystemCalls.filter(machine), architecture, number, 0, secondArgument);
  }

  private static int answer(byte[] filter, int architecture, int number, int first, int second) {
    ByteBuffer program = ByteBuffer.wrap(filter).order(ByteOrder.LITTLE_ENDIAN);
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
                  case 16 -> first;
                  case 24 -> second;
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
