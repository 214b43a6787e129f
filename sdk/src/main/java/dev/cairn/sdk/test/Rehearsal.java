// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk.test;

import dev.cairn.sdk.Planning;
import dev.cairn.sdk.Stop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// Calls a task in a test, without running anything:
///
/// ```java
/// var plan = new Rehearsal().plan(() -> new Delivery().ship(change));
/// assertEquals(List.of("classes", "test", "image", "ship"), plan.tasks());
/// assertTrue(plan.effect("push").comesAfter("test"));
/// ```
///
/// What the world would answer is said before: {@link #fail}, {@link #answer}. Immutable.
public final class Rehearsal {
  private final Map<String, String> failing;
  private final Map<String, List<String>> answers;

  /// A world in which every step passes, every test passes and every probe says yes.
  public Rehearsal() {
    this(Map.of(), Map.of());
  }

  private Rehearsal(Map<String, String> failing, Map<String, List<String>> answers) {
    this.failing = failing;
    this.answers = answers;
  }

  /// Let the steps of this task fail.
  public Rehearsal fail(String task, String reason) {
    Map<String, String> more = new HashMap<>(failing);
    more.put(task, reason);
    return new Rehearsal(Map.copyOf(more), answers);
  }

  /// Let reads of what the steps of this task give be answered so; for source files, reads by this
  /// task.
  ///
  /// @param what `passes`, `text`, `paths`, `directories`, `passed`, `failed` or `digest`
  public Rehearsal answer(String task, String what, String... answer) {
    Map<String, List<String>> more = new HashMap<>(answers);
    more.put(task + " " + what, List.of(answer));
    return new Rehearsal(failing, Map.copyOf(more));
  }

  /// What the task plans.
  ///
  /// @throws AssertionError if it does not come to its end
  public Plan plan(Callable<?> task) {
    var lines = lines(task);
    switch (lines.getLast()) {
      case Planning.Line.Failed(String reason, String at, _) ->
          throw new AssertionError("the plan failed at %s: %s".formatted(at, reason));
      case Planning.Line.Skipped(String reason, _) ->
          throw new AssertionError("the plan was skipped: " + reason);
      default -> {}
    }
    return new Plan(lines);
  }

  /// What the task plans.
  ///
  /// @throws AssertionError if it does not come to its end
  public Plan plan(Runnable task) {
    return plan(Executors.callable(task));
  }

  /// What comes of the task.
  public Run run(Callable<?> task) {
    var lines = lines(task);
    for (Planning.Line line : lines) {
      if (line instanceof Planning.Line.Step(_, String name, _) && failing.containsKey(name)) {
        return new Run(List.of(), name + ": " + failing.get(name), "");
      }
    }
    return switch (lines.getLast()) {
      case Planning.Line.Failed(String reason, String at, _) ->
          new Run(List.of(), at.isEmpty() ? reason : at + ": " + reason, "");
      case Planning.Line.Skipped(String reason, _) -> new Run(List.of(), "", reason);
      default -> new Run(lines, "", "");
    };
  }

  /// What comes of the task.
  public Run run(Runnable task) {
    return run(Executors.callable(task));
  }

  private List<Planning.Line> lines(Callable<?> task) {
    var world = new World();
    Planning.plan(world, task);
    return List.copyOf(world.lines);
  }

  /// Keeps the lines, answers as the test said.
  private final class World implements Planning.Port {
    final List<Planning.Line> lines = new ArrayList<>();
    final Map<String, String> tasks = new HashMap<>();

    @Override
    public void write(Planning.Line line) {
      lines.add(line);
      if (line instanceof Planning.Line.Step(String id, String task, _)) {
        tasks.put(id, task);
      }
    }

    @Override
    public List<String> answer(Planning.Question question) {
      for (String step : question.steps()) {
        String task = tasks.getOrDefault(step, "");
        if (failing.containsKey(task)) {
          throw Stop.failed("%s: %s", task, failing.getOrDefault(task, ""));
        }
        if (answers.containsKey(task + " " + question.what())) {
          return answers.getOrDefault(task + " " + question.what(), List.of());
        }
      }
      return answers.getOrDefault(
          question.task() + " " + question.what(), usual(question.what(), question.task()));
    }

    private static List<String> usual(String what, String task) {
      return switch (what) {
        case "passes" -> List.of("true");
        case "failed" -> List.of("0");
        case "passed" -> List.of("1");
        default ->
            throw new AssertionError(
                "read %s: no answer was given (expected: rehearsal.answer(\"%s\", \"%s\", …))"
                    .formatted(what, task, what));
      };
    }
  }
}
