// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Journey.Edge;
import dev.cairn.journeys.Journey.Node;
import dev.cairn.journeys.Journey.Summary;
import dev.cairn.journeys.Status;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Two steps, to warm the layout with.
final class FirstJourney {
  private FirstJourney() {}

  static Journey journey() {
    return new Journey(
        "first",
        "First",
        Status.PASSED,
        new Summary("First.", Optional.empty(), ""),
        "a",
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(node("a", NodeKind.CHANGE, "change"), node("b", NodeKind.RUN, "build")),
        List.of(new Edge("a", "b", EdgeKind.RUNS, Strength.DECLARED, true, List.of())));
  }

  private static Node node(String id, NodeKind kind, String stage) {
    return new Node(
        id,
        kind,
        stage,
        id,
        Status.PASSED,
        Optional.empty(),
        List.of(Identity.run(id)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        0,
        new TreeMap<>());
  }
}
