// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Calls a task and writes down what it plans. For the bundle process and for test kits: no task
/// needs this class.
///
/// Equal steps are one step. Steps are written down as they are finished; effects, events and the
/// verdict come after the method has returned, so a method that throws has changed nothing.
///
/// One thread plans; another thread has no plan and is refused.
public final class Planning {
  private static final ScopedValue<Planning> CURRENT = ScopedValue.newInstance();

  private final Port port;
  private final Map<String, Handle> steps = new HashMap<>();
  private final List<Draft> drafts = new ArrayList<>();
  private final List<Line.Act> acts = new ArrayList<>();

  private Planning(Port port) {
    this.port = port;
  }

  /// Where the lines of a plan go, and where the answers to its reads come from.
  public interface Port {
    /// Takes one line, in order.
    void write(Line line);

    /// Answers a read: one text, or one for each path. May wait.
    List<String> answer(Question question);
  }

  /// What a plan writes down. `members` is the line itself, without its id and its braces:
  /// `"done":{"step":"s3"}`.
  public sealed interface Line {
    String members();

    /// A step of this task.
    record Step(String id, String task, String members) implements Line {}

    /// An effect: `push`, `desire`.
    record Act(String name, String task, String members) implements Line {}

    /// The event that the task returned.
    record Emit(Event event, String members) implements Line {}

    /// The verdict that the task returned.
    record Judged(String members) implements Line {}

    /// The task came to its end.
    record Done(String members) implements Line {}

    /// The task did not come to its end.
    ///
    /// @param at file and line in the team's own code; empty if it has no part in it
    record Failed(String reason, String at, String members) implements Line {}

    /// The task said that it is not needed.
    record Skipped(String reason, String members) implements Line {}
  }

  /// A read. `members` is the line itself, without its id and its braces:
  /// `"read":{"step":"s1"},"what":"passed"`.
  ///
  /// @param task which asks
  /// @param steps the steps that must have run before it can be answered
  /// @param what `passed`, `failed`, `passes`, `text`, `paths`, `directories` or `digest`
  public record Question(String task, Set<String> steps, String what, String members) {}

  /// Calls the task; writes the lines of its plan, the last of which is Done, Failed or Skipped.
  public static void plan(Port port, Callable<?> task) {
    var planning = new Planning(port);
    port.write(ScopedValue.where(CURRENT, planning).call(() -> planning.last(task)));
  }

  /// The plan that is being made.
  static Planning current(String tried) {
    if (!CURRENT.isBound()) {
      throw new IllegalStateException(
          tried
              + ": outside of a plan (expected: in a method with @Task, @Gate, @Probe or @Effect,"
              + " on the thread that called it)");
    }
    return CURRENT.get();
  }

  static Draft draft() {
    if (!CURRENT.isBound()) {
      return new Draft("");
    }
    var draft = new Draft(Stack.line());
    CURRENT.get().drafts.add(draft);
    return draft;
  }

  /// Where the call stands that the team's code is making.
  Place place(String tried) {
    return Stack.place(tried);
  }

  /// Writes the step down, if an equal one has not been.
  Handle step(String tried, Json.Members what) {
    Place place = place(tried);
    String key = what.line();
    Handle known = steps.get(key);
    if (known != null) {
      return known;
    }
    var handle = new Handle(this, "s" + (steps.size() + 1));
    steps.put(key, handle);
    var line = place.onto(Json.object().with("step", handle.id())).and(what);
    port.write(new Line.Step(handle.id(), place.task(), inside(line)));
    return handle;
  }

  /// Keeps the effect until the method has returned.
  void act(String name, Json.Members what) {
    Place place = place(name);
    if (!place.kind().equals("effect")) {
      throw new IllegalStateException(
          "%s: in %s, a @%s (expected: in an @Effect, which alone may change the world)"
              .formatted(name, place.task(), capital(place.kind())));
    }
    var line = place.onto(Json.object().with("act", what));
    acts.add(new Line.Act(name, place.task(), inside(line)));
  }

  /// Refuses at once what the task that is calling may never ask for, so that the line is that of
  /// the call; elsewhere the step's end is the place.
  static void refuseHere(String tried) {
    if (CURRENT.isBound() && Stack.pure()) {
      CURRENT.get().refusePure(tried);
    }
  }

  void refusePure(String tried) {
    Place place = place(tried);
    if (place.pure()) {
      throw new IllegalStateException(
          "%s: in %s, a @%s (expected: in a @Probe or an @Effect; a pure task depends on its inputs only)"
              .formatted(tried, place.task(), capital(place.kind())));
    }
  }

  String ask(Json.Members of, String what) {
    return one(what, answer(of, Json.object().with("what", what)));
  }

  String ask(Json.Members of, String what, String path) {
    return one(what, answer(of, Json.object().with("what", what).with("path", path)));
  }

  List<String> askAll(Json.Members of, String what) {
    return List.copyOf(answer(of, Json.object().with("what", what)));
  }

  private List<String> answer(Json.Members of, Json.Members what) {
    Map<String, Boolean> needed = new LinkedHashMap<>();
    mentioned(of, needed);
    var line = Json.object().with("read", of).and(what);
    String name = what.text("what");
    return port.answer(
        new Question(place(name).task(), Set.copyOf(needed.keySet()), name, inside(line)));
  }

  private static String one(String what, List<String> answer) {
    if (answer.size() != 1) {
      throw new IllegalStateException(
          "read %s: %d answers (expected: one)".formatted(what, answer.size()));
    }
    return answer.getFirst();
  }

  private static void mentioned(Json json, Map<String, Boolean> steps) {
    switch (json) {
      case Json.Members(Map<String, Json> members) -> {
        if (members.get("step") instanceof Json.Text(String id)) {
          steps.put(id, true);
        }
        members.values().forEach(member -> mentioned(member, steps));
      }
      case Json.Elements(List<Json> elements) ->
          elements.forEach(element -> mentioned(element, steps));
      case Json.Text _, Json.Whole _, Json.Truth _, Json.Nothing _ -> {}
    }
  }

  private Line last(Callable<?> task) {
    try {
      Object result = task.call();
      for (Draft draft : drafts) {
        if (!draft.finished()) {
          return failed(
              "a step without an end: nothing says what is wanted of it (expected: out, junit,"
                  + " check, text or passes)",
              draft.at());
        }
      }
      return returned(result);
    } catch (Throwable thrown) { // the team's code may throw anything: it is an answer
      Throwable cause = Stack.unwrapped(thrown);
      String reason = Stack.reason(cause);
      return cause instanceof Stop stop && stop.skipped()
          ? new Line.Skipped(reason, inside(Json.object().with("skipped", reason)))
          : failed(reason, Stack.place(cause));
    }
  }

  private Line returned(@Nullable Object result) {
    List<Line> lines = new ArrayList<>(acts);
    Json done = new Json.Nothing();
    switch (result) {
      case Event event ->
          lines.add(
              new Line.Emit(
                  event,
                  inside(
                      Json.object()
                          .with("emit", event.getClass().getSimpleName())
                          .with("data", EventJson.write(event)))));
      case Verdict verdict -> lines.add(new Line.Judged(inside(judged(verdict))));
      case Tree tree -> done = tree.json();
      case Artifact artifact -> done = artifact.json();
      case Report report -> done = report.json();
      case null, default -> {}
    }
    lines.forEach(port::write);
    return new Line.Done(inside(Json.object().with("done", done)));
  }

  private static Json.Members judged(Verdict verdict) {
    return Json.object()
        .with("verdict", verdict.json())
        .with("task", verdict.place().task())
        .with("at", verdict.place().at());
  }

  private static Line failed(String reason, String at) {
    var line = Json.object().with("failed", reason);
    return new Line.Failed(reason, at, inside(at.isEmpty() ? line : line.with("at", at)));
  }

  private static String inside(Json.Members line) {
    String text = line.line();
    return text.substring(1, text.length() - 1);
  }

  private static String capital(String kind) {
    return Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
  }
}
