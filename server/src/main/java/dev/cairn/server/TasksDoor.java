// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.dispatch.Catalogue;
import dev.cairn.dispatch.Run;
import dev.cairn.dispatch.TaskTable;
import dev.cairn.storage.Storage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `GET /api/tasks`: the catalogue, with each task's last results.
final class TasksDoor {
  private static final int RESULTS = 12;

  private final Storage storage;

  TasksDoor(Storage storage) {
    this.storage = storage;
  }

  void list(Exchange exchange) {
    ObjectNode answer = Json.object();
    ArrayNode bundles = answer.putArray("bundles");
    ArrayNode tasks = answer.putArray("tasks");
    for (Catalogue.Entry entry : storage.catalogue().now().all()) {
      bundles.add(bundle(entry));
      entry
          .active()
          .ifPresent(
              active -> active.table().tasks().forEach(task -> tasks.add(task(entry, task))));
    }
    exchange.json(200, answer);
  }

  private static ObjectNode bundle(Catalogue.Entry entry) {
    ObjectNode node = Json.object();
    node.put("name", entry.bundle().name());
    node.put("team", entry.bundle().team());
    node.put("repository", entry.bundle().repository());
    entry
        .active()
        .ifPresentOrElse(
            it -> node.put("active", it.version().commit()), () -> node.putNull("active"));
    ArrayNode versions = node.putArray("versions");
    for (Catalogue.Known known : entry.versions()) {
      ObjectNode version = versions.addObject();
      version.put("commit", known.commit());
      version.put("key", known.key());
      switch (known.load()) {
        case Catalogue.Load.Wanted _ -> version.put("status", "loading");
        case Catalogue.Load.Loaded _ -> version.put("status", "loaded");
        case Catalogue.Load.Refused(var reason, var at) ->
            version.put("status", "refused").put("reason", reason).put("at", at);
      }
    }
    return node;
  }

  private ObjectNode task(Catalogue.Entry entry, TaskTable.Task task) {
    ObjectNode node = Json.object();
    node.put("bundle", entry.bundle().name());
    node.put("team", entry.bundle().team());
    node.put("name", task.name());
    node.put("kind", task.kind().word());
    node.put("at", task.at());
    node.put("doc", task.doc());
    ArrayNode listens = node.putArray("listensTo");
    for (TaskTable.Parameter parameter : task.triggers()) {
      ObjectNode trigger = listens.addObject().put("type", parameter.type());
      parameter.when().ifPresent(it -> trigger.put("when", it));
    }
    node.put("emits", task.returns());
    task.lane().ifPresent(it -> node.put("lane", it));
    ArrayNode results = node.putArray("results");
    for (Run run : storage.runs().last(entry.bundle().name(), task.name(), RESULTS)) {
      results.addObject().put("run", run.id()).put("status", run.status().word());
    }
    storage
        .runs()
        .usualSeconds(entry.bundle().name(), task.name())
        .ifPresent(it -> node.put("usualSeconds", it));
    return node;
  }
}
