// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One thing that an event says of the graph. Statements add; none removes.
public sealed interface Statement {
  /// There is a subject with these identities, all of them the same thing, and this is known of it.
  ///
  /// Attributes (closed list, all optional): `title`, `status` (a word of CONTRACT.md's list),
  /// `reason`, `tool`, `url`, `owner`, `started`, `finished` (ISO instants), `stage`,
  /// `environment`, `service`, `branch`, `repository`, `run` (id of a run of Cairn's own),
  /// `attempt` (a number), `task`, and `fact.NAME` for what is only shown.
  ///
  /// @param identities at least one carrier identity
  /// @param places branch, tag, repository, environment, service: shown and searched, never joined
  ///   by
  record Subject(
      NodeKind kind,
      SortedSet<Identity> identities,
      Set<Identity> places,
      SortedMap<String, String> attributes)
      implements Statement {
    public Subject {
      if (identities.isEmpty()
          || identities.stream().anyMatch(identity -> identity.isPlace() || identity.isHint())) {
        throw new IllegalArgumentException(
            "subject: identities %s (expected: one or more, none of them a place)"
                .formatted(identities));
      }
      identities = Collections.unmodifiableSortedSet(new TreeSet<>(identities));
      places = Set.copyOf(places);
      attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
  }

  /// One subject follows from another; both are named by one of their identities. Where no
  /// [Subject] of any event names an end, nothing is drawn until one does; a hint
  /// ([Identity#isHint]) stands only at `from`.
  ///
  /// @param from the cause, as time runs
  /// @param to the effect
  record Derivation(Identity from, Identity to, EdgeKind kind, Evidence evidence)
      implements Statement {}

  /// Why a derivation is believed.
  ///
  /// @param rule one of the ladder's rungs, in kebab case: `same-digest`, `explicit-link`,
  ///   `revision-label`, …
  /// @param value the identity or text that it rests on
  /// @param text a sentence for people
  record Evidence(Strength strength, String rule, String value, String text) {}
}
