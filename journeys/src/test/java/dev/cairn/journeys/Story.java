// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Event;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import dev.cairn.events.Statement.Derivation;
import dev.cairn.events.Statement.Evidence;
import dev.cairn.events.Statement.Subject;
import dev.cairn.events.Strength;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Events written as a story, for tests: one event a call, each a minute after the one before.
final class Story {
  static final Instant START = Instant.parse("2026-11-21T14:00:00Z");

  private final List<Event> events = new ArrayList<>();
  private final List<Statement> says = new ArrayList<>();

  static Identity commit(String name) {
    return Identity.commit(hex(name, 40));
  }

  static Identity digest(String name) {
    return Identity.digest("sha256:" + hex(name, 64));
  }

  private static String hex(String name, int length) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      hex.append(Integer.toHexString(name.charAt(i)));
    }
    return hex.append("0".repeat(length)).substring(0, length);
  }

  /// One more thing that the next event says.
  ///
  /// @param attributes `status=passed`; `place=…` for places
  Story says(NodeKind kind, Identity identity, String... attributes) {
    TreeMap<String, String> values = new TreeMap<>();
    Set<Identity> places = new TreeSet<>();
    for (String attribute : attributes) {
      String[] pair = attribute.split("=", 2);
      if (pair[0].equals("place")) {
        places.add(new Identity(pair[1]));
      } else {
        values.put(pair[0], pair[1]);
      }
    }
    says.add(new Subject(kind, new TreeSet<>(Set.of(identity)), places, values));
    return this;
  }

  Story says(EdgeKind kind, Identity from, Identity to) {
    return says(kind, from, to, Strength.DECLARED);
  }

  Story says(EdgeKind kind, Identity from, Identity to, Strength strength) {
    says.add(new Derivation(from, to, kind, new Evidence(strength, "rule", to.value(), "because")));
    return this;
  }

  Story names(NodeKind kind, Set<Identity> identities) {
    says.add(new Subject(kind, new TreeSet<>(identities), Set.of(), new TreeMap<>()));
    return this;
  }

  /// The event that says all this, a minute after the last.
  Story event() {
    return event(START.plusSeconds(60L * (events.size() + 1)));
  }

  /// The event that says all this.
  Story event(Instant time) {
    int number = events.size() + 1;
    events.add(
        new Event(
            new EventId("test", "e" + number),
            "dev.cdeventsx.test-story.told.0.1.0",
            time,
            "{}",
            List.copyOf(says)));
    says.clear();
    return this;
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  MemoryGraph graph() {
    return graphOf(events);
  }

  static MemoryGraph graphOf(List<Event> events) {
    MemoryGraph graph = new MemoryGraph();
    int delivery = 0;
    for (Event event : events) {
      delivery++;
      graph.apply(
          Joining.join(
              graph, event, new Receipt("d-" + delivery, START.plusSeconds(100_000 + delivery))));
    }
    return graph;
  }

  Journeys journeys() {
    return new Journeys(graph(), List.of("staging", "production"), Foresight.NONE);
  }
}
