// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A graph in memory, for tests and rehearsals. Not for several threads.
public final class MemoryGraph implements Graph {
  private static final Comparator<Said> OLDEST_FIRST =
      Comparator.comparing(Said::moment).thenComparingInt(Said::ordinal);
  private static final Comparator<Said> NEWEST_FIRST =
      Comparator.comparing(Said::moment, Comparator.reverseOrder()).thenComparingInt(Said::ordinal);

  private static final Comparator<Said> BY_EVENT =
      Comparator.comparing((Said word) -> word.moment().event()).thenComparingInt(Said::ordinal);

  private final Set<EventId> events = new HashSet<>();
  private final Set<Identity> contained = new HashSet<>();
  private final Map<String, Identity> names = new HashMap<>();
  private final Map<Identity, NavigableSet<Identity>> same = new HashMap<>();
  private final Map<Identity, NavigableSet<Said>> said = new HashMap<>();
  private final Map<Identity, NavigableSet<Said>> atPlace = new HashMap<>();
  private final Map<String, NavigableSet<Said>> byEvent = new HashMap<>();
  private final NavigableSet<Said> recent = new TreeSet<>(NEWEST_FIRST);
  private final Map<Identity, NavigableSet<Arc>> into = new HashMap<>();
  private final Map<Identity, NavigableSet<Arc>> outOf = new HashMap<>();

  /// Applies what [Joining] decided.
  public void apply(List<Change> changes) {
    changes.forEach(this::apply);
  }

  private void apply(Change change) {
    switch (change) {
      case Change.EventKnown(EventId event, _) -> events.add(event);
      case Change.SameAs(Identity one, Identity other) -> {
        add(one);
        add(other);
        same.computeIfAbsent(one, _ -> new TreeSet<>()).add(other);
        same.computeIfAbsent(other, _ -> new TreeSet<>()).add(one);
      }
      case Change.Told(Said word) -> {
        add(word.about());
        said.computeIfAbsent(word.about(), _ -> new TreeSet<>(OLDEST_FIRST)).add(word);
        recent.add(word);
        byEvent.computeIfAbsent(word.moment().event().id(), _ -> new TreeSet<>(BY_EVENT)).add(word);
        for (Identity place : word.places()) {
          atPlace.computeIfAbsent(place, _ -> new TreeSet<>(NEWEST_FIRST)).add(word);
        }
      }
      case Change.Derived(Arc arc) -> {
        add(arc.from());
        add(arc.to());
        into.computeIfAbsent(arc.to(), _ -> new TreeSet<>()).add(arc);
        outOf.computeIfAbsent(arc.from(), _ -> new TreeSet<>()).add(arc);
      }
    }
  }

  private void add(Identity identity) {
    if (contained.add(identity)) {
      names.put(JourneyId.of(identity), identity);
    }
  }

  @Override
  public boolean knows(EventId event) {
    return events.contains(event);
  }

  @Override
  public boolean contains(Identity identity) {
    return contained.contains(identity);
  }

  @Override
  public Optional<Identity> named(String journeyId) {
    return Optional.ofNullable(names.get(journeyId));
  }

  @Override
  public SortedSet<Identity> same(Identity identity) {
    return Collections.unmodifiableSortedSet(
        same.getOrDefault(identity, Collections.emptyNavigableSet()));
  }

  @Override
  public List<Said> said(Identity identity) {
    return List.copyOf(said.getOrDefault(identity, Collections.emptyNavigableSet()));
  }

  @Override
  public List<Said> saidBy(String eventId, int limit) {
    return byEvent.getOrDefault(eventId, Collections.emptyNavigableSet()).stream()
        .limit(limit)
        .toList();
  }

  @Override
  public List<Arc> into(Identity to, int limit) {
    return first(into.get(to), limit);
  }

  @Override
  public List<Arc> outOf(Identity from, int limit) {
    return first(outOf.get(from), limit);
  }

  private static List<Arc> first(@Nullable Set<Arc> arcs, int limit) {
    return arcs == null ? List.of() : arcs.stream().limit(limit).toList();
  }

  @Override
  public List<Said> sightings(Identity place, NodeKind kind, Set<String> statuses, int limit) {
    return atPlace.getOrDefault(place, Collections.emptyNavigableSet()).stream()
        .filter(word -> word.kind() == kind)
        .filter(word -> statuses.contains(word.attributes().getOrDefault("status", "")))
        .limit(limit)
        .toList();
  }

  @Override
  public List<Said> recent(Optional<Moment> before, int limit) {
    return recent.stream()
        .filter(word -> before.isEmpty() || word.moment().compareTo(before.get()) < 0)
        .limit(limit)
        .toList();
  }

  @Override
  public List<Identity> places(String kind) {
    return atPlace.keySet().stream().filter(place -> place.kind().equals(kind)).sorted().toList();
  }
}
