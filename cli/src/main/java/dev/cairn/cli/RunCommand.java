// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.bundles.Act;
import dev.cairn.bundles.Bundle;
import dev.cairn.bundles.Compilation;
import dev.cairn.bundles.Judgement;
import dev.cairn.bundles.Problem;
import dev.cairn.bundles.Request;
import dev.cairn.bundles.TaskTable;
import dev.cairn.content.FullDiskException;
import dev.cairn.content.Tree;
import dev.cairn.engine.Listener;
import dev.cairn.engine.Result;
import dev.cairn.engine.Source;
import dev.cairn.engine.Step;
import dev.cairn.engine.Usage;
import dev.cairn.git.GitRepository;
import dev.cairn.worker.TaskRun;
import dev.cairn.worker.Verdicts;
import dev.cairn.worker.Workshop;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// `cairn run TASK`: plans and runs a task of this folder's bundle, on the working tree, without a
/// server.
final class RunCommand {
  static final String HELP =
      """
      cairn run TASK [--NAME VALUE …]: runs a task of this folder's bundle (cairn/*.java), on the files as they are now.

      Steps run in sandboxes with pinned packages; what ran before with the same inputs is not run again. Effects (push,
      desire) are not carried out from here: a run says which it would have had.

        --cache DIR         packages, locks, content ($XDG_CACHE_HOME/cairn)
        --export DIR        write the files that the task returns into this folder
        --sandbox=require   refuse to run where there is no full sandbox (cairn doctor)
        --NAME VALUE        an argument of the task; cairn tasks shows them

      Ends with 0 if the task passed, 1 if it failed or, being a gate, gave a verdict that is not passed, 2 if something
      is yours to mend.
      """;

  private final Console console;
  private final PrintStream out;

  private RunCommand(Console console, PrintStream out) {
    this.console = console;
    this.out = out;
  }

  static int run(
      List<String> words, Map<String, String> environment, Console console, PrintStream out)
      throws Failure, IOException, InterruptedException {
    if (words.isEmpty() || words.getFirst().startsWith("-")) {
      throw Failure.yours(
          "cairn run: no task is named (expected: cairn run TASK). cairn tasks lists them.");
    }
    var known = new ArrayList<String>();
    var own = new TreeMap<String, String>();
    List<String> valued = List.of("--cache", "--export", "--sandbox");
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      if (valued.contains(name) || !word.startsWith("--")) {
        known.add(word);
      } else if (word.contains("=")) {
        own.put(name.substring(2), word.substring(word.indexOf('=') + 1));
      } else if (i + 1 < words.size()) {
        own.put(name.substring(2), words.get(++i));
      } else {
        throw Failure.yours("cairn run: %s (expected: a value behind it)".formatted(word));
      }
      if (valued.contains(name) && !word.contains("=") && i + 1 < words.size()) {
        known.add(words.get(++i));
      }
    }
    Arguments arguments = Arguments.parse("run", known, valued, List.of());
    return new RunCommand(console, out).run(words.getFirst(), arguments, own, environment);
  }

  private int run(
      String name,
      Arguments arguments,
      SortedMap<String, String> own,
      Map<String, String> environment)
      throws Failure, IOException, InterruptedException {
    long begin = System.nanoTime();
    boolean required = arguments.withoutWords().requiresSandbox();
    Path folder = Path.of("").toAbsolutePath();
    requireBundle(folder);
    Path cache = Workbench.cache(arguments, environment);
    Workbench bench = Workbench.open(cache, environment, console::progress, Clock.systemUTC());
    try (Workshop workshop = bench.workshop(required)) {
      workshop.sandbox().lost().ifPresent(it -> console.line("sandbox: " + it));
      Tree source = GitRepository.workingTree(folder, workshop.store());
      Compilation.Compiled compiled = compiled(workshop, source);
      TaskTable.Task task = Choice.of(compiled.table(), name, own.keySet());
      var request = new Request(task, own, List.of(), Optional.empty());
      Bundle bundle = workshop.process(compiled);
      var steps = new Steps(console);
      TaskRun.Ended ended =
          new TaskRun(workshop, new Source(source), steps, TaskRun.Raw.REPEATABLE)
              .run(bundle, request);
      console.clear();
      ended.plan().log().forEach(out::println);
      String summary =
          "%s, %.1f s%s%s"
              .formatted(
                  steps.summary(),
                  (System.nanoTime() - begin) / 1e9,
                  Usage.of(ended.results().values())
                      .map(it -> "; %s; ".formatted(it.words()))
                      .orElse(", "),
                  workshop.sandbox().level().words());
      if (ended instanceof TaskRun.Ended.Passed passed) {
        for (Act act : passed.plan().acts()) {
          out.println("not done from here: " + words(act));
        }
        new Export(workshop.store(), out).write(passed, arguments.option("--export"));
        if (passed.plan().judgement().isPresent()) {
          var verdicts = new Verdicts(workshop.store(), passed.results());
          ObjectNode verdict = verdicts.of(passed.plan().judgement().get());
          Verdicts.lines(verdict).forEach(out::println);
          if (!verdict.path("passed").asBoolean(false)) {
            return notPassed(again(name, own), passed.plan().judgement().get(), summary);
          }
        }
      }
      return end(again(name, own), ended, steps, summary);
    } catch (IOException e) {
      if (FullDiskException.isBehind(e)) {
        throw Workbench.diskIsFull(cache, e);
      }
      throw e;
    }
  }

  static void requireBundle(Path folder) throws Failure {
    if (!Files.isDirectory(folder.resolve("cairn"))) {
      throw Failure.yours(
          "cairn: %s has no folder cairn (expected: a bundle, cairn/*.java). cairn init writes a first one."
              .formatted(folder));
    }
  }

  static Compilation.Compiled compiled(Workshop workshop, Tree source)
      throws Failure, IOException, InterruptedException {
    return switch (workshop.compile(source, "cairn")) {
      case Compilation.Compiled compiled -> compiled;
      case Compilation.Refused(var problems) ->
          throw Failure.yours(
              "cairn: the bundle does not compile:\n"
                  + problems.stream().map(RunCommand::line).collect(Collectors.joining("\n")));
    };
  }

  private static String line(Problem problem) {
    return "  cairn/%s%s: %s"
        .formatted(problem.file(), problem.line() > 0 ? ":" + problem.line() : "", problem.words());
  }

  /// What has to be typed to run it once more.
  static List<String> again(String name, SortedMap<String, String> own) {
    var words = new ArrayList<String>(List.of(name));
    own.forEach((argument, value) -> {
      words.add("--" + argument);
      words.add(
          value.matches("[A-Za-z0-9_./:@%+=,-]+")
              ? value
              : "'" + value.replace("'", "'\\''") + "'");
    });
    return words;
  }

  /// The verdict has been said, with all that was found.
  private int notPassed(List<String> words, Judgement judgement, String summary) {
    out.println(
        "FAILED  %s: its verdict is not passed  (cairn/%s)"
            .formatted(words.getFirst(), judgement.origin().at()));
    out.println("        %s. Again: cairn run %s".formatted(summary, String.join(" ", words)));
    return 1;
  }

  private int end(List<String> words, TaskRun.Ended ended, Steps steps, String summary) {
    String name = words.getFirst();
    return switch (ended) {
      case TaskRun.Ended.Passed _ -> {
        out.println("passed  %s  (%s)".formatted(name, summary));
        yield 0;
      }
      case TaskRun.Ended.Skipped(_, _, var reason) -> {
        out.println("skipped %s: %s".formatted(name, reason));
        yield 0;
      }
      case TaskRun.Ended.Failed(_, _, var reason, var at) -> {
        steps.printFailed(out);
        out.println(
            "FAILED  %s: %s%s".formatted(name, reason, at.isEmpty() ? "" : "  (cairn/" + at + ")"));
        out.println("        %s. Again: cairn run %s".formatted(summary, String.join(" ", words)));
        yield 1;
      }
    };
  }

  private static String words(Act act) {
    return switch (act) {
      case Act.Push(var origin, _, var reference) ->
          "push to %s (cairn/%s)".formatted(reference, origin.at());
      case Act.Desire(var origin, var environment, var service, _) ->
          "desire %s in %s (cairn/%s)".formatted(service, environment, origin.at());
    };
  }

  /// Shows steps as they go.
  private static final class Steps implements Listener {
    private final Console console;
    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicInteger reused = new AtomicInteger();
    private final Map<String, List<String>> lines = new ConcurrentHashMap<>();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    Steps(Console console) {
      this.console = console;
    }

    @Override
    public void started(Step step, String command) {
      console.line(
          "[%s] $ %s"
              .formatted(
                  step.origin().task(),
                  command.length() > 100 ? command.substring(0, 100) + "…" : command));
    }

    @Override
    public void printed(Step step, String line) {
      List<String> kept =
          lines.computeIfAbsent(step.id(), _ -> Collections.synchronizedList(new ArrayList<>()));
      kept.add("[%s] %s".formatted(step.origin().task(), line));
      if (kept.size() > 200) {
        kept.removeFirst();
      }
    }

    @Override
    public void progress(Step step, String activity, long done, long total) {
      console.progress(activity, done, total);
    }

    @Override
    public void finished(Step step, Result result) {
      switch (result) {
        case Result.Passed(_, var again, _, var took, _, _) -> {
          (again ? reused : ran).incrementAndGet();
          console.line(
              "[%s] %s"
                  .formatted(
                      step.origin().task(),
                      again ? "reused" : "passed, %.1f s".formatted(took.toMillis() / 1e3)));
        }
        case Result.NotRun _ -> console.line("[%s] not run".formatted(step.origin().task()));
        case Result.Failed _ -> {
          ran.incrementAndGet();
          failed.add(step.id());
          console.line("[%s] FAILED".formatted(step.origin().task()));
        }
      }
    }

    String summary() {
      return "%d steps run, %d reused".formatted(ran.get(), reused.get());
    }

    void printFailed(PrintStream out) {
      failed.stream()
          .sorted()
          .forEach(it -> List.copyOf(lines.getOrDefault(it, List.of())).forEach(out::println));
    }
  }
}
