// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The system calls that no command of a sandbox needs and that have opened kernels before, as a
/// seccomp filter: a classic BPF program of 8-byte instructions, `{u16 code, u8 jt, u8 jf, u32 k}`.
/// They fail with EPERM; all others pass. Where there are namespaces, those, dropped capabilities
/// and `--new-session` are the walls, and this is the second one behind them. In an emulated room
/// it is one of the walls, and forbids more ([#emulatedFilter]).
final class SystemCalls {
  private static final int LOAD_WORD = 0x20;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_AT_LEAST = 0x35;
  private static final int RETURN = 0x06;

  private static final int ALLOW = 0x7fff0000;
  private static final int FAIL_NOT_PERMITTED = 0x00050000 | 1;
  private static final int FAIL_NO_SUCH_CALL = 0x00050000 | 38;
  private static final int FAIL_NO_SUCH_FAMILY = 0x00050000 | 97;

  private static final int OFFSET_OF_NUMBER = 0;
  private static final int OFFSET_OF_ARCHITECTURE = 4;
  private static final int OFFSET_OF_FIRST_ARGUMENT = 16;
  private static final int OFFSET_OF_SECOND_ARGUMENT = 24;

  /// How long an instruction is.
  static final int INSTRUCTION_BYTES = 8;

  private static final int TIOCSTI = 0x5412;
  private static final int TIOCLINUX = 0x541c;
  private static final int AF_UNIX = 1;
  private static final int EVERYBODY = -1;
  private static final int ATTACH = 16;
  private static final int SEIZE = 0x4206;

  /// A system call and its number on each machine (linux/arch/x86/entry/syscalls, asm-generic).
  private record Call(String name, int amd64, int arm64) {}

  private static final Call PTRACE = new Call("ptrace", 101, 117);
  private static final Call READ_ANOTHER = new Call("process_vm_readv", 310, 270);
  private static final Call WRITE_ANOTHER = new Call("process_vm_writev", 311, 271);

  /// By which one process looks into another; PRoot lives by them.
  private static final List<Call> TRACING = List.of(PTRACE, READ_ANOTHER, WRITE_ANOTHER);

  private static final List<Call> DENIED =
      List.of(
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

  /// Whose first argument is a process to which something is done.
  private static final List<Call> TO_A_PROCESS =
      List.of(
          new Call("kill", 62, 129),
          new Call("tkill", 200, 130),
          new Call("tgkill", 234, 131),
          new Call("rt_sigqueueinfo", 129, 138),
          new Call("rt_tgsigqueueinfo", 297, 240),
          READ_ANOTHER,
          WRITE_ANOTHER);

  /// @param audit the kernel's name of the architecture (linux/audit.h)
  /// @param foreignFrom numbers from here on belong to another calling convention (x32); 0: none
  /// @param newFrom from here on calls are newer than what PRoot knows: statx is the first
  private record Machine(boolean isAmd64, int audit, int foreignFrom, int newFrom) {
    int number(Call call) {
      return isAmd64 ? call.amd64 : call.arm64;
    }
  }

  private static final Machine AMD64 = new Machine(true, 0xc000003e, 0x40000000, 332);
  private static final Machine ARM64 = new Machine(false, 0xc00000b7, 0, 291);

  private static final Call IOCTL = new Call("ioctl", 16, 29);
  private static final Call EXECVEAT = new Call("execveat", 322, 281);
  private static final Call SOCKET = new Call("socket", 41, 198);

  private record Instruction(int code, int whenTrue, int whenFalse, int value) {}

  private final Machine machine;
  private final List<Instruction> all = new ArrayList<>();

  private SystemCalls(Machine machine) {
    this.machine = machine;
    add(LOAD_WORD, 0, 0, OFFSET_OF_ARCHITECTURE);
    add(JUMP_IF_EQUAL, 1, 0, machine.audit);
    add(RETURN, 0, 0, FAIL_NO_SUCH_CALL);
    add(LOAD_WORD, 0, 0, OFFSET_OF_NUMBER);
    if (machine.foreignFrom != 0) {
      failFrom(machine.foreignFrom);
    }
    DENIED.forEach(call -> fail(call, FAIL_NOT_PERMITTED));
    failIf(IOCTL, OFFSET_OF_SECOND_ARGUMENT, TIOCSTI, TIOCLINUX);
  }

  /// The filter for a machine (`os.arch`), or nothing where the numbers are not known.
  static byte[] filter(String arch) {
    return machine(arch)
        .map(machine -> {
          var calls = new SystemCalls(machine);
          TRACING.forEach(call -> calls.fail(call, FAIL_NOT_PERMITTED));
          return calls.encoded();
        })
        .orElse(new byte[0]);
  }

  /// The filter of an emulated room. Beyond the others it forbids:
  ///
  /// - calls that PRoot does not know, and would let through with the room's paths untranslated;
  ///   programs then use the older ones
  /// - seccomp filters: with one of its own, PRoot would trace less, and miss what it should
  ///   translate
  /// - sockets but Unix ones, where there is to be no network
  /// - to signal every process of the user, to touch the process that PRoot is, and to trace any
  ///   other that is there already: PRoot traces what it starts
  ///
  /// @param network whether sockets of all kinds are allowed
  /// @param proot the process that PRoot is
  /// @return nothing where the numbers are not known
  static byte[] emulatedFilter(String arch, boolean network, int proot) {
    return machine(arch)
        .map(machine -> {
          var calls = new SystemCalls(machine);
          calls.failFrom(machine.newFrom);
          calls.fail(EXECVEAT, FAIL_NO_SUCH_CALL);
          calls.failIf(PTRACE, OFFSET_OF_FIRST_ARGUMENT, ATTACH, SEIZE);
          calls.failIf(PTRACE, OFFSET_OF_SECOND_ARGUMENT, proot);
          TO_A_PROCESS.forEach(
              call -> calls.failIf(call, OFFSET_OF_FIRST_ARGUMENT, EVERYBODY, proot, -proot));
          if (!network) {
            calls.failUnless(SOCKET, OFFSET_OF_FIRST_ARGUMENT, AF_UNIX);
          }
          return calls.encoded();
        })
        .orElse(new byte[0]);
  }

  private static Optional<Machine> machine(String arch) {
    return switch (arch) {
      case "amd64", "x86_64" -> Optional.of(AMD64);
      case "aarch64", "arm64" -> Optional.of(ARM64);
      default -> Optional.empty();
    };
  }

  private void fail(Call call, int how) {
    add(JUMP_IF_EQUAL, 0, 1, machine.number(call));
    add(RETURN, 0, 0, how);
  }

  private void failFrom(int number) {
    add(JUMP_IF_AT_LEAST, 0, 1, number);
    add(RETURN, 0, 0, FAIL_NO_SUCH_CALL);
  }

  /// Fails with EPERM if an argument (its lower half) is one of these.
  private void failIf(Call call, int argument, int... values) {
    add(JUMP_IF_EQUAL, 0, 2 + 2 * values.length, machine.number(call));
    add(LOAD_WORD, 0, 0, argument);
    for (int value : values) {
      add(JUMP_IF_EQUAL, 0, 1, value);
      add(RETURN, 0, 0, FAIL_NOT_PERMITTED);
    }
    add(LOAD_WORD, 0, 0, OFFSET_OF_NUMBER);
  }

  /// Fails with EAFNOSUPPORT if an argument is not this; else the call passes.
  private void failUnless(Call call, int argument, int value) {
    add(JUMP_IF_EQUAL, 0, 4, machine.number(call));
    add(LOAD_WORD, 0, 0, argument);
    add(JUMP_IF_EQUAL, 1, 0, value);
    add(RETURN, 0, 0, FAIL_NO_SUCH_FAMILY);
    add(RETURN, 0, 0, ALLOW);
  }

  private void add(int code, int whenTrue, int whenFalse, int value) {
    all.add(new Instruction(code, whenTrue, whenFalse, value));
  }

  private byte[] encoded() {
    add(RETURN, 0, 0, ALLOW);
    ByteBuffer bytes =
        ByteBuffer.allocate(INSTRUCTION_BYTES * all.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (Instruction i : all) {
      bytes.putShort((short) i.code);
      bytes.put((byte) i.whenTrue);
      bytes.put((byte) i.whenFalse);
      bytes.putInt(i.value);
    }
    return bytes.array();
  }
}
