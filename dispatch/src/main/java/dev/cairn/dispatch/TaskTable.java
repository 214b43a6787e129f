// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the compile process found in a bundle: its tasks, without any of their code.
///
/// ```json
/// {"bundle":"Delivery","tasks":[{"name":"ship","kind":"effect","at":"Delivery.java:26","doc":"…",
///   "class":"Delivery","parameters":[{"name":"change","type":"ChangeMerged","when":"branch == 'main'"}],
///   "returns":"ArtifactPublished","lane":"production","newestWins":true,"calls":["test","image"]}]}
/// ```
public record TaskTable(String bundle, List<Task> tasks) {
  public TaskTable {
    tasks = List.copyOf(tasks);
  }

  /// Reads the form above; what it does not know it leaves out.
  public static TaskTable parse(String json) {
    return TableJson.table(JsonNodes.object(json));
  }

  public String json() {
    return TableJson.json(this).toString();
  }

  public Optional<Task> task(String name) {
    return tasks.stream().filter(task -> task.name().equals(name)).findFirst();
  }

  /// Whether some task of it judges artifacts.
  public boolean judges() {
    return tasks.stream().anyMatch(task -> task.kind() == Kind.GATE);
  }

  /// What a crash allows (DESIGN.md 5).
  public enum Kind {
    TASK,
    GATE,
    PROBE,
    EFFECT;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String word) {
      for (var kind : values()) {
        if (kind.word().equals(word)) {
          return kind;
        }
      }
      throw new IllegalArgumentException(
          "task table: kind: \"%s\" (expected: task, gate, probe or effect)".formatted(word));
    }
  }

  /// @param at file and line, `Delivery.java:26`
  /// @param host the class that has the method
  /// @param lane effects of a lane run one at a time
  /// @param newestWins in the lane, an older change gives way to a newer one
  /// @param calls other tasks of the bundle that its byte code calls
  public record Task(
      String name,
      Kind kind,
      String at,
      String doc,
      String host,
      List<Parameter> parameters,
      String returns,
      Optional<String> lane,
      boolean newestWins,
      List<String> calls) {
    public Task {
      parameters = List.copyOf(parameters);
      calls = List.copyOf(calls);
    }

    /// The parameters that an event fills in.
    public List<Parameter> triggers() {
      return parameters.stream().filter(Parameter::isTrigger).toList();
    }

    public boolean wantsAdvisories() {
      return parameters.stream().anyMatch(parameter -> parameter.type().equals("Advisories"));
    }
  }

  /// @param when a condition in CEL over the event's fields
  public record Parameter(String name, String type, Optional<String> when) {
    public boolean isTrigger() {
      return Trigger.Type.named(type).isPresent();
    }
  }
}
