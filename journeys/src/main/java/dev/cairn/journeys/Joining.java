// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.Event;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import dev.cairn.events.Statement.Derivation;
import dev.cairn.events.Statement.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// Decides what an event adds to the graph; pure. The same event again adds nothing; places never
/// join; a thing that is only named is there without anything said of it.
public final class Joining {
  private Joining() {}

  public static List<Change> join(Graph graph, Event event, Receipt receipt) {
    if (graph.knows(event.id())) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.EventKnown(event.id(), receipt));
    int ordinal = 0;
    for (Statement statement : event.says()) {
      switch (statement) {
        case Subject subject -> tell(changes, subject, event, ordinal, receipt);
        case Derivation derivation -> derive(changes, derivation, event);
      }
      ordinal++;
    }
    return List.copyOf(changes);
  }

  private static void tell(
      List<Change> changes, Subject subject, Event event, int ordinal, Receipt receipt) {
    Identity surest = surest(subject.identities());
    for (Identity identity : subject.identities()) {
      if (!identity.equals(surest)) {
        changes.add(new Change.SameAs(surest, identity));
      }
    }
    changes.add(
        new Change.Told(
            new Said(
                surest,
                new Moment(event.time(), event.id()),
                ordinal,
                event.type(),
                receipt,
                subject.kind(),
                placesOf(subject),
                subject.attributes())));
  }

  private static void derive(List<Change> changes, Derivation derivation, Event event) {
    if (derivation.from().isPlace()
        || derivation.to().isPlace()
        || derivation.from().equals(derivation.to())) {
      return;
    }
    changes.add(
        new Change.Derived(
            new Arc(
                derivation.from(),
                derivation.to(),
                derivation.kind(),
                new Journey.Proof(derivation.evidence(), event.id()))));
  }

  /// A digest or a commit is never given to a second thing; other names sometimes are.
  static Identity surest(SortedSet<Identity> identities) {
    return identities.stream()
        .filter(Joining::isContent)
        .findFirst()
        .orElseGet(() -> identities.iterator().next());
  }

  /// Whether the identity is made from the thing's own content.
  static boolean isContent(Identity identity) {
    return identity.kind().equals("digest") || identity.kind().equals("commit");
  }

  /// A deployment is at its service even if its tool named environment and service apart.
  private static SortedSet<Identity> placesOf(Subject subject) {
    NavigableSet<Identity> places = new TreeSet<>(subject.places());
    SortedMap<String, String> attributes = subject.attributes();
    String environment = attributes.getOrDefault("environment", "");
    String service = attributes.getOrDefault("service", "");
    if (subject.kind() == NodeKind.DEPLOYMENT && !environment.isEmpty() && !service.isEmpty()) {
      places.add(Identity.service(environment, service));
    }
    return places;
  }
}
