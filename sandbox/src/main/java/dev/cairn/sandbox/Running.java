// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// A command that runs in its sandbox, and speaks by its standard streams. A thread of its own
/// watches it; its limits hold, except that on output: the reader counts. Safe for many threads.
public final class Running implements AutoCloseable {
  private static final long LITTLE_ROOM = 1 << 20;
  private static final long FIRST_LOOK_MILLIS = 5;
  private static final long LAST_LOOK_MILLIS = 100;
  private static final long LEAST_PAUSE_OF_MEASURING = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long WAIT_FOR_STRAGGLERS = TimeUnit.SECONDS.toNanos(2);

  private final Process process;
  private final Sentences says;
  private final Limits limits;
  private final List<Path> scratch;
  private final Launch.Start start;
  private final Meter meter;
  private final long started = System.nanoTime();
  private final AtomicReference<Optional<Stop>> stop = new AtomicReference<>(Optional.empty());
  private final CompletableFuture<Outcome> end = new CompletableFuture<>();

  /// Whose end is waited for: process 1 of the room, once it has been seen, and what was killed
  /// below PRoot.
  private final Set<Long> seen = ConcurrentHashMap.newKeySet();

  /// What PRoot has traced; it runs on if somebody kills PRoot. Handles know a process from a later
  /// one of its number. Only the watching thread touches this.
  private final Set<ProcessHandle> traced = new HashSet<>();

  /// Only the watching thread touches this.
  private volatile long nextMeasuring = started;

  private record Stop(Outcome.Reason reason, String sentence) {}

  Running(Process process, Command command, Launch.Start start) {
    this.process = process;
    this.start = start;
    this.meter = new Meter(process.pid());
    this.says = new Sentences(command);
    this.limits = command.limits();
    this.scratch =
        Stream.concat(
                command.mounts().stream()
                    .filter(Mount.Writable.class::isInstance)
                    .map(mount -> ((Mount.Writable) mount).source()),
                start.scratch().stream())
            .toList();
    if (start.isEmulated()) {
      OpenRooms.add(this);
    }
    Thread.ofPlatform().name("cairn-sandbox-" + process.pid()).daemon().start(this::watch);
  }

  /// Its standard input.
  public OutputStream input() {
    return process.getOutputStream();
  }

  /// Its standard output.
  public InputStream output() {
    return process.getInputStream();
  }

  /// Its standard error.
  public InputStream errors() {
    return process.getErrorStream();
  }

  /// Whether it has not ended yet.
  public boolean alive() {
    return !end.isDone();
  }

  /// The process of the host that holds the sandbox; when it ends, all in the sandbox ends.
  public long pid() {
    return process.pid();
  }

  /// Waits for its end.
  public Outcome await() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a sandbox can't fail", e);
    }
  }

  /// Waits for its end, this long at most.
  public Optional<Outcome> await(Duration patience) throws InterruptedException {
    try {
      return Optional.of(end.get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a sandbox can't fail", e);
    }
  }

  /// Asks it to end (SIGTERM to each of its processes), and kills it after this patience.
  public Outcome stop(Duration patience) throws InterruptedException {
    stop.compareAndSet(
        Optional.empty(), Optional.of(new Stop(Outcome.Reason.KILLED, says.askedToEnd())));
    // Not bubblewrap itself: with it, all else would be killed at once.
    process.descendants().forEach(ProcessHandle::destroy);
    Optional<Outcome> ended = await(patience);
    if (ended.isPresent()) {
      return ended.get();
    }
    killAll();
    return await();
  }

  /// Kills all of it, at once.
  public void kill() {
    stop(Outcome.Reason.KILLED, says.killed());
  }

  /// Kills what still runs.
  @Override
  public void close() {
    if (alive()) {
      kill();
    }
  }

  /// Kills it for this reason, unless there is one already.
  void stop(Outcome.Reason reason, String sentence) {
    stop.compareAndSet(Optional.empty(), Optional.of(new Stop(reason, sentence)));
    seen.addAll(Usage.childrenOf(process.pid()));
    killAll();
  }

  /// With bubblewrap, all else dies.
  private void killAll() {
    if (start.isEmulated()) {
      seen.addAll(Traced.kill(process));
    }
    process.destroyForcibly();
  }

  /// Kills what still runs, and waits until its folder has been deleted.
  void leaveNothing() {
    killAll();
    try {
      end.get(WAIT_FOR_STRAGGLERS, TimeUnit.NANOSECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException _) {
      // The JVM ends; there is nobody left to tell.
    }
  }

  boolean isStopped() {
    return stop.get().isPresent();
  }

  /// Whether the disk that it writes to has no room left, whatever it may write.
  boolean diskIsFull() {
    try {
      for (Path folder : scratch) {
        if (Files.getFileStore(folder).getUsableSpace() < LITTLE_ROOM) {
          return true;
        }
      }
    } catch (IOException _) {
      return false; // the folder is gone with the step
    }
    return false;
  }

  Sentences says() {
    return says;
  }

  private void watch() {
    int code = -1;
    try {
      long pause = FIRST_LOOK_MILLIS;
      while (!process.waitFor(pause, TimeUnit.MILLISECONDS)) {
        look();
        pause = Math.min(LAST_LOOK_MILLIS, 2 * pause);
      }
      code = process.exitValue();
      killTraced();
      waitForStragglers();
      if (code != 0 && overScratch()) {
        stop(Outcome.Reason.SCRATCH, says.tooMuchScratch());
      }
    } catch (InterruptedException | IOException e) {
      stop(Outcome.Reason.KILLED, says.notWatched(e));
      Thread.currentThread().interrupt();
    } finally {
      start.clean();
      OpenRooms.remove(this);
      end.complete(outcome(code));
    }
  }

  private void look() throws IOException {
    if (System.nanoTime() - started > limits.time().toNanos()) {
      stop(Outcome.Reason.TIME, says.tooLong());
      return;
    }
    // First, since what forks without end does so while this looks.
    if (meter.isAtLeast(limits.processes() + start.ownProcesses())) {
      stop(Outcome.Reason.PROCESSES, says.tooManyProcesses());
      return;
    }
    seen.addAll(Usage.childrenOf(process.pid()));
    if (start.isEmulated()) {
      traced.removeIf(one -> !one.isAlive());
      process.descendants().forEach(traced::add);
    }
    if (System.nanoTime() >= nextMeasuring) {
      long before = System.nanoTime();
      if (overScratch()) {
        stop(Outcome.Reason.SCRATCH, says.tooMuchScratch());
      }
      long took = System.nanoTime() - before;
      nextMeasuring = System.nanoTime() + Math.max(LEAST_PAUSE_OF_MEASURING, 10 * took);
    }
  }

  private boolean overScratch() throws IOException {
    return !scratch.isEmpty() && Usage.bytes(scratch) > limits.scratchBytes();
  }

  private void killTraced() {
    for (ProcessHandle one : traced) {
      if (one.isAlive() && Usage.runs(one.pid())) {
        one.descendants().forEach(ProcessHandle::destroyForcibly);
        one.destroyForcibly();
      }
    }
  }

  /// bubblewrap has ended, and process 1 of the room is about to be killed with all others.
  private void waitForStragglers() throws InterruptedException {
    long until = System.nanoTime() + WAIT_FOR_STRAGGLERS;
    while (System.nanoTime() < until && seen.stream().anyMatch(Usage::runs)) {
      Thread.sleep(1);
    }
  }

  private Outcome outcome(int code) {
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    return stop.get()
        .<Outcome>map(why -> new Outcome.Stopped(why.reason, took, meter.used(), why.sentence))
        .orElseGet(() ->
            new Outcome.Exited(
                code,
                took,
                meter.used(),
                start.isEmulated() ? says.exitedEmulated(code) : says.exited(code)));
  }
}
