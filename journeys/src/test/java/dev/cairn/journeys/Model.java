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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What really happened, and the events that told of it. Whoever writes a history says for each
/// thing why it is there (its reasons), which journeys there are, and what is only guessed; nothing
/// here reads statements or knows the table. What a journey must hold follows from the reasons
/// alone.
final class Model {
  private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");

  private final List<Event> events = new ArrayList<>();
  private final List<Statement> says = new ArrayList<>();

  private final SortedMap<Identity, SortedSet<Identity>> reasons = new TreeMap<>();
  private final SortedMap<Identity, SortedSet<Identity>> synced = new TreeMap<>();
  private final SortedMap<Identity, SortedSet<Identity>> guesses = new TreeMap<>();
  private final SortedSet<Identity> journeys = new TreeSet<>();
  private final SortedSet<Identity> storiesOfTheirOwn = new TreeSet<>();
  private final SortedSet<Identity> whole = new TreeSet<>();

  // The truth.

  /// A thing is there because of these; because of nothing, it begins a journey.
  void because(Identity thing, Identity... causes) {
    reasons.computeIfAbsent(thing, _ -> new TreeSet<>()).addAll(List.of(causes));
  }

  /// A thing has a journey of its own, though it may lie in others.
  void journey(Identity root) {
    journeys.add(root);
  }

  /// A config commit's own journey holds this deployment.
  void synced(Identity config, Identity deployment) {
    synced.computeIfAbsent(config, _ -> new TreeSet<>()).add(deployment);
  }

  /// It is listed by itself, though other journeys show it.
  void storyOfItsOwn(Identity root) {
    storiesOfTheirOwn.add(root);
  }

  /// A config pull request holds all of what its config commit brought about.
  void holdsWhole(Identity change) {
    whole.add(change);
  }

  void guess(Identity from, Identity to) {
    guesses.computeIfAbsent(from, _ -> new TreeSet<>()).add(to);
  }

  Set<Identity> things() {
    return reasons.keySet();
  }

  /// What began something, and each commit that anything came of.
  SortedSet<Identity> roots() {
    SortedSet<Identity> roots = new TreeSet<>(journeys);
    reasons.forEach((thing, causes) -> {
      if (causes.isEmpty()) {
        roots.add(thing);
      }
      causes.stream()
          .filter(cause -> cause.kind().equals("commit"))
          .forEach(cause -> roots.add(cause));
    });
    return roots;
  }

  SortedSet<Identity> outermost() {
    SortedSet<Identity> outermost = new TreeSet<>(storiesOfTheirOwn);
    reasons.forEach((thing, causes) -> {
      if (causes.isEmpty()) {
        outermost.add(thing);
      }
    });
    return outermost;
  }

  SortedSet<Identity> members(Identity root) {
    SortedSet<Identity> starts = new TreeSet<>(Set.of(root));
    starts.addAll(synced.getOrDefault(root, new TreeSet<>()));
    if (whole.contains(root)) {
      synced.forEach((config, deployments) -> {
        if (reasons.getOrDefault(config, new TreeSet<>()).contains(root)) {
          starts.addAll(deployments);
        }
      });
    }
    SortedSet<Identity> members = new TreeSet<>();
    for (Identity thing : reasons.keySet()) {
      if (leadsTo(thing, starts)) {
        members.add(thing);
      }
    }
    return members;
  }

  private boolean leadsTo(Identity thing, Set<Identity> starts) {
    Deque<Identity> open = new ArrayDeque<>(List.of(thing));
    Set<Identity> seen = new TreeSet<>();
    while (!open.isEmpty()) {
      Identity next = open.remove();
      if (starts.contains(next)) {
        return true;
      }
      if (seen.add(next)) {
        open.addAll(reasons.getOrDefault(next, new TreeSet<>()));
      }
    }
    return false;
  }

  /// What a journey shows besides its members.
  SortedSet<Identity> guests(Set<Identity> members) {
    SortedSet<Identity> guests = new TreeSet<>();
    for (Identity member : members) {
      guests.addAll(guesses.getOrDefault(member, new TreeSet<>()));
    }
    guests.removeAll(members);
    return guests;
  }

  // What events tell.

  Model tell(NodeKind kind, Identity identity, String... attributes) {
    return tell(kind, Set.of(identity), attributes);
  }

  Model tell(NodeKind kind, Set<Identity> identities, String... attributes) {
    SortedMap<String, String> values = new TreeMap<>();
    Set<Identity> places = new TreeSet<>();
    for (String attribute : attributes) {
      String[] pair = attribute.split("=", 2);
      if (pair[0].equals("place")) {
        places.add(new Identity(pair[1]));
      } else {
        values.put(pair[0], pair[1]);
      }
    }
    says.add(new Subject(kind, new TreeSet<>(identities), places, values));
    return this;
  }

  Model derive(Identity from, Identity to, EdgeKind kind) {
    return derive(from, to, kind, Strength.DECLARED);
  }

  Model derive(Identity from, Identity to, EdgeKind kind, Strength strength) {
    says.add(
        new Derivation(
            from, to, kind, new Evidence(strength, "simulated", to.value(), "so it was")));
    return this;
  }

  /// The event that tells all this.
  void event() {
    int number = events.size();
    events.add(
        new Event(
            new EventId("sim", "e" + number),
            "dev.cdeventsx.simulation-thing.happened.0.1.0",
            START.plusSeconds(60L * number),
            "{}",
            List.copyOf(says)));
    says.clear();
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  Map<Identity, SortedSet<Identity>> reasons() {
    return reasons;
  }
}
