// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A subject while an adapter writes down what it knows of it. What is not known is left out.
final class Node {
  private static final int LONGEST = 2_000;

  private final NodeKind kind;
  private final NavigableSet<Identity> identities = new TreeSet<>();
  private final Set<Identity> places = new LinkedHashSet<>();
  private final SortedMap<String, String> attributes = new TreeMap<>();

  private Node(NodeKind kind) {
    this.kind = kind;
  }

  static Node of(NodeKind kind, Identity... identities) {
    var node = new Node(kind);
    node.identities.addAll(List.of(identities));
    return node;
  }

  /// Only that it is there: what somebody mentions without knowing more.
  static Statement bare(NodeKind kind, Identity identity) {
    return of(kind, identity).statement();
  }

  Node named(Iterable<Identity> more) {
    more.forEach(identities::add);
    return this;
  }

  Node in(Identity place) {
    places.add(place);
    return this;
  }

  Node with(String name, String value) {
    if (!value.isBlank()) {
      attributes.put(name, value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value);
    }
    return this;
  }

  Node with(String name, Optional<String> value) {
    value.ifPresent(text -> with(name, text));
    return this;
  }

  Node at(String name, Optional<Instant> time) {
    time.ifPresent(instant -> with(name, instant.toString()));
    return this;
  }

  /// A status, and why, where it is not a good one.
  Node fares(Fare fare) {
    return with("status", fare.status()).with("reason", fare.reason());
  }

  Statement statement() {
    return new Statement.Subject(kind, identities, places, attributes);
  }

  /// @param status a word of CONTRACT.md's list
  /// @param reason empty where the word says it all
  record Fare(String status, String reason) {
    static Fare of(String status) {
      return new Fare(status, "");
    }
  }
}
