// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import dev.cairn.content.FullDiskException;
import dev.cairn.content.Tree;
import dev.cairn.images.OciConfig;
import dev.cairn.images.OciPacker;
import dev.cairn.images.Progress;
import dev.cairn.sandbox.Level;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The steps of one run. They start as they are added, each as soon as those that it needs have
/// passed. Safe for many threads.
public final class Execution implements AutoCloseable {
  private final Engine engine;
  private final ContentStore store;
  private final Listener listener;
  private final Trees trees;
  private final Images images;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// In the order in which they were added; guarded by itself.
  private final Map<String, Future<Result>> steps = new LinkedHashMap<>();

  Execution(Engine engine, Source source, Listener listener) {
    this.engine = engine;
    this.store = engine.store();
    this.listener = listener;
    this.trees = new Trees(source, store, this::value);
    this.images = new Images(engine.machine(), trees);
  }

  /// Starts a step. One that was added before under this id is not started again.
  public void add(Step step) {
    synchronized (steps) {
      steps.computeIfAbsent(step.id(), _ -> threads.submit(() -> ended(step)));
    }
  }

  /// How a step ended; waits for it.
  public Result result(String id) throws InterruptedException {
    Future<Result> step;
    synchronized (steps) {
      step = steps.get(id);
    }
    if (step == null) {
      return new Result.NotRun(
          "step %s: not planned (expected: a step that was planned before it is used)"
              .formatted(id),
          Optional.empty());
    }
    try {
      return step.get();
    } catch (CancellationException _) {
      return new Result.NotRun("stopped", Optional.empty());
    } catch (ExecutionException e) {
      throw new IllegalStateException("run step %s: a bug. Please report it.".formatted(id), e);
    }
  }

  /// How all steps ended that were added up to now; waits for them.
  public SortedMap<String, Result> results() throws InterruptedException {
    List<String> ids;
    synchronized (steps) {
      ids = List.copyOf(steps.keySet());
    }
    SortedMap<String, Result> results = new TreeMap<>();
    for (String id : ids) {
      results.put(id, result(id));
    }
    return results;
  }

  /// What a tree of the plan is; waits for the steps that it needs.
  ///
  /// @throws IOException with the reason, if one of them did not pass, or the tree can't be made
  public Tree tree(TreeExpression expression) throws IOException, InterruptedException {
    try {
      return trees.tree(expression);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// Where the trees of this run lie.
  public ContentStore store() {
    return store;
  }

  /// Stops what still runs, and waits until it has ended.
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }

  private Value value(String id) throws IOException, InterruptedException {
    return switch (result(id)) {
      case Result.Passed(var value, _, _, _, _, _) -> value;
      case Result.Failed failed ->
          throw new StepException("step %s failed: %s".formatted(id, failed.sentence()), id);
      case Result.NotRun(var reason, var because) ->
          throw new StepException(reason, because.orElse(id));
    };
  }

  private Result ended(Step step) throws InterruptedException {
    Result result;
    try {
      result =
          switch (step) {
            case Step.Run run -> run(run);
            case Step.Pack pack -> pack(pack);
            case Step.Call call -> call(call);
          };
    } catch (StepException e) {
      result = new Result.NotRun(String.valueOf(e.getMessage()), e.because());
    } catch (IOException | IllegalArgumentException e) {
      result =
          new Result.NotRun(
              FullDiskException.isBehind(e) ? engine.diskIsFull() : said(e), Optional.empty());
    }
    listener.finished(step, result);
    return result;
  }

  private static String said(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private Progress progress(Step step) {
    return (activity, done, total) -> listener.progress(step, activity, done, total);
  }

  private Result run(Step.Run step) throws IOException, InterruptedException {
    List<OciPacker.Addition> inputs = new ArrayList<>();
    for (Step.Input input : step.room().inputs()) {
      inputs.add(new OciPacker.Addition(input.path(), trees.tree(input.tree())));
    }
    Images.Resolved image = images.toRun(step.image(), progress(step));
    RunStep run = new RunStep(step, image, inputs, engine.workshop());
    Digest key = run.key();
    boolean pure = step.room().network() == Step.Network.NONE && engine.level() != Level.NONE;
    return engine.once(
        key,
        pure,
        () -> {
          listener.started(step, words(step));
          StepLog log = new StepLog(line -> listener.printed(step, line), StepEnd.LONGEST_TEXT);
          return run.run(key, log, progress(step));
        });
  }

  /// `javac -d /out /src/**/*.java && java …`
  private static String words(Step.Run step) {
    List<String> commands = new ArrayList<>();
    for (Step.Command command : step.room().commands()) {
      List<String> words = new ArrayList<>(command.argv());
      words.addAll(command.files());
      commands.add(String.join(" ", words));
    }
    return String.join(" && ", commands);
  }

  private Result pack(Step.Pack step) throws IOException, InterruptedException {
    ImageExpression image = step.image();
    Images.Resolved resolved = images.toPack(image, progress(step));
    OciConfig config = new OciConfig(image.env(), image.user(), image.entrypoint(), image.labels());
    Map<String, Object> decides = new TreeMap<>();
    decides.put("engine", Engine.VERSION);
    decides.put("kind", "pack");
    decides.put("name", step.name());
    decides.put("image", resolved.key());
    decides.put("env", config.env());
    decides.put("user", config.user().orElse(-1));
    decides.put("entrypoint", config.entrypoint());
    decides.put("labels", config.labels());
    Digest key = Json.digest(decides);
    return engine.once(
        key,
        true,
        () -> {
          listener.started(step, "pack " + step.name());
          long begin = System.nanoTime();
          Digest digest =
              engine.machine().pack(resolved.locks(), resolved.additions(), config, progress(step));
          return passed(new Value.Artifact(step.name(), digest), key, begin);
        });
  }

  private Result call(Step.Call step) throws IOException, InterruptedException {
    Port port = engine.port(step.port());
    SortedMap<String, String> inputs = CallStep.inputs(step, this::value);
    Digest key =
        Json.digest(
            Map.of(
                "engine", Engine.VERSION, "kind", "call", "port", step.port(), "inputs", inputs));
    return engine.once(
        key,
        true,
        () -> {
          listener.started(step, step.port());
          long begin = System.nanoTime();
          byte[] answer = port.call(inputs, store);
          return passed(new Value.Answer(store.put(answer)), key, begin);
        });
  }

  private Result passed(Value value, Digest key, long begin) throws IOException {
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    return new Result.Passed(value, false, key, took, Optional.empty(), store.put(new byte[0]));
  }
}
