// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.dispatch.Trigger.Field;
import dev.cairn.events.EventId;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A trigger as JSON: `lease` is what a plan is given, `json` all that is kept.
final class TriggerJson {
  private TriggerJson() {}

  static ObjectNode lease(Trigger trigger) {
    var node = JsonNodes.object();
    node.put("type", trigger.type().word());
    var fields = node.putObject("fields");
    trigger
        .fields()
        .forEach((name, field) -> {
          switch (field) {
            case Field.Text(var value) -> fields.put(name, value);
            case Field.Flag(var value) -> fields.put(name, value);
            case Field.Artifact(var artifact, var digest) ->
                fields.putObject(name).put("name", artifact).put("digest", digest);
            case Field.None _ -> fields.putNull(name);
          }
        });
    return node;
  }

  static ObjectNode json(Trigger trigger) {
    var node = lease(trigger);
    node.put("subject", trigger.subject());
    node.put("occasion", trigger.occasion());
    trigger.artifact().ifPresent(artifact -> node.put("artifact", artifact));
    trigger.change().ifPresent(change -> node.put("change", change));
    node.put("source", trigger.event().source());
    node.put("id", trigger.event().id());
    node.put("time", trigger.time().toString());
    return node;
  }

  static Trigger trigger(JsonNode node) {
    var word = JsonNodes.text(node, "type");
    var type =
        Trigger.Type.named(word)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "trigger: type: \"%s\" (expected: an event record of the SDK)"
                        .formatted(word)));
    return new Trigger(
        type,
        fields(node.path("fields")),
        JsonNodes.text(node, "subject"),
        JsonNodes.text(node, "occasion"),
        JsonNodes.optional(node, "artifact"),
        JsonNodes.optional(node, "change"),
        new EventId(JsonNodes.text(node, "source"), JsonNodes.text(node, "id")),
        Instant.parse(JsonNodes.text(node, "time")));
  }

  static SortedMap<String, Field> fields(JsonNode node) {
    var fields = new TreeMap<String, Field>();
    for (var entry : node.properties()) {
      fields.put(entry.getKey(), field(entry.getValue()));
    }
    return fields;
  }

  private static Field field(JsonNode value) {
    if (value.isObject()) {
      return new Field.Artifact(JsonNodes.text(value, "name"), JsonNodes.text(value, "digest"));
    }
    if (value.isBoolean()) {
      return new Field.Flag(value.asBoolean());
    }
    return value.isNull() ? new Field.None() : new Field.Text(value.asString());
  }
}
