// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import dev.cairn.sandbox.Kernel.Call;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What PRoot traces. Each of its system calls waits for PRoot, when it begins and when it ends. So
/// while PRoot is stopped nothing of it starts another process, however many they are and however
/// busy the machine is; killed one by one without that, what forks without end can win.
final class Traced {
  private static final int SIGCONT = 18;
  private static final int SIGSTOP = 19;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

  private Traced() {}

  /// Makes ready what a kill needs, since it is not to wait for that.
  static void prepare() {
    send(ProcessHandle.current().pid(), 0);
  }

  /// Stops PRoot, kills all below it, and lets PRoot see to their ends: without it they would be
  /// left to process 1, which in a container may look after nobody.
  ///
  /// @return what was killed
  static Set<Long> kill(Process proot) {
    if (proot.isAlive()) {
      send(proot.pid(), SIGSTOP);
      await(() -> Usage.isStopped(proot.pid()));
    }
    var killed = new TreeSet<Long>();
    List<ProcessHandle> more;
    do {
      // What was in a system call when PRoot stopped may still have become two.
      more = proot.descendants().filter(one -> killed.add(one.pid())).toList();
      more.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(PAUSE);
    } while (!more.isEmpty());
    if (proot.isAlive()) {
      send(proot.pid(), SIGCONT);
      await(() -> Usage.childrenOf(proot.pid()).isEmpty());
    }
    return killed;
  }

  private static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + PATIENCE;
    while (!condition.getAsBoolean() && System.nanoTime() < until) {
      LockSupport.parkNanos(PAUSE);
    }
  }

  private static void send(long pid, int signal) {
    try (Arena memory = Arena.ofConfined()) {
      new Kernel(memory).answer(Call.KILL, pid, signal);
    }
  }
}
