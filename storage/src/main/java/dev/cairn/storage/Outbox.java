// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import dev.cairn.events.Event;
import java.util.List;

/// Cairn's own events between the transaction that decided them and the inbox. After a crash they
/// are appended again, and their ids, which never change, make that harmless.
public final class Outbox {
  private final Session session;

  Outbox(Session session) {
    this.session = session;
  }

  /// @param json the event as CloudEvent
  public record Entry(long position, String json) {}

  public void add(Event event) {
    session.change(handle ->
        handle.execute(
            "INSERT INTO outbox (source, id, json) VALUES (?, ?, ?) ON CONFLICT (source, id)"
                + " DO NOTHING",
            event.id().source(),
            event.id().id(),
            event.json()));
  }

  /// The oldest first.
  public List<Entry> waiting(int limit) {
    return session.read(handle ->
        handle
            .select("SELECT position, json FROM outbox ORDER BY position LIMIT ?", limit)
            .map((row, _) -> new Entry(row.getLong("position"), row.getString("json")))
            .list());
  }

  /// They are in the inbox, up to this position.
  public void appended(long position) {
    session.change(handle -> handle.execute("DELETE FROM outbox WHERE position <= ?", position));
  }
}
