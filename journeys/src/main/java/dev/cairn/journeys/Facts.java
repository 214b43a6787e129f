// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// All that events said of one thing, made one. Of an attribute that several set, the word of the
/// event with the greatest time counts, ties by the event's id; of `started` the least, of
/// `finished` the greatest. Where a thing was attempted several times, its state is that of the
/// last attempt, by number.
final class Facts {
  /// By moment, then ordinal.
  private final List<Said> all;

  /// Of the last attempt, where there are attempts.
  private final List<Said> latest;

  Facts(List<Said> all) {
    this.all = all;
    OptionalInt last = all.stream().mapToInt(Facts::attempt).max();
    this.latest = all.stream().filter(said -> attempt(said) == last.orElse(0)).toList();
  }

  private static int attempt(Said said) {
    String number = said.attributes().getOrDefault("attempt", "");
    return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
  }

  /// The word that counts, of all events.
  Optional<String> value(String name) {
    return value(all, name);
  }

  /// The word that counts, of the last attempt.
  Optional<String> latest(String name) {
    return value(latest, name);
  }

  private static Optional<String> value(List<Said> said, String name) {
    for (int i = said.size() - 1; i >= 0; i--) {
      String value = said.get(i).attributes().get(name);
      if (value != null && !value.isBlank()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /// What the last event that spoke of a state said.
  Optional<Status> status() {
    return latest("status").map(Status::of);
  }

  /// The reason that came with the state, not one of an earlier state.
  Optional<String> reason() {
    for (int i = latest.size() - 1; i >= 0; i--) {
      SortedMap<String, String> attributes = latest.get(i).attributes();
      if (attributes.containsKey("status") || attributes.containsKey("reason")) {
        return Optional.ofNullable(attributes.get("reason")).filter(text -> !text.isBlank());
      }
    }
    return Optional.empty();
  }

  /// Since when the state has been what it is.
  Optional<Instant> since() {
    Optional<Status> status = status();
    Optional<Instant> since = Optional.empty();
    for (int i = latest.size() - 1; i >= 0; i--) {
      Said said = latest.get(i);
      String word = said.attributes().get("status");
      if (word != null && !Optional.of(Status.of(word)).equals(status)) {
        return since;
      }
      if (word != null) {
        since = time(said);
      }
    }
    return since.or(this::started);
  }

  Optional<Instant> started() {
    return all.stream()
        .flatMap(said -> instant(said, "started").stream())
        .min(Comparator.naturalOrder())
        .or(() -> all.stream().flatMap(said -> time(said).stream()).findFirst());
  }

  /// When it was said; nothing where the event did not tell, rather than 1970.
  private static Optional<Instant> time(Said said) {
    return Optional.of(said.moment().time()).filter(time -> !time.equals(Instant.EPOCH));
  }

  Optional<Instant> finished() {
    return latest.stream()
        .flatMap(said -> instant(said, "finished").stream())
        .max(Comparator.naturalOrder());
  }

  private static Optional<Instant> instant(Said said, String name) {
    String text = said.attributes().get(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      // An event's bad time is no time; it harms nothing else in it.
      return Optional.empty();
    }
  }

  /// Whether this began before the other; never true of one that nothing was said of.
  boolean isEarlierThan(Facts other) {
    Optional<Instant> mine = started();
    Optional<Instant> its = other.started();
    return mine.isPresent() && its.isPresent() && mine.get().isBefore(its.get());
  }

  SortedSet<Identity> places(String kind) {
    NavigableSet<Identity> places = new TreeSet<>();
    for (Said said : all) {
      said.places().stream().filter(place -> place.kind().equals(kind)).forEach(places::add);
    }
    return places;
  }

  /// How many events said this state.
  int times(Status status) {
    return (int)
        all.stream()
            .filter(said -> status.word().equals(said.attributes().get("status")))
            .map(said -> said.moment().event())
            .distinct()
            .count();
  }

  /// Each attempt with its last state, if there were several. One that nobody told the end of, and
  /// after which there was another, is over: its worker was lost, or its webhook.
  List<Journey.Attempt> attempts() {
    SortedMap<Integer, Journey.Attempt> attempts = new TreeMap<>();
    for (Said said : all) {
      int number = attempt(said);
      if (number > 0) {
        String run = said.attributes().getOrDefault("run", Integer.toString(number));
        String word = said.attributes().get("status");
        Journey.Attempt before = attempts.get(number);
        Status status =
            word != null ? Status.of(word) : before == null ? Status.UNKNOWN : before.status();
        attempts.put(number, new Journey.Attempt(run, status));
      }
    }
    if (attempts.size() < 2) {
      return List.of();
    }
    attempts
        .headMap(attempts.lastKey())
        .replaceAll((_, attempt) ->
            UNDERWAY.contains(attempt.status())
                ? new Journey.Attempt(attempt.run(), Status.UNKNOWN)
                : attempt);
    return List.copyOf(attempts.values());
  }

  /// The events that spoke of it, newest first.
  List<Journey.Seen> events() {
    Map<EventId, Journey.Seen> seen = new LinkedHashMap<>();
    for (Said said : all.reversed()) {
      Moment moment = said.moment();
      seen.putIfAbsent(
          moment.event(),
          new Journey.Seen(moment.event(), said.type(), moment.time(), said.receipt().delivery()));
    }
    return new ArrayList<>(seen.values());
  }

  /// What is only shown.
  SortedMap<String, String> shown() {
    SortedMap<String, String> shown = new TreeMap<>();
    for (Said said : all) {
      said.attributes()
          .forEach((name, value) -> {
            if (name.startsWith("fact.")) {
              shown.put(name.substring("fact.".length()), value);
            } else if (SHOWN.contains(name)) {
              shown.put(name, value);
            }
          });
    }
    return shown;
  }

  private static final Set<Status> UNDERWAY =
      EnumSet.of(Status.QUEUED, Status.RUNNING, Status.WAITING);

  private static final List<String> SHOWN =
      List.of("branch", "repository", "environment", "service", "task");
}
