// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The system calls that no command of a sandbox needs and that have opened kernels before, as a
/// seccomp filter: a classic BPF program of 8-byte instructions, `{u16 code, u8 jt, u8 jf, u32 k}`.
/// They fail with EPERM; all others pass. Namespaces, dropped capabilities and `--new-session` are
/// the walls; this is the second one behind them.
final class SystemCalls {
  private static final int LOAD_WORD = 0x20;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_AT_LEAST = 0x35;
  private static final int RETURN = 0x06;

  private static final int ALLOW = 0x7fff0000;
  private static final int FAIL_NOT_PERMITTED = 0x00050000 | 1;
  private static final int FAIL_NO_SUCH_CALL = 0x00050000 | 38;

  private static final int OFFSET_OF_NUMBER = 0;
  private static final int OFFSET_OF_ARCHITECTURE = 4;
  private static final int OFFSET_OF_SECOND_ARGUMENT = 24;

  private static final int TIOCSTI = 0x5412;
  private static final int TIOCLINUX = 0x541c;

  private SystemCalls() {}

  /// A system call and its number on each machine (linux/arch/x86/entry/syscalls, asm-generic).
  private record Call(String name, int amd64, int arm64) {}

  private static final List<Call> DENIED =
      List.of(
          new Call("ptrace", 101, 117),
          new Call("process_vm_readv", 310, 270),
          new Call("process_vm_writev", 311, 271),
          new Call("mount", 165, 40),
          new Call("umount2", 166, 39),
          new Call("pivot_root", 155, 41),
          new Call("keyctl", 250, 219),
          new Call("add_key", 248, 217),
          new Call("request_key", 249, 218),
          new Call("bpf", 321, 280),
          new Call("userfaultfd", 323, 282),
          new Call("perf_event_open", 298, 241),
          new Call("kexec_load", 246, 104),
          new Call("kexec_file_load", 320, 294),
          new Call("init_module", 175, 105),
          new Call("finit_module", 313, 273),
          new Call("delete_module", 176, 106),
          new Call("setns", 308, 268),
          new Call("unshare", 272, 97),
          new Call("name_to_handle_at", 303, 264),
          new Call("open_by_handle_at", 304, 265),
          new Call("syslog", 103, 116),
          new Call("acct", 163, 89),
          new Call("quotactl", 179, 60),
          new Call("swapon", 167, 224),
          new Call("swapoff", 168, 225),
          new Call("reboot", 169, 142),
          new Call("io_uring_setup", 425, 425),
          new Call("io_uring_enter", 426, 426),
          new Call("io_uring_register", 427, 427),
          new Call("open_tree", 428, 428),
          new Call("move_mount", 429, 429),
          new Call("fsopen", 430, 430),
          new Call("fsconfig", 431, 431),
          new Call("fsmount", 432, 432),
          new Call("fspick", 433, 433),
          new Call("mount_setattr", 442, 442));

  /// @param audit the kernel's name of the architecture (linux/audit.h)
  /// @param ioctl the number of ioctl, whose terminal injections fail
  /// @param foreignFrom numbers from here on belong to another calling convention (x32); 0: none
  private record Machine(int audit, int ioctl, int foreignFrom) {}

  private static final Machine AMD64 = new Machine(0xc000003e, 16, 0x40000000);
  private static final Machine ARM64 = new Machine(0xc00000b7, 29, 0);

  /// The filter for a machine (`os.arch`), or nothing where the numbers are not known.
  static byte[] filter(String arch) {
    return switch (arch) {
      case "amd64", "x86_64" -> program(AMD64, DENIED.stream().mapToInt(Call::amd64).toArray());
      case "aarch64", "arm64" -> program(ARM64, DENIED.stream().mapToInt(Call::arm64).toArray());
      default -> new byte[0];
    };
  }

  private record Instruction(int code, int whenTrue, int whenFalse, int value) {}

  private static byte[] program(Machine machine, int[] denied) {
    List<Instruction> all = new ArrayList<>();
    all.add(new Instruction(LOAD_WORD, 0, 0, OFFSET_OF_ARCHITECTURE));
    all.add(new Instruction(JUMP_IF_EQUAL, 1, 0, machine.audit));
    all.add(new Instruction(RETURN, 0, 0, FAIL_NO_SUCH_CALL));
    all.add(new Instruction(LOAD_WORD, 0, 0, OFFSET_OF_NUMBER));
    if (machine.foreignFrom != 0) {
      all.add(new Instruction(JUMP_IF_AT_LEAST, 0, 1, machine.foreignFrom));
      all.add(new Instruction(RETURN, 0, 0, FAIL_NO_SUCH_CALL));
    }
    for (int number : denied) {
      all.add(new Instruction(JUMP_IF_EQUAL, 0, 1, number));
      all.add(new Instruction(RETURN, 0, 0, FAIL_NOT_PERMITTED));
    }
    all.add(new Instruction(JUMP_IF_EQUAL, 1, 0, machine.ioctl));
    all.add(new Instruction(RETURN, 0, 0, ALLOW));
    all.add(new Instruction(LOAD_WORD, 0, 0, OFFSET_OF_SECOND_ARGUMENT));
    all.add(new Instruction(JUMP_IF_EQUAL, 1, 0, TIOCSTI));
    all.add(new Instruction(JUMP_IF_EQUAL, 0, 1, TIOCLINUX));
    all.add(new Instruction(RETURN, 0, 0, FAIL_NOT_PERMITTED));
    all.add(new Instruction(RETURN, 0, 0, ALLOW));
    return encoded(all);
  }

  private static byte[] encoded(List<Instruction> instructions) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * instructions.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (Instruction i : instructions) {
      bytes.putShort((short) i.code);
      bytes.put((byte) i.whenTrue);
      bytes.put((byte) i.whenFalse);
      bytes.putInt(i.value);
    }
    return bytes.array();
  }
}
