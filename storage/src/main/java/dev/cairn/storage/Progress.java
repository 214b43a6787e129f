// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import java.time.Instant;
import java.util.Optional;

/// How far the joiner is in the inbox, and other single values.
public final class Progress {
  private final Session session;

  Progress(Session session) {
    this.session = session;
  }

  /// The inbox position of the last delivery that is in the projection; 0 for none.
  public long joined() {
    return number("joined");
  }

  /// The joiner has taken in the delivery at this position. What was not dispatched before is now.
  public void joined(long position) {
    put("joined", Long.toString(position));
    if (position > dispatched()) {
      put("dispatched", Long.toString(position));
    }
  }

  /// The inbox position up to which deliveries were dispatched. Greater than [#joined] while a
  /// rebuild reads old deliveries again: those start nothing.
  public long dispatched() {
    return number("dispatched");
  }

  /// The digest of the newest advisories.
  public Optional<String> advisories() {
    return get("advisories");
  }

  /// When they were announced.
  public Optional<Instant> advisoriesSince() {
    return get("advisories since").map(Instant::parse);
  }

  public void advisories(String digest, Instant since) {
    put("advisories", digest);
    put("advisories since", since.toString());
  }

  /// Where each watched ref was last seen, by a name that the watcher chooses.
  public Optional<String> seen(String ref) {
    return get("seen " + ref);
  }

  public void seen(String ref, String commit) {
    put("seen " + ref, commit);
  }

  private long number(String name) {
    return get(name).map(Long::parseLong).orElse(0L);
  }

  private Optional<String> get(String name) {
    return session.read(handle ->
        handle
            .select("SELECT value FROM settings WHERE name = ?", name)
            .mapTo(String.class)
            .findFirst());
  }

  private void put(String name, String value) {
    session.change(handle ->
        handle.execute(
            "INSERT INTO settings (name, value) VALUES (?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            name,
            value));
  }
}
