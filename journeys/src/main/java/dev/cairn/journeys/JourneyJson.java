// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A journey as CONTRACT.md writes it, always in the same order of fields and without blanks, so
/// that the same events give the same bytes.
public final class JourneyJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JourneyJson() {}

  /// The answer of `GET /api/journeys/{id}`.
  public static byte[] bytes(Journey journey) {
    return JSON.writeValueAsBytes(tree(journey));
  }

  /// The answer of `GET /api/journeys`.
  public static byte[] bytes(Query.Page page) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode journeys = answer.putArray("journeys");
    page.journeys().forEach(journey -> journeys.add(entry(journey)));
    put(answer, "next", page.next());
    return JSON.writeValueAsBytes(answer);
  }

  static ObjectNode tree(Journey journey) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", journey.id());
    node.put("title", journey.title());
    node.put("status", journey.status().word());
    node.set("summary", summary(journey.summary()));
    node.put("root", journey.root());
    put(node, "repository", journey.repository());
    strings(node.putArray("partOf"), journey.partOf());
    strings(node.putArray("contains"), journey.contains());
    ArrayNode linked = node.putArray("linked");
    for (Journey.Link link : journey.linked()) {
      linked
          .addObject()
          .put("journey", link.journey())
          .put("kind", link.kind())
          .put("by", link.by());
    }
    put(node, "started", journey.started().map(Instant::toString));
    put(node, "updated", journey.updated().map(Instant::toString));
    ArrayNode nodes = node.putArray("nodes");
    journey.nodes().forEach(member -> nodes.add(node(member)));
    ArrayNode edges = node.putArray("edges");
    journey.edges().forEach(edge -> edges.add(edge(edge)));
    return node;
  }

  private static ObjectNode entry(Journey journey) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", journey.id());
    node.put("title", journey.title());
    node.put("status", journey.status().word());
    node.set("summary", summary(journey.summary()));
    node.put("root", journey.root());
    put(node, "repository", journey.repository());
    ArrayNode route = node.putArray("route");
    for (Route.Stop stop : Route.of(journey)) {
      route.addObject().put("stage", stop.stage()).put("status", stop.status().word());
    }
    put(node, "started", journey.started().map(Instant::toString));
    put(node, "updated", journey.updated().map(Instant::toString));
    return node;
  }

  private static ObjectNode summary(Journey.Summary summary) {
    ObjectNode node = JSON.createObjectNode();
    node.put("text", summary.text());
    put(node, "since", summary.since().map(Instant::toString));
    node.put("next", summary.next());
    return node;
  }

  private static ObjectNode node(Journey.Node member) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", member.id());
    node.put("kind", member.kind().word());
    node.put("stage", member.stage());
    node.put("title", member.title());
    node.put("status", member.status().word());
    put(node, "reason", member.reason());
    strings(
        node.putArray("identities"), member.identities().stream().map(Identity::value).toList());
    put(node, "tool", member.tool());
    put(node, "url", member.url());
    put(node, "owner", member.owner());
    put(node, "started", member.started().map(Instant::toString));
    put(node, "finished", member.finished().map(Instant::toString));
    put(node, "expectedBy", member.expectedBy().map(Instant::toString));
    put(node, "usualSeconds", member.usualSeconds());
    ArrayNode attempts = node.putArray("attempts");
    for (Journey.Attempt attempt : member.attempts()) {
      attempts.addObject().put("run", attempt.run()).put("status", attempt.status().word());
    }
    put(node, "run", member.run());
    put(node, "log", member.run().map(run -> "/api/runs/" + run + "/log"));
    ArrayNode events = node.putArray("events");
    for (Journey.Seen seen : member.events()) {
      events
          .addObject()
          .put("id", seen.id().id())
          .put("source", seen.id().source())
          .put("type", seen.type())
          .put("time", seen.time().toString())
          .put("delivery", seen.delivery());
    }
    node.put("eventCount", member.eventCount());
    ObjectNode facts = node.putObject("facts");
    member.facts().forEach(facts::put);
    return node;
  }

  private static ObjectNode edge(Journey.Edge edge) {
    ObjectNode node = JSON.createObjectNode();
    node.put("from", edge.from());
    node.put("to", edge.to());
    node.put("kind", edge.kind().word());
    node.put("strength", edge.strength().word());
    node.put("carries", edge.carries());
    ArrayNode evidence = node.putArray("evidence");
    for (Journey.Proof proof : edge.evidence()) {
      evidence
          .addObject()
          .put("rule", proof.evidence().rule())
          .put("value", proof.evidence().value())
          .put("event", proof.event().id())
          .put("source", proof.event().source())
          .put("strength", proof.evidence().strength().word())
          .put("text", proof.evidence().text());
    }
    return node;
  }

  private static void strings(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }

  private static void put(ObjectNode node, String name, Optional<String> value) {
    value.ifPresentOrElse(text -> node.put(name, text), () -> node.putNull(name));
  }

  private static void put(ObjectNode node, String name, OptionalLong value) {
    value.ifPresentOrElse(number -> node.put(name, number), () -> node.putNull(name));
  }
}
