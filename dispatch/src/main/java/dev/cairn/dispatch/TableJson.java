// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.dispatch.TaskTable.Kind;
import dev.cairn.dispatch.TaskTable.Parameter;
import dev.cairn.dispatch.TaskTable.Task;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The task table as JSON (see [TaskTable] for an example).
final class TableJson {
  private TableJson() {}

  static TaskTable table(JsonNode node) {
    var tasks = new ArrayList<Task>();
    for (var row : node.path("tasks")) {
      tasks.add(task(row));
    }
    return new TaskTable(JsonNodes.text(node, "bundle"), tasks);
  }

  static Task task(JsonNode row) {
    var parameters = new ArrayList<Parameter>();
    for (var parameter : row.path("parameters")) {
      parameters.add(
          new Parameter(
              JsonNodes.text(parameter, "name"),
              JsonNodes.text(parameter, "type"),
              JsonNodes.optional(parameter, "when")));
    }
    return new Task(
        JsonNodes.text(row, "name"),
        Kind.of(JsonNodes.text(row, "kind")),
        JsonNodes.text(row, "at"),
        JsonNodes.text(row, "doc"),
        JsonNodes.text(row, "class"),
        parameters,
        JsonNodes.text(row, "returns"),
        JsonNodes.optional(row, "lane").filter(lane -> !lane.isEmpty()),
        row.path("newestWins").asBoolean(false),
        JsonNodes.texts(row, "calls"));
  }

  static ObjectNode json(TaskTable table) {
    var node = JsonNodes.object();
    node.put("bundle", table.bundle());
    var tasks = node.putArray("tasks");
    table.tasks().forEach(task -> tasks.add(json(task)));
    return node;
  }

  static ObjectNode json(Task task) {
    var row = JsonNodes.object();
    row.put("name", task.name());
    row.put("kind", task.kind().word());
    row.put("at", task.at());
    row.put("doc", task.doc());
    row.put("class", task.host());
    var parameters = row.putArray("parameters");
    for (var parameter : task.parameters()) {
      var one = parameters.addObject();
      one.put("name", parameter.name());
      one.put("type", parameter.type());
      parameter.when().ifPresent(when -> one.put("when", when));
    }
    row.put("returns", task.returns());
    task.lane().ifPresent(lane -> row.put("lane", lane));
    if (task.newestWins()) {
      row.put("newestWins", true);
    }
    var calls = row.putArray("calls");
    task.calls().forEach(calls::add);
    return row;
  }
}
