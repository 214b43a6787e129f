// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import dev.cairn.events.Event;
import dev.cairn.events.EventId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.result.ResultIterator;

/// The log of events without duplicates, in the order in which they were joined.
public final class Events {
  /// So many characters at once, and what the last event has.
  private static final long ENOUGH = 8 << 20;

  private final Session session;

  Events(Session session) {
    this.session = session;
  }

  /// @param position from 1, and one more for each event
  /// @param json the CloudEvent in structured form
  public record Entry(long position, EventId id, String type, String delivery, String json) {}

  /// Appends an event; empty, and nothing changes, where it is known.
  public OptionalLong record(Event event, String delivery) {
    return session.write(handle ->
        handle
            .createQuery(
                "INSERT INTO events (source, id, type, time, delivery, json) VALUES (?, ?, ?,"
                    + " ?, ?, ?) ON CONFLICT (source, id) DO NOTHING RETURNING position")
            .bind(0, event.id().source())
            .bind(1, event.id().id())
            .bind(2, event.type())
            .bind(3, event.time().toString())
            .bind(4, delivery)
            .bind(5, event.json())
            .mapTo(Long.class)
            .findFirst()
            .map(OptionalLong::of)
            .orElseGet(OptionalLong::empty));
  }

  /// The events after a position, oldest first. Large ones come in smaller numbers, so that they
  /// fit into the memory; one comes always, where there is one.
  public List<Entry> after(long position, int limit) {
    return session.read(handle -> {
      var entries = new ArrayList<Entry>();
      try (ResultIterator<Entry> rows =
          handle
              .select(
                  "SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?",
                  position,
                  limit)
              .map((row, _) -> entry(row))
              .iterator()) {
        for (long text = 0; text < ENOUGH && rows.hasNext(); ) {
          Entry entry = rows.next();
          text += entry.json().length();
          entries.add(entry);
        }
      }
      return entries;
    });
  }

  public Optional<Entry> find(EventId id) {
    return session.read(handle ->
        handle
            .select("SELECT * FROM events WHERE source = ? AND id = ?", id.source(), id.id())
            .map((row, _) -> entry(row))
            .findFirst());
  }

  /// The position of the newest; 0 where there is none.
  public long last() {
    return session.read(handle ->
        handle.select("SELECT coalesce(max(position), 0) FROM events").mapTo(Long.class).one());
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("position"),
        new EventId(row.getString("source"), row.getString("id")),
        row.getString("type"),
        row.getString("delivery"),
        row.getString("json"));
  }
}
