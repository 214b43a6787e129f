// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement.Evidence;
import dev.cairn.events.Strength;
import dev.cairn.journeys.Arc;
import dev.cairn.journeys.Change;
import dev.cairn.journeys.Graph;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.JourneyId;
import dev.cairn.journeys.Moment;
import dev.cairn.journeys.Said;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// The graph of journeys, in tables. Changes are applied in any order, and again without effect.
public final class StoredGraph implements Graph {
  private static final String NEWEST_FIRST =
      " ORDER BY s.seconds DESC, s.nanos DESC, s.source DESC, s.event DESC, s.ordinal";

  private static final String CANONICAL =
      " ORDER BY "
          + places("kind", EdgeKind.values(), EdgeKind::word)
          + ", from_identity, to_identity, "
          + places("strength", Strength.values(), Strength::word)
          + ", rule, value, text, source, event LIMIT ?";

  private final Session session;

  StoredGraph(Session session) {
    this.session = session;
  }

  /// The order in which an enum declares its words, which is what the canonical order goes by.
  private static <E extends Enum<E>> String places(
      String column, E[] values, Function<E, String> word) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> "WHEN '%s' THEN %d".formatted(word.apply(values[i]), i))
        .collect(Collectors.joining(" ", "CASE " + column + " ", " END"));
  }

  /// Applies what `Joining` decided.
  public void apply(List<Change> changes) {
    session.change(handle -> changes.forEach(change -> apply(handle, change)));
  }

  private static void apply(Handle handle, Change change) {
    switch (change) {
      case Change.EventKnown(var event, var _) ->
          handle.execute(
              "INSERT INTO known_events (source, id) VALUES (?, ?) ON CONFLICT DO NOTHING",
              event.source(),
              event.id());
      case Change.SameAs(var one, var other) -> {
        named(handle, one);
        named(handle, other);
        same(handle, one, other);
        same(handle, other, one);
      }
      case Change.Told(var said) -> told(handle, said);
      case Change.Derived(var arc) -> derived(handle, arc);
    }
  }

  private static void named(Handle handle, Identity identity) {
    handle.execute(
        "INSERT INTO identities (identity, journey) VALUES (?, ?) ON CONFLICT DO NOTHING",
        identity.value(),
        JourneyId.of(identity));
  }

  private static void same(Handle handle, Identity one, Identity other) {
    handle.execute(
        "INSERT INTO same_as (one, other) VALUES (?, ?) ON CONFLICT DO NOTHING",
        one.value(),
        other.value());
  }

  private static void told(Handle handle, Said said) {
    named(handle, said.about());
    var time = said.moment().time();
    var event = said.moment().event();
    var status = said.attributes().getOrDefault("status", "");
    handle.execute(
        "INSERT INTO said (about, seconds, nanos, source, event, ordinal, type, delivery, received,"
            + " kind, status, places, attributes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON"
            + " CONFLICT DO NOTHING",
        said.about().value(),
        time.getEpochSecond(),
        time.getNano(),
        event.source(),
        event.id(),
        said.ordinal(),
        said.type(),
        said.receipt().delivery(),
        said.receipt().received().toString(),
        said.kind().word(),
        status,
        SaidText.places(said.places()),
        SaidText.attributes(said.attributes()));
    for (var place : said.places()) {
      handle.execute("INSERT INTO places (place) VALUES (?) ON CONFLICT DO NOTHING", place.value());
      handle.execute(
          "INSERT INTO sightings (place, kind, status, about, seconds, nanos, source, event,"
              + " ordinal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
          place.value(),
          said.kind().word(),
          status,
          said.about().value(),
          time.getEpochSecond(),
          time.getNano(),
          event.source(),
          event.id(),
          said.ordinal());
    }
  }

  private static void derived(Handle handle, Arc arc) {
    named(handle, arc.from());
    named(handle, arc.to());
    var evidence = arc.proof().evidence();
    handle.execute(
        "INSERT INTO arcs (from_identity, to_identity, kind, strength, rule, value, text, source,"
            + " event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        arc.from().value(),
        arc.to().value(),
        arc.kind().word(),
        evidence.strength().word(),
        evidence.rule(),
        evidence.value(),
        evidence.text(),
        arc.proof().event().source(),
        arc.proof().event().id());
  }

  @Override
  public boolean knows(EventId event) {
    return exists(
        "SELECT 1 FROM known_events WHERE source = ? AND id = ?", event.source(), event.id());
  }

  @Override
  public boolean contains(Identity identity) {
    return exists("SELECT 1 FROM identities WHERE identity = ?", identity.value());
  }

  private boolean exists(String sql, Object... values) {
    return session.read(
        handle -> handle.select(sql, values).mapTo(Integer.class).findFirst().isPresent());
  }

  @Override
  public Optional<Identity> named(String journeyId) {
    return session.read(handle ->
        handle
            .select("SELECT identity FROM identities WHERE journey = ?", journeyId)
            .map((row, _) -> new Identity(row.getString(1)))
            .findFirst());
  }

  @Override
  public SortedSet<Identity> same(Identity identity) {
    return session.read(handle ->
        handle
            .select("SELECT other FROM same_as WHERE one = ?", identity.value())
            .map((row, _) -> new Identity(row.getString(1)))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Override
  public List<Said> said(Identity identity) {
    return words(
        "SELECT * FROM said WHERE about = ? ORDER BY seconds, nanos, source, event, ordinal",
        identity.value());
  }

  @Override
  public List<Said> saidBy(String eventId, int limit) {
    return words(
        "SELECT * FROM said WHERE event = ? ORDER BY source, event, ordinal LIMIT ?",
        eventId,
        limit);
  }

  @Override
  public List<Arc> into(Identity to, int limit) {
    return arcs("SELECT * FROM arcs WHERE to_identity = ?" + CANONICAL, to, limit);
  }

  @Override
  public List<Arc> outOf(Identity from, int limit) {
    return arcs("SELECT * FROM arcs WHERE from_identity = ?" + CANONICAL, from, limit);
  }

  private List<Arc> arcs(String sql, Identity identity, int limit) {
    return session.read(
        handle -> handle.select(sql, identity.value(), limit).map((row, _) -> arc(row)).list());
  }

  @Override
  public List<Said> sightings(Identity place, NodeKind kind, Set<String> statuses, int limit) {
    var values = new ArrayList<Object>();
    values.add(place.value());
    values.add(kind.word());
    values.addAll(statuses);
    values.add(limit);
    var marks = String.join(", ", statuses.stream().map(_ -> "?").toList());
    return words(
        "SELECT t.* FROM sightings s JOIN said t ON t.about = s.about AND t.seconds = s.seconds AND"
            + " t.nanos = s.nanos AND t.source = s.source AND t.event = s.event AND t.ordinal ="
            + " s.ordinal WHERE s.place = ? AND s.kind = ? AND s.status IN ("
            + marks
            + ")"
            + NEWEST_FIRST
            + " LIMIT ?",
        values.toArray());
  }

  @Override
  public List<Said> recent(Optional<Moment> before, int limit) {
    if (before.isEmpty()) {
      return words("SELECT * FROM said s" + NEWEST_FIRST + " LIMIT ?", limit);
    }
    var time = before.get().time();
    var event = before.get().event();
    return words(
        "SELECT * FROM said s WHERE (s.seconds, s.nanos, s.source, s.event) < (?, ?, ?, ?)"
            + NEWEST_FIRST
            + " LIMIT ?",
        time.getEpochSecond(),
        time.getNano(),
        event.source(),
        event.id(),
        limit);
  }

  private List<Said> words(String sql, Object... values) {
    return session.read(
        handle -> handle.select(sql, values).map((row, _) -> SaidText.said(row)).list());
  }

  @Override
  public List<Identity> places(String kind) {
    return session.read(handle ->
        handle
            .select(
                "SELECT place FROM places WHERE place >= ? AND place < ? ORDER BY place",
                kind + ":",
                kind + ";")
            .map((row, _) -> new Identity(row.getString(1)))
            .list());
  }

  private static Arc arc(ResultSet row) throws SQLException {
    return new Arc(
        new Identity(row.getString("from_identity")),
        new Identity(row.getString("to_identity")),
        Words.of(EdgeKind.values(), EdgeKind::word, row.getString("kind")),
        new Journey.Proof(
            new Evidence(
                Words.of(Strength.values(), Strength::word, row.getString("strength")),
                row.getString("rule"),
                row.getString("value"),
                row.getString("text")),
            new EventId(row.getString("source"), row.getString("event"))));
  }
}
