// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.events.CdEvent;
import dev.cairn.events.EdgeKind;
import dev.cairn.events.Event;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.Json;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import dev.cairn.events.Strength;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What one of Cairn's own events says, while it is written down. All of it is declared: Cairn did
/// it itself.
final class Says {
  private final List<Statement> statements = new ArrayList<>();
  private Json.Fields customData = Json.fields();

  /// A subject that is there; and, with attributes, what is known of it.
  Says subject(NodeKind kind, Set<Identity> identities, Set<Identity> places, Facts facts) {
    statements.add(
        new Statement.Subject(kind, new TreeSet<>(identities), places, facts.attributes));
    return this;
  }

  Says subject(NodeKind kind, Identity identity, Facts facts) {
    return subject(kind, Set.of(identity), Set.of(), facts);
  }

  /// @param rule why: `same-commit`, `same-digest`, …
  /// @param text a sentence for people
  Says edge(Identity from, Identity to, EdgeKind kind, String rule, String text) {
    if (!from.equals(to)) {
      statements.add(
          new Statement.Derivation(
              from, to, kind, new Statement.Evidence(Strength.DECLARED, rule, from.value(), text)));
    }
    return this;
  }

  Says data(String name, String value) {
    customData = customData.with(name, Optional.of(value).filter(text -> !text.isEmpty()));
    return this;
  }

  /// @param id the same whenever the same is said, so that it can be said twice
  Event event(String id, String type, Instant time, String subject) {
    var name = new EventId(Dispatch.OWN, id);
    var json = new CdEvent(name, type, time, subject).customData(customData).saying(statements);
    return new Event(name, type, time, json.write(), statements);
  }

  /// Attributes of a subject; what is empty is left out.
  static final class Facts {
    private final TreeMap<String, String> attributes = new TreeMap<>();

    static Facts none() {
      return new Facts();
    }

    static Facts of(String name, String value) {
      return new Facts().with(name, value);
    }

    Facts with(String name, String value) {
      if (!value.isEmpty()) {
        attributes.put(name, value);
      }
      return this;
    }

    Facts with(String name, Optional<Instant> time) {
      time.ifPresent(instant -> attributes.put(name, instant.toString()));
      return this;
    }
  }

  static Identity run(Run run) {
    return Identity.run("cairn/" + run.id());
  }

  static Identity gate(String digest) {
    return Identity.run("cairn/gate/release/" + hex(digest));
  }

  static Identity finding(String advisory, String digest) {
    return Identity.run("cairn/finding/" + advisory + "/" + hex(digest));
  }

  /// @param place `production/shop`
  static Identity deployment(String place, String digest, String configCommit) {
    return Identity.run("cairn/deployment/" + place + "/" + hex(digest) + "/" + configCommit);
  }

  static String hex(String digest) {
    return digest.substring(digest.indexOf(':') + 1);
  }
}
