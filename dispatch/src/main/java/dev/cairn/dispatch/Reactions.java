// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.dispatch.Catalogue.Active;
import dev.cairn.dispatch.TaskTable.Kind;
import dev.cairn.dispatch.TaskTable.Parameter;
import dev.cairn.dispatch.TaskTable.Task;
import dev.cairn.events.EventId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The tasks of one version of a bundle, asked what they do with a trigger.
final class Reactions {
  private final Filter filter;

  Reactions(Filter filter) {
    this.filter = filter;
  }

  List<Decision> of(Trigger trigger, Active bundle, Predicate<Task> which, State state) {
    var decisions = new ArrayList<Decision>();
    for (var task : bundle.table().tasks()) {
      if (answers(task, trigger) && which.test(task)) {
        decisions.addAll(task(trigger, bundle, task, state));
      }
    }
    return decisions;
  }

  boolean asksForRepository(Task task, Trigger trigger) {
    return task.triggers().stream()
        .filter(parameter -> isOf(parameter, trigger))
        .flatMap(parameter -> parameter.when().stream())
        .anyMatch(when -> filter.asksForRepository(when, trigger.type()));
  }

  private static boolean answers(Task task, Trigger trigger) {
    return task.triggers().stream().anyMatch(parameter -> isOf(parameter, trigger))
        && (task.kind() != Kind.GATE || Dispatch.isOwn(trigger.event()));
  }

  private static boolean isOf(Parameter parameter, Trigger trigger) {
    return parameter.type().equals(trigger.type().word());
  }

  private List<Decision> task(Trigger trigger, Active bundle, Task task, State state) {
    var refusal = refusal(task, trigger, state);
    if (refusal.isPresent()) {
      return List.of(refused(bundle, task, trigger, refusal.get()));
    }
    var joined = new ArrayList<Trigger>();
    var missing = new ArrayList<String>();
    for (var parameter : task.triggers()) {
      var found = candidate(parameter, trigger, task, state);
      found.ifPresent(joined::add);
      if (found.isEmpty()) {
        missing.add(parameter.type());
      }
    }
    if (!missing.isEmpty()) {
      return List.of(
          new Decision.Waiting(
              bundle.version().bundle().name(),
              task.name(),
              task.at(),
              about(task, trigger).orElse(trigger.subject()),
              missing));
    }
    return start(wanted(joined, bundle, task, state), state);
  }

  private static List<Decision> start(Wanted wanted, State state) {
    return state.has(wanted.key())
        ? List.of(new Decision.Already(wanted.key()))
        : Lanes.enter(wanted, state);
  }

  /// Why this trigger does not start the task, whatever else may come.
  private Optional<String> refusal(Task task, Trigger trigger, State state) {
    for (var parameter : task.parameters()) {
      if (!parameter.isTrigger() && !parameter.type().equals("Advisories")) {
        return Optional.of(
            "parameter %s: no value (an event fills in events and Advisories only); start it by"
                    .formatted(parameter.name())
                + " hand, or give an overload without it");
      }
    }
    if (task.wantsAdvisories() && state.advisories().isEmpty()) {
      return Optional.of(
          "advisories: none (expected: a folder of advisories). Name one in cairn.yaml:"
              + " advisories: ./advisories");
    }
    if (task.triggers().size() > 1 && about(task, trigger).isEmpty()) {
      return Optional.of(
          "joins events about one artifact or one change, and this %s names neither"
              .formatted(trigger.type().word()));
    }
    var clauses = new ArrayList<String>();
    for (var parameter : task.triggers()) {
      if (isOf(parameter, trigger)) {
        switch (asks(parameter, trigger)) {
          case Filter.Answer.Yes _ -> {
            return Optional.empty();
          }
          case Filter.Answer.No _ -> clauses.add(parameter.when().orElse(""));
          case Filter.Answer.Unclear(var reason) -> clauses.add(reason);
        }
      }
    }
    return Optional.of(String.join("; ", clauses));
  }

  private Filter.Answer asks(Parameter parameter, Trigger trigger) {
    return parameter
        .when()
        .map(when -> filter.asks(when, trigger))
        .orElseGet(Filter.Answer.Yes::new);
  }

  /// The trigger that fills in a parameter: this one, else the newest earlier one about the same.
  private Optional<Trigger> candidate(
      Parameter parameter, Trigger trigger, Task task, State state) {
    if (isOf(parameter, trigger) && asks(parameter, trigger) instanceof Filter.Answer.Yes) {
      return Optional.of(trigger);
    }
    var type = Trigger.Type.named(parameter.type());
    var about = about(task, trigger);
    if (type.isEmpty() || about.isEmpty()) {
      return Optional.empty();
    }
    return state.earlier(type.get(), about.get()).stream()
        .filter(earlier -> asks(parameter, earlier) instanceof Filter.Answer.Yes)
        .findFirst();
  }

  /// What a join is about: the artifact where all its events have one, else the change.
  private static Optional<String> about(Task task, Trigger trigger) {
    boolean artifacts =
        task.triggers().stream()
            .flatMap(parameter -> Trigger.Type.named(parameter.type()).stream())
            .allMatch(type -> type.fields().contains("artifact"));
    return artifacts ? trigger.artifact() : trigger.change();
  }

  private static Wanted wanted(List<Trigger> joined, Active bundle, Task task, State state) {
    var first = joined.getFirst();
    var subject = joined.size() == 1 ? first.subject() : about(task, first).orElse(first.subject());
    var advisories = task.wantsAdvisories() ? state.advisories() : Optional.<String>empty();
    var known =
        advisories.map(digest -> digest + state.advisoriesSince().map(at -> "@" + at).orElse(""));
    var input =
        switch (task.kind()) {
          case TASK -> known.orElse("");
          case GATE -> known.map(it -> it + "+").orElse("") + bundle.version().key();
          case PROBE, EFFECT -> known.map(it -> it + "+").orElse("") + occasion(joined);
        };
    return new Wanted(
        new RunKey(bundle.version().bundle().name(), task.name(), subject, input),
        bundle.version(),
        new Wanted.Work.Call(task),
        joined,
        advisories,
        joined.stream().flatMap(trigger -> trigger.change().stream()).findFirst());
  }

  private static String occasion(List<Trigger> joined) {
    return String.join(
        "+",
        joined.stream()
            .map(Trigger::occasion)
            .filter(occasion -> !occasion.isEmpty())
            .distinct()
            .toList());
  }

  private static Decision refused(Active bundle, Task task, Trigger trigger, String clause) {
    return new Decision.Refused(
        bundle.version().bundle().name(), task.name(), task.at(), trigger.subject(), clause);
  }

  /// Whether the condition of a gate task lets the artifact pass it by; what can't be evaluated
  /// does not.
  boolean passesBy(Task task, Trigger published) {
    return task.triggers().stream()
        .filter(parameter -> isOf(parameter, published))
        .allMatch(parameter -> asks(parameter, published) instanceof Filter.Answer.No);
  }

  /// Whether a deployment that has not happened yet may start the task: its condition is asked with
  /// what is known already, and what it can't say yet is taken for yes.
  boolean mayAnswer(Task task, Knowledge.Place place) {
    var fields = new TreeMap<String, Trigger.Field>();
    fields.put("environment", new Trigger.Field.Text(place.environment()));
    fields.put("service", new Trigger.Field.Text(place.service()));
    var coming =
        new Trigger(
            Trigger.Type.SERVICE_UPGRADED,
            fields,
            "",
            "",
            Optional.empty(),
            Optional.empty(),
            new EventId(Dispatch.OWN, "expected"),
            Instant.EPOCH);
    return task.triggers().stream()
        .noneMatch(parameter -> asks(parameter, coming) instanceof Filter.Answer.No);
  }
}
