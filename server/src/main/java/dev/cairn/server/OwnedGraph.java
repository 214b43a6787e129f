// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.events.Event;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.PackageUrl;
import dev.cairn.events.Statement;
import dev.cairn.journeys.Arc;
import dev.cairn.journeys.Graph;
import dev.cairn.journeys.Moment;
import dev.cairn.journeys.Said;
import dev.cairn.storage.Deliveries;
import dev.cairn.storage.Views;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The graph as journeys are read from it: without what a forge's webhook said of an image whose
/// owner has spoken since. The joiner refuses such a claim when it comes after; here it does not
/// count when it came before, so that the order decides nothing.
///
/// ```
/// github/shop    built-from 4f2c… → sha256:9f86…      joined: nobody had spoken of the image
/// cairn          sha256:9f86… was pushed as pay       so the line above is left out
/// ```
///
/// Who speaks for an image: Cairn's registry; and against a narrowed source, also every source that
/// is not narrowed. Lives for one reading.
final class OwnedGraph implements Graph {
  private static final int MOST = 200;

  /// How the events of a forge's webhooks are named.
  private static final String FORGE = "github/";

  private final Graph graph;
  private final Scopes scopes;
  private final Function<String, Optional<Deliveries.Entry>> deliveries;
  private final Sightings sightings;
  private final Map<Identity, List<Said>> words = new HashMap<>();
  private final Map<Identity, Set<EventId>> withdrawn = new HashMap<>();

  private OwnedGraph(
      Graph graph, Scopes scopes, Function<String, Optional<Deliveries.Entry>> deliveries) {
    this.graph = graph;
    this.scopes = scopes;
    this.deliveries = deliveries;
    this.sightings = new Sightings(graph, scopes, deliveries);
  }

  static Graph of(Views tx, Configuration configuration) {
    return new OwnedGraph(
        tx.graph(), new Scopes(configuration.hooks()), it -> tx.deliveries().find(it));
  }

  @Override
  public List<Said> said(Identity identity) {
    Set<EventId> without = withdrawn(identity);
    List<Said> said = raw(identity);
    return without.isEmpty() ? said : standing(said.stream());
  }

  private List<Said> standing(Stream<Said> said) {
    return said.filter(it -> !withdrawn(it.about()).contains(it.moment().event())).toList();
  }

  /// All that was said, read once.
  private List<Said> raw(Identity identity) {
    return isImage(identity) ? words.computeIfAbsent(identity, graph::said) : graph.said(identity);
  }

  private static boolean isImage(Identity identity) {
    return identity.kind().equals("digest");
  }

  @Override
  public List<Arc> into(Identity to, int limit) {
    return standing(graph.into(to, limit));
  }

  @Override
  public List<Arc> outOf(Identity from, int limit) {
    return standing(graph.outOf(from, limit));
  }

  private List<Arc> standing(List<Arc> arcs) {
    return arcs.stream()
        .filter(arc ->
            !isForges(arc.proof().event()) || !withdrawn(arc.to()).contains(arc.proof().event()))
        .toList();
  }

  private static boolean isForges(EventId event) {
    return event.id().startsWith(FORGE);
  }

  /// The events that say of this thing, if it is an image, what is not theirs to say.
  private Set<EventId> withdrawn(Identity image) {
    if (!isImage(image)) {
      return Set.of();
    }
    Set<EventId> known = withdrawn.get(image);
    if (known != null) {
      return known;
    }
    SortedMap<EventId, List<Said>> claims = new TreeMap<>();
    raw(image).stream()
        .filter(it -> isForges(it.moment().event()))
        .forEach(it -> claims.computeIfAbsent(it.moment().event(), _ -> new ArrayList<>()).add(it));
    Set<EventId> found = new TreeSet<>();
    claims.forEach((event, claim) -> {
      if (isWithdrawn(image, claim)) {
        found.add(event);
      }
    });
    withdrawn.put(image, found);
    return found;
  }

  private boolean isWithdrawn(Identity image, List<Said> claim) {
    Said first = claim.getFirst();
    Set<Identity> spokenFor =
        sightings.isNarrowed(first) ? sightings.surely(image) : sightings.inCairn(image);
    return !spokenFor.isEmpty()
        && deliveries
            .apply(first.receipt().delivery())
            .flatMap(sender ->
                scopes.refusal(
                    sender.tool(),
                    sender.source(),
                    again(image, claim),
                    it -> it.equals(image) ? spokenFor : Set.of()))
            .isPresent();
  }

  /// What an event said of an image, as far as the graph has it.
  private Event again(Identity image, List<Said> claim) {
    Said first = claim.getFirst();
    EventId id = first.moment().event();
    Stream<Statement> subjects =
        claim.stream()
            .map(it ->
                new Statement.Subject(
                    it.kind(), new TreeSet<>(Set.of(image)), it.places(), it.attributes()));
    Stream<Statement> derivations =
        graph.into(image, MOST).stream()
            .filter(arc -> arc.proof().event().equals(id))
            .map(arc ->
                new Statement.Derivation(arc.from(), arc.to(), arc.kind(), arc.proof().evidence()));
    return new Event(
        id,
        first.type(),
        first.moment().time(),
        "{}",
        Stream.concat(subjects, derivations).toList());
  }

  @Override
  public boolean knows(EventId event) {
    return graph.knows(event);
  }

  @Override
  public boolean contains(Identity identity) {
    return graph.contains(identity);
  }

  @Override
  public Optional<Identity> named(String journeyId) {
    return graph.named(journeyId);
  }

  @Override
  public SortedSet<Identity> same(Identity identity) {
    return graph.same(identity).stream()
        .filter(other -> !misnamed(identity).contains(other) && !misnamed(other).contains(identity))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The names that an image has only from who may not name it.
  private Set<Identity> misnamed(Identity image) {
    Set<EventId> without = withdrawn(image);
    if (without.isEmpty()) {
      return Set.of();
    }
    Set<Identity> names = new TreeSet<>();
    Set<Identity> standing = new TreeSet<>();
    for (Said said : raw(image)) {
      name(image, said)
          .ifPresent(without.contains(said.moment().event()) ? names::add : standing::add);
    }
    names.removeAll(standing);
    return names;
  }

  /// `pkg:oci/shop@sha256:9f86…` of what is titled `shop@9f86d0`.
  private static Optional<Identity> name(Identity image, Said said) {
    return Optional.ofNullable(said.attributes().get("title"))
        .map(title -> PackageUrl.oci(title.split("@", 2)[0], image.name()).canonical())
        .flatMap(Identity::of);
  }

  @Override
  public List<Said> saidBy(String eventId, int limit) {
    return standing(graph.saidBy(eventId, limit).stream());
  }

  @Override
  public List<Said> sightings(Identity place, NodeKind kind, Set<String> statuses, int limit) {
    return standing(graph.sightings(place, kind, statuses, limit).stream());
  }

  @Override
  public List<Said> recent(Optional<Moment> before, int limit) {
    return graph.recent(before, limit);
  }

  @Override
  public List<Identity> places(String kind) {
    return graph.places(kind);
  }
}
