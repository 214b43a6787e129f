// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The part of a graph that one reading touches, as things and ties; read once each. Lives for one
/// reading, in one thread.
final class Neighbourhood {
  /// More arcs than this at one thing are not followed; the first in canonical order are.
  static final int ARCS = 5_000;

  private static final int CHAINED_ARCS = 2_000;
  private static final int CHAINED = 200;

  private static final Comparator<Said> OLDEST_FIRST =
      Comparator.comparing(Said::moment).thenComparingInt(Said::ordinal);

  private final Graph graph;
  private final Names names;
  private final Map<Identity, Optional<Thing>> things = new HashMap<>();
  private final Map<Identity, List<Arc>> into = new HashMap<>();
  private final Map<Identity, SortedSet<Thing>> along = new HashMap<>();
  private final Map<Thing, List<Tie>> causes = new HashMap<>();
  private final Map<Thing, List<Tie>> effects = new HashMap<>();

  Neighbourhood(Graph graph) {
    this.graph = graph;
    this.names = new Names(graph);
  }

  Graph graph() {
    return graph;
  }

  /// The thing of this name. A commit, a digest or a package is one as soon as it is named;
  /// anything else once an event speaks of it (a URL that somebody mentions need not be a run's).
  Optional<Thing> thing(Identity identity) {
    Optional<Thing> known = things.get(identity);
    if (known != null) {
      return known;
    }
    for (Names.Group group : names.groups(identity)) {
      Optional<Thing> thing = make(group);
      group.identities().forEach(name -> things.put(name, thing));
    }
    return things.getOrDefault(identity, Optional.empty());
  }

  private Optional<Thing> make(Names.Group group) {
    List<Said> said =
        group.identities().stream()
            .flatMap(identity -> graph.said(identity).stream())
            .sorted(OLDEST_FIRST)
            .toList();
    boolean named =
        group.identities().stream()
            .anyMatch(identity ->
                (Joining.isContent(identity) || identity.kind().equals("pkg"))
                    && graph.contains(identity));
    return said.isEmpty() && !named
        ? Optional.empty()
        : Optional.of(
            new Thing(group.identities(), kind(group.identities(), said), said, group.demoted()));
  }

  /// The greatest of what was said; without a word, what the name is of. A commit that an artifact
  /// is newly named by is one of a config repository.
  private NodeKind kind(SortedSet<Identity> identities, List<Said> said) {
    NodeKind kind =
        said.stream()
            .map(Said::kind)
            .max(Comparator.naturalOrder())
            .orElseGet(() -> kindOf(identities.iterator().next()));
    boolean names =
        kind == NodeKind.COMMIT
            && identities.stream()
                .flatMap(identity -> arcsInto(identity).stream())
                .anyMatch(arc ->
                    arc.kind() == EdgeKind.NAMES
                        && arc.proof().evidence().strength() != Strength.GUESSED);
    return names ? NodeKind.CONFIG_COMMIT : kind;
  }

  private static NodeKind kindOf(Identity identity) {
    return switch (identity.kind()) {
      case "commit" -> NodeKind.COMMIT;
      case "change" -> NodeKind.CHANGE;
      case "digest", "pkg" -> NodeKind.ARTIFACT;
      case "incident", "alert" -> NodeKind.INCIDENT;
      case "ticket" -> NodeKind.TICKET;
      default -> NodeKind.RUN;
    };
  }

  private List<Arc> arcsInto(Identity identity) {
    return into.computeIfAbsent(identity, name -> graph.into(name, ARCS));
  }

  /// What this follows from, in canonical order.
  List<Tie> causes(Thing thing) {
    List<Tie> known = causes.get(thing);
    if (known != null) {
      return known;
    }
    TieGatherer ties = new TieGatherer();
    for (Identity identity : thing.identities()) {
      for (Arc arc : arcsInto(identity)) {
        cause(arc.from()).ifPresent(from -> ties.add(from, thing, arc));
      }
    }
    List<Tie> found = ties.sorted();
    causes.put(thing, found);
    return found;
  }

  /// What follows from this, in canonical order; without what it is an ingredient of, which can be
  /// very many.
  List<Tie> effects(Thing thing) {
    List<Tie> known = effects.get(thing);
    if (known != null) {
      return known;
    }
    TieGatherer ties = new TieGatherer();
    NavigableSet<Identity> names = new TreeSet<>(thing.identities());
    names.addAll(eventsOf(thing));
    for (Identity identity : names) {
      for (Arc arc : graph.outOf(identity, ARCS)) {
        if (arc.kind() != EdgeKind.INGREDIENT) {
          thing(arc.to()).ifPresent(to -> ties.add(thing, to, arc));
        }
      }
    }
    List<Tie> found = ties.sorted();
    effects.put(thing, found);
    return found;
  }

  /// The first of the things that this is an ingredient of.
  SortedSet<Thing> madeWith(Thing thing, int limit) {
    NavigableSet<Thing> made = new TreeSet<>();
    for (Identity identity : thing.identities()) {
      graph.outOf(identity, ARCS).stream()
          .filter(arc -> arc.kind() == EdgeKind.INGREDIENT)
          .map(Arc::to)
          .distinct()
          .limit(limit)
          .forEach(name -> thing(name).ifPresent(found -> made.add(found)));
    }
    return made;
  }

  private Optional<Thing> cause(Identity from) {
    return switch (from.kind()) {
      case "chain", "trace" -> Optional.empty();
      case "event" -> spokenOfBy(from);
      default -> thing(from);
    };
  }

  /// The subject of the one event of this id; none if several sources have used the id.
  private Optional<Thing> spokenOfBy(Identity event) {
    List<Said> said = graph.saidBy(event.value().substring("event:".length()), 1_000);
    Set<EventId> events = new TreeSet<>();
    said.forEach(word -> events.add(word.moment().event()));
    return events.size() == 1 ? thing(said.get(0).about()) : Optional.empty();
  }

  /// The names by which links of other events point at this thing's events.
  private SortedSet<Identity> eventsOf(Thing thing) {
    NavigableSet<Identity> events = new TreeSet<>();
    for (Said said : thing.said()) {
      String name = "event:" + said.moment().event().id();
      if (Identity.isIdentity(name)) {
        Identity event = new Identity(name);
        if (graph.contains(event) && spokenOfBy(event).filter(thing::equals).isPresent()) {
          events.add(event);
        }
      }
    }
    return events;
  }

  /// The foreign chain and trace ids that were sent along with this thing.
  SortedSet<Identity> chains(Thing thing) {
    NavigableSet<Identity> chains = new TreeSet<>();
    chainArcs(thing).forEach(arc -> chains.add(arc.from()));
    return chains;
  }

  List<Journey.Proof> chainProofs(Thing thing) {
    return chainArcs(thing).stream().map(Arc::proof).sorted(Arc.BY_PROOF).distinct().toList();
  }

  private List<Arc> chainArcs(Thing thing) {
    return thing.identities().stream()
        .flatMap(identity -> arcsInto(identity).stream())
        .filter(arc -> arc.from().kind().equals("chain") || arc.from().kind().equals("trace"))
        .filter(arc -> arc.proof().evidence().strength() != Strength.GUESSED)
        .toList();
  }

  /// The things that a chain or trace id was sent along with; none if they are too many for one
  /// journey.
  SortedSet<Thing> along(Identity chain) {
    SortedSet<Thing> known = along.get(chain);
    if (known != null) {
      return known;
    }
    List<Arc> arcs = graph.outOf(chain, CHAINED_ARCS);
    List<Identity> names =
        arcs.stream()
            .filter(arc -> arc.proof().evidence().strength() != Strength.GUESSED)
            .map(Arc::to)
            .distinct()
            .toList();
    NavigableSet<Thing> found = new TreeSet<>();
    if (arcs.size() < CHAINED_ARCS && names.size() <= CHAINED) {
      names.forEach(name -> thing(name).ifPresent(found::add));
    }
    along.put(chain, found);
    return found;
  }

  /// Gathers arcs between the same things, of one kind, into ties.
  private static final class TieGatherer {
    private record Way(EdgeKind kind, Thing from, Thing to) {}

    private final Map<Way, SortedSet<Journey.Proof>> proofs =
        new TreeMap<>(
            Comparator.comparing(Way::kind).thenComparing(Way::from).thenComparing(Way::to));

    void add(Thing from, Thing to, Arc arc) {
      if (!from.equals(to)) {
        proofs
            .computeIfAbsent(new Way(arc.kind(), from, to), _ -> new TreeSet<>(Arc.BY_PROOF))
            .add(arc.proof());
      }
    }

    List<Tie> sorted() {
      List<Tie> ties = new ArrayList<>();
      proofs.forEach(
          (way, said) -> ties.add(new Tie(way.from(), way.to(), way.kind(), List.copyOf(said))));
      return List.copyOf(ties);
    }
  }
}
