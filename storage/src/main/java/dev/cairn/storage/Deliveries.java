// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import dev.cairn.events.EventId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The index of what came in: what was made of each delivery, and why. Headers and body are in the
/// inbox, at `position`.
///
/// ```
/// d-000000012  github  acme-secret  position 12  joined  2 events
/// d-000000013  github  acme-secret  position 13  joined  duplicate of d-000000012
/// d-000000014  github  acme-secret  position 14  failed  "body: not JSON at line 1 …"
/// ```
public final class Deliveries {
  private static final int LOOKED_AT = 20_000;

  private final Session session;

  Deliveries(Session session) {
    this.session = session;
  }

  public enum Status {
    PENDING,
    JOINED,
    IGNORED,
    REFUSED,
    FAILED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// @param duplicateOf the delivery that had brought all its events before
  public record Entry(
      String id,
      long position,
      String tool,
      String source,
      Instant received,
      Status status,
      String why,
      Optional<String> duplicateOf) {}

  /// An event of a delivery.
  ///
  /// @param duplicate whether it was known before
  /// @param ignored why nothing was made of it, if so
  public record Item(EventId event, String type, boolean duplicate, Optional<String> ignored) {}

  /// What came in of one type by one sender, without duplicates and what was refused.
  ///
  /// @param tool `git`, `github`, `cairn`, …
  /// @param source the events' source
  /// @param type the events' type, `dev.cdevents.change.merged.0.3.0`
  /// @param trigger what tasks know it as, such as `ChangeMerged`; an event of two of these counts
  ///   for both
  public record Arrival(
      String tool,
      String source,
      String type,
      Optional<String> trigger,
      long count,
      Instant newest) {}

  /// How often a tool sends.
  ///
  /// @param longest the longest time between two of its deliveries; zero where there is one
  public record Rhythm(String tool, long deliveries, Instant newest, Duration longest) {}

  /// Records what became of a delivery; a later word about the same one replaces it.
  public void record(Entry entry, List<Item> items) {
    session.change(handle -> {
      handle.execute(
          "INSERT INTO deliveries (position, id, tool, source, received, status, why,"
              + " duplicate_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (position) DO"
              + " UPDATE SET status = excluded.status, why = excluded.why, duplicate_of ="
              + " excluded.duplicate_of",
          entry.position(),
          entry.id(),
          entry.tool(),
          entry.source(),
          entry.received().toString(),
          entry.status().word(),
          entry.why(),
          entry.duplicateOf().orElse(null));
      handle.execute("DELETE FROM delivery_events WHERE delivery = ?", entry.id());
      for (int i = 0; i < items.size(); i++) {
        var item = items.get(i);
        handle.execute(
            "INSERT INTO delivery_events (delivery, ordinal, source, id, type, duplicate,"
                + " ignored) VALUES (?, ?, ?, ?, ?, ?, ?)",
            entry.id(),
            i,
            item.event().source(),
            item.event().id(),
            item.type(),
            item.duplicate() ? 1 : 0,
            item.ignored().orElse(null));
      }
    });
  }

  public Optional<Entry> find(String id) {
    return session.read(handle ->
        handle
            .select("SELECT * FROM deliveries WHERE id = ?", id)
            .map((row, _) -> entry(row))
            .findFirst());
  }

  /// The newest first, before a position.
  public List<Entry> before(long position, int limit) {
    return session.read(handle ->
        handle
            .select(
                "SELECT * FROM deliveries WHERE position < ? ORDER BY position DESC LIMIT ?",
                position,
                limit)
            .map((row, _) -> entry(row))
            .list());
  }

  /// Those that said the same once more, the oldest first.
  public List<Entry> again(String id, int limit) {
    return session.read(handle ->
        handle
            .select(
                "SELECT * FROM deliveries WHERE duplicate_of = ? ORDER BY position LIMIT ?",
                id,
                limit)
            .map((row, _) -> entry(row))
            .list());
  }

  /// Who sent what since then, of the newest 20,000 deliveries.
  public List<Arrival> arrivals(Instant since) {
    return session.read(handle ->
        handle
            .select(
                "SELECT d.tool, e.source, e.type, t.type AS known, count(*) AS number,"
                    + " max(d.received) AS newest FROM deliveries d JOIN delivery_events e ON"
                    + " e.delivery = d.id LEFT JOIN triggers t ON t.source = e.source AND t.event ="
                    + " e.id WHERE d.position > (SELECT coalesce(max(position), 0) - ? FROM"
                    + " deliveries) AND d.received >= ? AND e.duplicate = 0 AND e.ignored IS NULL"
                    + " GROUP BY d.tool, e.source, e.type, t.type ORDER BY d.tool, e.source,"
                    + " e.type, t.type",
                LOOKED_AT,
                since.toString())
            .map((row, _) ->
                new Arrival(
                    row.getString("tool"),
                    row.getString("source"),
                    row.getString("type"),
                    Optional.ofNullable(row.getString("known")),
                    row.getLong("number"),
                    Instant.parse(row.getString("newest"))))
            .list());
  }

  /// How often each tool sent since then, of the newest 20,000 deliveries.
  public List<Rhythm> rhythms(Instant since) {
    return session.read(handle ->
        handle
            .select(
                "SELECT tool, count(*) AS number, max(received) AS newest,"
                    + " coalesce(max(pause), 0) AS longest FROM (SELECT tool, received,"
                    + " unixepoch(received) - lag(unixepoch(received)) OVER (PARTITION BY tool"
                    + " ORDER BY position) AS pause FROM deliveries WHERE position > (SELECT"
                    + " coalesce(max(position), 0) - ? FROM deliveries) AND received >= ?) GROUP"
                    + " BY tool ORDER BY tool",
                LOOKED_AT,
                since.toString())
            .map((row, _) ->
                new Rhythm(
                    row.getString("tool"),
                    row.getLong("number"),
                    Instant.parse(row.getString("newest")),
                    Duration.ofSeconds(row.getLong("longest"))))
            .list());
  }

  /// Its events in the order sent, duplicates too.
  public List<Item> items(String delivery) {
    return session.read(handle ->
        handle
            .select("SELECT * FROM delivery_events WHERE delivery = ? ORDER BY ordinal", delivery)
            .map((row, _) ->
                new Item(
                    new EventId(row.getString("source"), row.getString("id")),
                    row.getString("type"),
                    row.getInt("duplicate") == 1,
                    Optional.ofNullable(row.getString("ignored"))))
            .list());
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getString("id"),
        row.getLong("position"),
        row.getString("tool"),
        row.getString("source"),
        Instant.parse(row.getString("received")),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getString("why"),
        Optional.ofNullable(row.getString("duplicate_of")));
  }
}
