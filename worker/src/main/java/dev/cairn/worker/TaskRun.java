// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import dev.cairn.bundles.Answers;
import dev.cairn.bundles.Bundle;
import dev.cairn.bundles.Plan;
import dev.cairn.bundles.Read;
import dev.cairn.bundles.Request;
import dev.cairn.engine.Execution;
import dev.cairn.engine.Listener;
import dev.cairn.engine.Result;
import dev.cairn.engine.Source;
import dev.cairn.engine.Step;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Plans a task and runs its steps; effects are the caller's. Used by the worker and by `cairn
/// run`.
public final class TaskRun {
  private final Workshop workshop;
  private final Source source;
  private final Listener listener;
  private final Raw raw;

  /// @param raw is told before a command that may reach the network begins
  public TaskRun(Workshop workshop, Source source, Listener listener, Raw raw) {
    this.workshop = workshop;
    this.source = source;
    this.listener = listener;
    this.raw = raw;
  }

  /// Hears that a command begins which may change the world, so that nobody repeats it by mistake.
  public interface Raw {
    /// Nobody has to know: the task only looks, or a person started it.
    Raw REPEATABLE = () -> {};

    /// @throws IOException if it must not begin
    void begins() throws IOException, InterruptedException;
  }

  /// How it ended, before any effect.
  public sealed interface Ended {
    /// The plan, and what its steps gave.
    Plan plan();

    SortedMap<String, Result> results();

    /// Every step passed: effects may be carried out now.
    record Passed(Plan plan, SortedMap<String, Result> results) implements Ended {}

    /// @param at `Delivery.java:22`, or empty
    record Failed(Plan plan, SortedMap<String, Result> results, String reason, String at)
        implements Ended {}

    /// The method said that it is not needed.
    record Skipped(Plan plan, SortedMap<String, Result> results, String reason) implements Ended {}
  }

  /// Plans and runs. Interrupted, it stops what it started.
  public Ended run(Bundle bundle, Request request) throws IOException, InterruptedException {
    try (Execution execution = workshop.engine().begin(source, listener)) {
      Plan plan = bundle.plan(request, new Reader(execution, raw));
      return switch (plan.ending()) {
        case Plan.Ending.Done _ -> done(plan, execution, raw);
        case Plan.Ending.Failed(var reason, var at) ->
            new Ended.Failed(plan, execution.results(), reason, at);
        case Plan.Ending.Skipped(var reason) ->
            new Ended.Skipped(plan, execution.results(), reason);
      };
    }
  }

  private static Ended done(Plan plan, Execution execution, Raw raw)
      throws IOException, InterruptedException {
    add(plan.steps(), execution, raw);
    SortedMap<String, Result> results = execution.results();
    for (Step step : plan.steps()) {
      if (results.get(step.id()) instanceof Result.Failed failed) {
        return failed(plan, results, step, failed);
      }
    }
    for (Map.Entry<String, Result> entry : results.entrySet()) {
      if (entry.getValue() instanceof Result.NotRun notRun) {
        Step step =
            plan.steps().stream()
                .filter(it -> it.id().equals(entry.getKey()))
                .findFirst()
                .orElseThrow();
        return failed(plan, results, step, notRun);
      }
    }
    return new Ended.Passed(plan, new TreeMap<>(results));
  }

  private static void add(List<Step> steps, Execution execution, Raw raw)
      throws IOException, InterruptedException {
    boolean reaches =
        steps.stream()
            .anyMatch(it -> it instanceof Step.Run run && run.room().network() == Step.Network.ALL);
    if (reaches) {
      raw.begins();
    }
    steps.forEach(execution::add);
  }

  private static Ended failed(
      Plan plan, SortedMap<String, Result> results, Step step, Result result) {
    return new Ended.Failed(
        plan, results, step.origin().task() + ": " + result.sentence(), step.origin().at());
  }

  /// Answers what a plan asks of its own steps.
  private record Reader(Execution execution, Raw raw) implements Answers {
    @Override
    public Answer answer(Read read, List<Step> soFar) throws IOException, InterruptedException {
      add(soFar, execution, raw);
      return new ReadAnswers(execution, soFar).answer(read);
    }
  }
}
