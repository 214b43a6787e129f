// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.dispatch.Wanted.Work;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A wanted run as JSON, whole for the database, and as a lease for the worker.
final class WantedJson {
  private WantedJson() {}

  static ObjectNode json(Wanted wanted) {
    var node = common(wanted);
    var events = node.putArray("events");
    wanted.triggers().forEach(trigger -> events.add(TriggerJson.json(trigger)));
    node.put("taskName", wanted.key().task());
    node.put("subject", wanted.key().subject());
    node.put("input", wanted.key().input());
    wanted.change().ifPresent(change -> node.put("change", change));
    return node;
  }

  static ObjectNode lease(Wanted wanted, String run, long fence) {
    var node = common(wanted);
    node.put("run", run);
    node.put("fence", fence);
    node.putObject("arguments");
    if (wanted.triggers().size() == 1) {
      node.set("event", TriggerJson.lease(wanted.triggers().getFirst()));
    } else if (wanted.triggers().size() > 1) {
      var events = node.putArray("events");
      wanted.triggers().forEach(trigger -> events.add(TriggerJson.lease(trigger)));
    }
    return node;
  }

  private static ObjectNode common(Wanted wanted) {
    var node = JsonNodes.object();
    var version = wanted.version();
    var bundle = version.bundle();
    node.put("kind", wanted.work() instanceof Work.Load ? "load" : "task");
    node.putObject("bundle")
        .put("name", bundle.name())
        .put("team", bundle.team())
        .put("repository", bundle.repository())
        .put("branch", bundle.branch())
        .put("commit", version.commit())
        .put("folder", bundle.folder())
        .put("key", version.key());
    if (wanted.work() instanceof Work.Call(var task)) {
      node.set("task", TableJson.json(task));
    }
    wanted.advisories().ifPresent(advisories -> node.put("advisories", advisories));
    return node;
  }

  static Wanted wanted(JsonNode node) {
    var at = node.path("bundle");
    var bundle =
        new Bundle(
            JsonNodes.text(at, "name"),
            JsonNodes.text(at, "team"),
            JsonNodes.text(at, "repository"),
            JsonNodes.text(at, "branch"),
            JsonNodes.text(at, "folder"));
    var triggers = new ArrayList<Trigger>();
    for (var event : node.path("events")) {
      triggers.add(TriggerJson.trigger(event));
    }
    var work =
        JsonNodes.text(node, "kind").equals("load")
            ? new Work.Load()
            : new Work.Call(TableJson.task(node.path("task")));
    return new Wanted(
        new RunKey(
            bundle.name(),
            JsonNodes.text(node, "taskName"),
            JsonNodes.text(node, "subject"),
            JsonNodes.text(node, "input")),
        new Bundle.Version(bundle, JsonNodes.text(at, "commit"), JsonNodes.text(at, "key")),
        work,
        triggers,
        JsonNodes.optional(node, "advisories"),
        JsonNodes.optional(node, "change"));
  }
}
