// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import dev.cairn.sandbox.Kernel.Call;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process that shuts itself in and becomes another program, for [Emulated]:
///
/// ```
/// java … dev.cairn.sandbox.Confine --parent 4711 --user 65534 --network none
///   --files walled --file-bytes 2147483648 --processes 4180 --at /tmp/cairn-room-1/proot
///   --env PATH=/usr/bin --read /…/roots/5f0c…/usr --write /…/out -- /…/proot …
/// ```
///
/// In this order, since each step takes away what the one before it needed: limits, the user,
/// capabilities, files (Landlock, unless `--files open`), system calls (seccomp), and the program.
/// What holds for this thread holds for the program, since it is this thread that becomes it. Once
/// the rules hold, nothing of the JVM may be loaded any more, so all is made ready before.
final class Confine {
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int PR_SET_SECCOMP = 22;
  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int SECCOMP_MODE_FILTER = 2;
  private static final int CAPABILITIES_VERSION_3 = 0x20080522;
  private static final int RLIMIT_FSIZE = 1;
  private static final int RLIMIT_CORE = 4;
  private static final int RLIMIT_NPROC = 6;
  private static final int SIG_SETMASK = 2;
  private static final int CLOSE_ON_EXEC = 4;
  private static final int SIGNALS_BYTES = 8;
  private static final int UMASK = 022;

  /// To PRoot it means: kill all that you started, and end.
  private static final int SIGQUIT = 3;

  private static final int STANDARD_ERROR = 2;
  private static final int NOT_STARTED = 125;

  private final Kernel kernel;
  private final List<String> words;

  private Confine(Kernel kernel, List<String> words) {
    this.kernel = kernel;
    this.words = words;
  }

  /// Begins what it prints when the program could not be started.
  static final String SAYS = "confine: ";

  static void main(String[] arguments) {
    try (Arena memory = Arena.ofConfined()) {
      var kernel = new Kernel(memory);
      String why;
      try {
        why = new Confine(kernel, List.of(arguments)).become();
      } catch (IOException | IllegalStateException e) {
        why = e.getMessage() + "\n";
      }
      MemorySegment line = kernel.bytes((SAYS + why).getBytes(StandardCharsets.UTF_8));
      kernel.answer(Call.WRITE, STANDARD_ERROR, line.address(), line.byteSize());
      kernel.answer(Call.EXIT_GROUP, NOT_STARTED);
    }
  }

  /// Does not return if all goes well.
  ///
  /// @return what went wrong where nothing could be loaded any more
  private String become() throws IOException {
    boolean network = one("--network").equals("host");
    Landlock files =
        one("--files").equals("walled")
            ? Landlock.forbiddingAll(kernel, network)
            : Landlock.forbiddingNothing(kernel);
    limits();
    for (Landlock.Use use : Landlock.Use.values()) {
      for (String path : all(option(use))) {
        files.allow(Path.of(path), use);
      }
    }
    kernel.call("enter its folder", Call.CHDIR, kernel.text(one("--at")).address());
    List<String> argv = words.subList(words.indexOf("--") + 1, words.size());
    MemorySegment program = kernel.text(argv.getFirst());
    MemorySegment arguments = pointers(argv);
    MemorySegment environment = pointers(all("--env"));
    MemorySegment filter =
        kernel.bytes(
            SystemCalls.emulatedFilter(
                System.getProperty("os.arch", ""), network, (int) ProcessHandle.current().pid()));
    MemorySegment filterProgram =
        kernel.longs(filter.byteSize() / SystemCalls.INSTRUCTION_BYTES, filter.address());
    MemorySegment noSignals = kernel.longs(0);
    String refused = "the kernel refused to hold the walls, or to run the program\n";
    giveUpPower();
    set(PR_SET_CHILD_SUBREAPER, 1);
    set(PR_SET_PDEATHSIG, SIGQUIT);
    set(PR_SET_NO_NEW_PRIVS, 1);
    kernel.call(
        "block no signal", Call.RT_SIGPROCMASK, SIG_SETMASK, noSignals.address(), 0, SIGNALS_BYTES);
    if (kernel.answer(Call.GETPPID) != Long.parseLong(one("--parent"))) {
      return "Cairn has ended\n";
    }
    kernel.call(
        "leave no file open", Call.CLOSE_RANGE, STANDARD_ERROR + 1, 0xffff_ffffL, CLOSE_ON_EXEC);
    // From here on nothing can be loaded.
    if (files.hold() < 0
        || kernel.answer(Call.PRCTL, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, filterProgram.address())
            < 0) {
      return refused;
    }
    kernel.answer(Call.EXECVE, program.address(), arguments.address(), environment.address());
    return refused;
  }

  private void limits() throws IOException {
    long bytes = Long.parseLong(one("--file-bytes"));
    kernel.call("bound files", Call.PRLIMIT, 0, RLIMIT_FSIZE, kernel.longs(bytes, bytes).address());
    kernel.call("write no core", Call.PRLIMIT, 0, RLIMIT_CORE, kernel.longs(0, 0).address());
    kernel.call("bound processes", Call.PRLIMIT, 0, RLIMIT_NPROC, processes().address());
    kernel.call("set the umask", Call.UMASK, UMASK);
    // Refused to the leader of a group; Cairn is never that of this process.
    kernel.answer(Call.SETSID);
  }

  /// As much as is asked for, if that is not more than what this process may have.
  private MemorySegment processes() throws IOException {
    long wanted = Long.parseLong(one("--processes"));
    MemorySegment present = kernel.longs(0, 0);
    kernel.call(
        "look how processes are bound", Call.PRLIMIT, 0, RLIMIT_NPROC, 0, present.address());
    long most = present.getAtIndex(ValueLayout.JAVA_LONG, 1);
    long bound = Long.compareUnsigned(wanted, most) < 0 ? wanted : most;
    return kernel.longs(bound, bound);
  }

  /// Becomes that user if one is named, and gives up what root could do in any case.
  private void giveUpPower() throws IOException {
    for (String user : all("--user")) {
      long id = Long.parseLong(user);
      kernel.call("leave all groups", Call.SETGROUPS, 0, 0);
      kernel.call("become group " + user, Call.SETRESGID, id, id, id);
      kernel.call("become user " + user, Call.SETRESUID, id, id, id);
    }
    MemorySegment header = kernel.ints(CAPABILITIES_VERSION_3, 0);
    MemorySegment none = kernel.ints(0, 0, 0, 0, 0, 0);
    kernel.call("give up capabilities", Call.CAPSET, header.address(), none.address());
  }

  private void set(int what, long value) throws IOException {
    kernel.call("prctl " + what, Call.PRCTL, what, value);
  }

  /// As `argv` and `envp` are: addresses of strings, and a null.
  private MemorySegment pointers(List<String> texts) {
    long[] addresses = new long[texts.size() + 1];
    for (int i = 0; i < texts.size(); i++) {
      addresses[i] = kernel.text(texts.get(i)).address();
    }
    return kernel.longs(addresses);
  }

  static String option(Landlock.Use use) {
    return switch (use) {
      case READ -> "--read";
      case LOOK -> "--look";
      case WRITE -> "--write";
      case DEVICE -> "--device";
    };
  }

  private String one(String option) throws IOException {
    List<String> values = all(option);
    if (values.size() != 1) {
      throw new IOException("%s: %s (expected: one)".formatted(option, values));
    }
    return values.getFirst();
  }

  private List<String> all(String option) {
    var values = new ArrayList<String>();
    for (int i = 0; i < words.indexOf("--"); i += 2) {
      if (words.get(i).equals(option)) {
        values.add(words.get(i + 1));
      }
    }
    return values;
  }
}
