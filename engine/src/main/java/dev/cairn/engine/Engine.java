// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import dev.cairn.images.Debian;
import dev.cairn.sandbox.Level;
import dev.cairn.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/// Turns planned steps into results: each in a room of its own, as many at once as the machine has
/// cores, and what ran before with the same inputs not again, on this commit or another. Safe for
/// many threads; runs of one engine share their work.
///
/// ```java
/// try (Execution run = engine.begin(new Source(tree), listener)) {
///   run.add(step);                              // starts as soon as what it needs is there
///   Result result = run.result("s1");           // waits
/// }
/// ```
public final class Engine {
  /// Part of every key. Raised when the same step would give something else.
  static final int VERSION = 1;

  private final Machine machine;
  private final ContentStore store;
  private final Path folder;
  private final Path work;
  private final StepCache cache;
  private final SortedMap<String, Port> ports;
  private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors());

  /// Steps that run now, so that equal ones wait for them.
  private final ConcurrentMap<Digest, CompletableFuture<Result>> running =
      new ConcurrentHashMap<>();

  Engine(Machine machine, ContentStore store, Path folder, Map<String, Port> ports)
      throws IOException {
    this.machine = machine;
    this.store = store;
    this.ports = new TreeMap<>(ports);
    this.cache = StepCache.open(folder.resolve("steps"), store);
    this.folder = folder;
    this.work = workOf(folder.resolve("work"));
  }

  /// Uses this cache folder, which many engines and processes share.
  ///
  /// @param ports what `Call` steps call, by name, such as `findings/1`
  public static Engine open(
      Path cache, ContentStore store, Debian debian, Sandbox sandbox, Map<String, Port> ports)
      throws IOException {
    return new Engine(ThisMachine.open(cache, store, debian, sandbox), store, cache, ports);
  }

  /// A folder of this process; those of processes that are gone are deleted.
  private static Path workOf(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var others = Files.newDirectoryStream(folder)) {
      for (Path other : others) {
        String name = other.getFileName().toString();
        if (name.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(name)).isEmpty()) {
          Room.delete(other);
        }
      }
    }
    return folder.resolve(Long.toString(ProcessHandle.current().pid()));
  }

  /// Why a step did not run, where there was no room for what it needs or makes.
  String diskIsFull() {
    return "no space left on the disk of the cache folder %s (expected: room for packages and results). Free some, or name another folder with --cache, and run it again."
        .formatted(folder);
  }

  /// How well steps are shut in.
  public Level level() {
    return machine.level();
  }

  /// Begins a run; close it to stop what still runs.
  public Execution begin(Source source, Listener listener) {
    return new Execution(this, source, listener);
  }

  /// Runs all of these, and gives their results by id.
  public SortedMap<String, Result> run(List<Step> steps, Source source, Listener listener)
      throws InterruptedException {
    try (Execution execution = begin(source, listener)) {
      steps.forEach(execution::add);
      return execution.results();
    }
  }

  ContentStore store() {
    return store;
  }

  Machine machine() {
    return machine;
  }

  RunStep.Workshop workshop() {
    return new RunStep.Workshop(machine, store, work);
  }

  Port port(String name) throws StepException {
    Port port = ports.get(name);
    if (port == null) {
      throw new StepException("call %s: (expected: one of %s)".formatted(name, ports.keySet()));
    }
    return port;
  }

  /// Something that gives a result.
  interface Work {
    Result run() throws IOException, InterruptedException;
  }

  /// Does the work unless its key is known, or someone else does it already.
  ///
  /// @param pure whether equal keys mean equal results; never so with a network, or without a
  ///   sandbox
  Result once(Digest key, boolean pure, Work work) throws IOException, InterruptedException {
    if (!pure) {
      return onACore(work);
    }
    while (true) {
      CompletableFuture<Result> mine = new CompletableFuture<>();
      CompletableFuture<Result> other = running.putIfAbsent(key, mine);
      if (other == null) {
        return mine(key, mine, work);
      }
      try {
        Result result = other.get();
        return result instanceof Result.Passed passed ? passed.again() : result;
      } catch (CancellationException | ExecutionException _) {
        // Whoever did it was stopped, or could not do it: now it is our turn.
      }
    }
  }

  private Result mine(Digest key, CompletableFuture<Result> mine, Work work)
      throws IOException, InterruptedException {
    try {
      Optional<Result.Passed> before = cache.find(key);
      if (before.isPresent()) {
        mine.complete(before.get());
        return before.get();
      }
      Result result = onACore(work);
      if (result instanceof Result.Passed passed) {
        cache.keep(passed);
      }
      mine.complete(result);
      return result;
    } finally {
      mine.cancel(false);
      running.remove(key, mine);
    }
  }

  private Result onACore(Work work) throws IOException, InterruptedException {
    cores.acquire();
    try {
      return work.run();
    } finally {
      cores.release();
    }
  }
}
