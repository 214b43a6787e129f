// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.sandbox.Command;
import dev.cairn.sandbox.Leftovers;
import dev.cairn.sandbox.Mount;
import dev.cairn.sandbox.Outcome;
import dev.cairn.sandbox.Outcome.Reason;
import dev.cairn.sandbox.Running;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a command may do to bring its machine down, or to outlive its end.
final class Excesses {
  private static final int BUSY_THREADS = 2 * Runtime.getRuntime().availableProcessors();

  private final Trial trial;

  /// Others who want the machine's cores.
  private static final class Busy implements AutoCloseable {
    private volatile boolean over;

    Busy(int threads) {
      for (int i = 0; i < threads; i++) {
        Thread.ofPlatform().daemon().start(this::work);
      }
    }

    private void work() {
      while (!over) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {
      over = true;
    }
  }

  Excesses(Trial trial) {
    this.trial = trial;
  }

  Map<String, Escapes.Attempt> all() {
    var all = new LinkedHashMap<String, Escapes.Attempt>();
    all.put("a fork bomb ends with a reason, also where the machine is busy", this::forkBomb);
    all.put("100 MB of output end with a reason", this::output);
    all.put("a large file ends with a reason", this::largeFile);
    all.put("a full /tmp ends with a reason", this::fullTmp);
    all.put("a full mount ends with a reason", this::fullMount);
    all.put("memory can't be filled through /dev/shm", this::fullSharedMemory);
    all.put("an endless run ends by time", this::endless);
    all.put("what runs in the background ends with its command", this::background);
    all.put("a killed command ends with all its processes", this::killed);
    all.put("if what holds the room is killed, all in it ends", this::holderKilled);
    all.put("a command is spoken to by its streams", this::spoken);
    all.put("it outlives the thread that started it", this::outlivesThread);
    return all;
  }

  private void forkBomb() throws Exception {
    try (var _ = new Busy(BUSY_THREADS)) {
      trial.stops(
          Reason.PROCESSES,
          "sh had more than 100 processes and threads at once (its limit).",
          trial
              .shell("bomb() { (bomb) & (bomb) & sleep 4711.4; }; bomb; sleep 4711.4")
              .with(Trial.LIMITS.processes(100)));
    }
    Trial.check(!isRunning("4711.4"), "ended", "sleep 4711.4");
  }

  private void output() throws Exception {
    trial.stops(
        Reason.OUTPUT,
        "sh printed more than 1 MiB (its limit of output).",
        trial.shell("head -c 100000000 /dev/zero").with(Trial.LIMITS.outputBytes(1 << 20)));
  }

  private void largeFile() throws Exception {
    trial.stops(
        Reason.SCRATCH,
        "sh filled its scratch space of 10 MiB",
        trial
            .shell("exec dd if=/dev/zero of=/tmp/large bs=1M count=100")
            .with(Trial.LIMITS.scratchBytes(10 << 20)));
  }

  private void fullTmp() throws Exception {
    String fill =
        "i=0; while dd if=/dev/zero of=/tmp/f$i bs=1M count=3; do i=$((i+1)); done; exit 3";
    trial.stops(
        Reason.SCRATCH,
        "sh filled its scratch space of 10 MiB",
        trial.shell(fill).with(Trial.LIMITS.scratchBytes(10 << 20)));
  }

  private void fullMount() throws Exception {
    Path out = Files.createDirectory(trial.scratch().resolve("full"));
    String fill =
        "i=0; while :; do dd if=/dev/zero of=/out/f$i bs=1M count=3 2>/dev/null; i=$((i+1)); done";
    trial.stops(
        Reason.SCRATCH,
        "sh filled its scratch space of 10 MiB",
        trial
            .shell(fill)
            .with(Mount.writable(out, "/out"))
            .with(Trial.LIMITS.scratchBytes(10 << 20)));
    Leftovers.delete(out);
  }

  private void fullSharedMemory() throws Exception {
    String fill =
        "i=0; while dd if=/dev/zero of=/dev/shm/f$i bs=1M count=3; do i=$((i+1)); done; exit 3";
    trial.stops(
        Reason.SCRATCH,
        "sh filled its scratch space of 10 MiB",
        trial.shell(fill).with(Trial.LIMITS.scratchBytes(10 << 20)));
    trial.says("no", "touch /dev/new 2>/dev/null || echo no");
  }

  private void endless() throws Exception {
    trial.stops(
        Reason.TIME,
        "sh ran longer than 500 ms (its limit of time).",
        trial.shell("while :; do :; done").with(Trial.LIMITS.time(Duration.ofMillis(500))));
  }

  private void background() throws Exception {
    trial.says("done", "sleep 4711.1 </dev/null >/dev/null 2>&1 & sleep 0.1; echo done");
    Trial.check(!isRunning("4711.1"), "ended", "sleep 4711.1");
  }

  private void killed() throws Exception {
    Command command = trial.shell("setsid sleep 4711.2 & sleep 4711.2 & echo up; wait");
    try (Running running = trial.sandbox().start(command)) {
      Trial.check(running.output().read() == 'u', "starts", running.pid());
      running.kill();
      Outcome outcome = running.await();
      Trial.check(
          outcome instanceof Outcome.Stopped(Reason reason, _, _, _) && reason == Reason.KILLED,
          "killed",
          outcome);
    }
    Trial.check(!isRunning("4711.2"), "ended", "sleep 4711.2");
  }

  /// As an out-of-memory killer may do.
  private void holderKilled() throws Exception {
    Command command = trial.shell("setsid sleep 4711.3 & echo up; sleep 4711.3");
    try (Running running = trial.sandbox().start(command)) {
      Trial.check(running.output().read() == 'u', "starts", running.pid());
      Thread.sleep(500);
      ProcessHandle.of(running.pid()).ifPresent(ProcessHandle::destroyForcibly);
      running.await();
    }
    Trial.check(!isRunning("4711.3"), "ended", "sleep 4711.3");
  }

  private void spoken() throws Exception {
    try (Running running =
        trial.sandbox().start(trial.shell("read line; echo \"heard $line\"; exit 4"))) {
      running.input().write("you\n".getBytes(StandardCharsets.UTF_8));
      running.input().flush();
      String heard = new String(running.output().readAllBytes(), StandardCharsets.UTF_8);
      Trial.check(heard.equals("heard you\n"), "heard", heard);
      Outcome outcome = running.await();
      Trial.check(
          outcome instanceof Outcome.Exited(int code, _, _, _) && code == 4,
          "exit code 4",
          outcome);
    }
  }

  private void outlivesThread() throws Exception {
    var started = new ArrayList<Running>();
    Thread thread = Thread.ofPlatform().start(() -> started.add(unchecked("read line; echo on")));
    thread.join();
    try (Running running = started.getFirst()) {
      running.input().write('\n');
      running.input().close();
      String heard = new String(running.output().readAllBytes(), StandardCharsets.UTF_8);
      Trial.check(heard.equals("on\n"), "on", heard);
    }
  }

  private Running unchecked(String script) {
    try {
      return trial.sandbox().start(trial.shell(script));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean isRunning(String marker) {
    return ProcessHandle.allProcesses()
        .anyMatch(process -> process.info().commandLine().orElse("").contains(marker));
  }
}
