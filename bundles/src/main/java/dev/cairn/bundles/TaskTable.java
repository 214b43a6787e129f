// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The tasks of a bundle, as the compile process found them:
///
/// ```
/// {"bundle":"Delivery","tasks":[{"name":"ship","kind":"effect","at":"Delivery.java:26","doc":"What happens when a change is on main.",
///   "class":"Delivery","parameters":[{"name":"change","type":"ChangeMerged","when":"branch == 'main'"}],
///   "returns":"ArtifactPublished","lane":"production","newestWins":true,"calls":["test","image"]}]}
/// ```
///
/// @param bundle the first class that has tasks
public record TaskTable(String bundle, List<Task> tasks) {
  private static final JsonMapper JSON = JsonMapper.shared();

  public TaskTable {
    tasks = List.copyOf(tasks);
  }

  /// One task.
  ///
  /// @param at where its method stands: `Delivery.java:26`
  /// @param doc the first sentence of its comment, or nothing
  /// @param className the class that has the method
  /// @param returns the simple name of what it returns, or `void`
  /// @param calls other tasks of the bundle that it calls
  public record Task(
      String name,
      Kind kind,
      String at,
      String doc,
      String className,
      List<Parameter> parameters,
      String returns,
      Optional<String> lane,
      boolean newestWins,
      List<String> calls) {
    public Task {
      parameters = List.copyOf(parameters);
      calls = List.copyOf(calls);
    }

    /// Reads one row, as a lease brings it.
    public static Task parse(String json) {
      return task(node(json));
    }

    /// One row.
    public String json() {
      return JSON.writeValueAsString(write(this));
    }
  }

  /// A parameter of a task.
  ///
  /// @param type the simple name of its type
  /// @param when the CEL expression that narrows it
  public record Parameter(String name, String type, Optional<String> when) {}

  /// What a task may do.
  public enum Kind {
    TASK,
    GATE,
    PROBE,
    EFFECT;

    /// `task`, as tables and lines have it.
    public String word() {
      return switch (this) {
        case TASK -> "task";
        case GATE -> "gate";
        case PROBE -> "probe";
        case EFFECT -> "effect";
      };
    }

    /// Reads `task`.
    public static Kind of(String word) {
      for (Kind kind : values()) {
        if (kind.word().equals(word)) {
          return kind;
        }
      }
      throw new IllegalArgumentException(
          "kind of task: \"%s\" (expected: task, gate, probe or effect)".formatted(word));
    }

    /// Whether what it gives depends on its inputs only.
    public boolean isPure() {
      return this == TASK || this == GATE;
    }
  }

  /// Reads a whole table.
  public static TaskTable parse(String json) {
    JsonNode table = node(json);
    List<Task> tasks = new ArrayList<>();
    for (JsonNode row : table.path("tasks")) {
      tasks.add(task(row));
    }
    return new TaskTable(text(table, "bundle"), tasks);
  }

  /// The whole table.
  public String json() {
    ObjectNode table = JSON.createObjectNode().put("bundle", bundle);
    ArrayNode rows = table.putArray("tasks");
    for (Task task : tasks) {
      rows.add(write(task));
    }
    return JSON.writeValueAsString(table);
  }

  /// The tasks of this name; several are overloads of one.
  public List<Task> named(String name) {
    return tasks.stream().filter(task -> task.name().equals(name)).toList();
  }

  private static Task task(JsonNode row) {
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode parameter : row.path("parameters")) {
      parameters.add(
          new Parameter(
              text(parameter, "name"), text(parameter, "type"), optional(parameter, "when")));
    }
    List<String> calls = new ArrayList<>();
    for (JsonNode call : row.path("calls")) {
      calls.add(call.asString());
    }
    return new Task(
        text(row, "name"),
        Kind.of(text(row, "kind")),
        text(row, "at"),
        row.path("doc").asString(""),
        text(row, "class"),
        parameters,
        text(row, "returns"),
        optional(row, "lane"),
        row.path("newestWins").asBoolean(false),
        calls);
  }

  private static ObjectNode write(Task task) {
    ObjectNode row =
        JSON.createObjectNode()
            .put("name", task.name())
            .put("kind", task.kind().word())
            .put("at", task.at())
            .put("doc", task.doc())
            .put("class", task.className());
    ArrayNode parameters = row.putArray("parameters");
    for (Parameter parameter : task.parameters()) {
      ObjectNode one =
          parameters.addObject().put("name", parameter.name()).put("type", parameter.type());
      parameter.when().ifPresent(when -> one.put("when", when));
    }
    row.put("returns", task.returns());
    task.lane().ifPresent(lane -> row.put("lane", lane));
    if (task.newestWins()) {
      row.put("newestWins", true);
    }
    ArrayNode calls = row.putArray("calls");
    task.calls().forEach(calls::add);
    return row;
  }

  private static JsonNode node(String json) {
    try {
      return JSON.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "read a task table: %s (expected: JSON)".formatted(e.getOriginalMessage()), e);
    }
  }

  private static String text(JsonNode node, String name) {
    return optional(node, name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "read a task table: %s: absent (expected: a text)".formatted(name)));
  }

  private static Optional<String> optional(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isString() ? Optional.of(value.asString()) : Optional.empty();
  }
}
