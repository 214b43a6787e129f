// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Journeys, read from a graph. Every answer is evaluated anew on the part of the graph that it
/// touches, and is the same whatever the order of arrival was.
public final class Journeys {
  /// What one page of the list reads at most; a page may be short of entries, and still have a
  /// next.
  private static final int READ_AT_MOST = 5_000;

  private static final int READ_AT_ONCE = 200;

  private final Graph graph;
  private final Stages stages;
  private final Foresight foresight;
  private final RepositoryNames names;

  /// @param promotion names of environments, in the order of promotion
  public Journeys(Graph graph, List<String> promotion, Foresight foresight, RepositoryNames names) {
    this.graph = graph;
    this.stages = new Stages(promotion);
    this.foresight = foresight;
    this.names = names;
  }

  /// Where nothing says what repositories are called.
  public Journeys(Graph graph, List<String> promotion, Foresight foresight) {
    this(graph, promotion, foresight, RepositoryNames.NONE);
  }

  /// One reading: what it has read is not read again.
  private final class Reading {
    private final Neighbourhood near = new Neighbourhood(graph);
    private final Membership membership = new Membership(near);
    private final Nodes nodes = new Nodes(near, membership, stages, names);
    private final Assembly assembly = new Assembly(near, membership, nodes, stages, foresight);
  }

  /// The journey of this id. The id of any name of the root will do, so that an address stays good
  /// when an event gives the root a lesser name.
  public Optional<Journey> journey(String id) {
    Reading reading = new Reading();
    return graph
        .named(id)
        .flatMap(reading.near::thing)
        .filter(root -> root.isCommit() || reading.membership.isRoot(root))
        .map(reading.assembly::journey);
  }

  /// The journeys that have a thing of this name in their graph: the one that it is the root of
  /// first, then the nearest.
  public List<Journey> of(Identity identity) {
    Reading reading = new Reading();
    return reading
        .near
        .thing(identity)
        .map(thing -> holding(reading, thing).stream().map(reading.assembly::journey).toList())
        .orElse(List.of());
  }

  private static List<Thing> holding(Reading reading, Thing thing) {
    List<Thing> roots = new ArrayList<>(reading.membership.roots(thing));
    for (Tie tie : reading.near.causes(thing)) {
      if (!tie.isLink() && !tie.mayCarry()) {
        for (Thing root : reading.membership.roots(tie.from())) {
          if (!roots.contains(root)) {
            roots.add(root);
          }
        }
      }
    }
    return roots;
  }

  /// The ids of the journeys that hold a thing of this name: its own first, then the nearest.
  public List<String> ids(Identity identity) {
    Reading reading = new Reading();
    return reading
        .near
        .thing(identity)
        .map(thing -> reading.membership.roots(thing).stream().map(Thing::journeyId).toList())
        .orElse(List.of());
  }

  /// The outermost journeys that an event's subjects are in; for the answer of `/events`, and for
  /// who watches a journey.
  public List<String> touchedBy(EventId event) {
    Reading reading = new Reading();
    NavigableSet<String> ids = new TreeSet<>();
    for (Said said : graph.saidBy(event.id(), READ_AT_ONCE)) {
      if (said.moment().event().equals(event)) {
        reading
            .near
            .thing(said.about())
            .ifPresent(thing ->
                reading.membership.roots(thing).forEach(root -> ids.add(root.journeyId())));
      }
    }
    return List.copyOf(ids);
  }

  /// Newest first, by the newest event of each.
  public Query.Page list(Query query) {
    Reading reading = new Reading();
    Set<Thing> looked = new HashSet<>();
    List<Journey> found = new ArrayList<>();
    Optional<Moment> before = query.cursor().flatMap(Cursor::parse);
    for (int read = 0; read < READ_AT_MOST; read += READ_AT_ONCE) {
      List<Said> words = graph.recent(before, READ_AT_ONCE);
      for (List<Said> event : byMoment(words)) {
        Moment moment = event.get(0).moment();
        for (Thing root : rootsOf(reading, event, query.nested())) {
          if (looked.add(root)
              && reading.assembly.newest(root).filter(moment::equals).isPresent()) {
            Journey journey = reading.assembly.journey(root);
            if (query.narrowing().holds(journey)) {
              found.add(journey);
            }
          }
        }
        before = Optional.of(moment);
        if (found.size() >= query.limit()) {
          return new Query.Page(found, before.map(Cursor::text));
        }
      }
      if (words.size() < READ_AT_ONCE) {
        return new Query.Page(found, Optional.empty());
      }
    }
    return new Query.Page(found, before.map(Cursor::text));
  }

  private static SortedSet<Thing> rootsOf(Reading reading, List<Said> event, boolean nested) {
    NavigableSet<Thing> roots = new TreeSet<>();
    for (Said said : event) {
      reading
          .near
          .thing(said.about())
          .ifPresent(thing ->
              roots.addAll(
                  nested ? reading.membership.roots(thing) : reading.membership.outermost(thing)));
    }
    return roots;
  }

  /// What one event said stays together: where the end of a reading may have cut one off, it is
  /// left for the next.
  private static List<List<Said>> byMoment(List<Said> words) {
    List<List<Said>> events = new ArrayList<>();
    for (Said word : words) {
      if (events.isEmpty() || !events.getLast().get(0).moment().equals(word.moment())) {
        events.add(new ArrayList<>());
      }
      events.getLast().add(word);
    }
    if (words.size() == READ_AT_ONCE && events.size() > 1) {
      events.removeLast();
    }
    return events;
  }

  /// What runs at a service, `service:production/shop`.
  public Optional<Live> live(Identity service) {
    Reading reading = new Reading();
    return reading
        .nodes
        .deployments()
        .holder(service)
        .flatMap(stay -> reading.near.thing(stay.deployment()))
        .flatMap(deployment -> live(reading, service, deployment));
  }

  private static Optional<Live> live(Reading reading, Identity service, Thing deployment) {
    Deployments deployments = reading.nodes.deployments();
    Deployments.State state = deployments.state(deployment);
    if (state.status() == Status.SUPERSEDED) {
      return Optional.empty();
    }
    List<SortedSet<Identity>> commits =
        reading.near.causes(deployment).stream()
            .filter(tie -> tie.mayCarry() && tie.from().kind() == NodeKind.CONFIG_COMMIT)
            .map(tie -> tie.from().identities())
            .distinct()
            .toList();
    Instant since = deployments.holder(service).map(Deployments.Stay::since).orElse(Instant.EPOCH);
    return Optional.of(
        new Live(
            service,
            deployment.identities(),
            deployments.artifacts(deployment).stream().map(Thing::identities).toList(),
            commits,
            state.status(),
            state.reason(),
            since));
  }

  /// What runs at each service that events have named.
  public List<Live> live() {
    return graph.places("service").stream().flatMap(service -> live(service).stream()).toList();
  }
}
