// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.storage.Events;
import dev.cairn.storage.Storage;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.sse.SseSink;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// The log of events: `GET /api/events` from a position, and `GET /api/stream` as server-sent
/// events.
final class LogDoor {
  private static final int MOST = 500;
  private static final int HEARTBEAT_MILLIS = 5000;

  private final Storage storage;
  private final Bell bell;

  /// @param bell rings when something was joined
  LogDoor(Storage storage, Bell bell) {
    this.storage = storage;
    this.bell = bell;
  }

  /// `GET /api/events?from=POSITION&limit=500`
  void events(Exchange exchange) {
    long from = exchange.number("from", 1);
    int limit = exchange.limit(MOST, MOST);
    List<Events.Entry> entries = storage.events().after(from - 1, limit);
    ObjectNode answer = Json.object();
    ArrayNode events = answer.putArray("events");
    entries.forEach(entry -> events.add(json(entry)));
    if (!entries.isEmpty() && entries.getLast().position() < storage.events().last()) {
      answer.put("next", entries.getLast().position() + 1);
    } else {
      answer.putNull("next");
    }
    exchange.json(200, answer);
  }

  /// `GET /api/stream`, from where the client was (`Last-Event-ID`), or `from`, or what is new.
  void stream(Exchange exchange) throws InterruptedException {
    Optional<String> last = exchange.header("Last-Event-ID");
    long position =
        last.isPresent() && last.get().matches("[0-9]{1,18}")
            ? Long.parseLong(last.get())
            : exchange.query("from").isPresent()
                ? exchange.number("from", 1) - 1
                : storage.events().last();
    try (SseSink sink = exchange.response().sink(SseSink.TYPE)) {
      while (!Thread.currentThread().isInterrupted()) {
        long heard = bell.count();
        List<Events.Entry> entries = storage.events().after(position, MOST);
        for (Events.Entry entry : entries) {
          sink.emit(
              SseEvent.builder()
                  .id(String.valueOf(entry.position()))
                  .data(Json.text(json(entry)))
                  .build());
          position = entry.position();
        }
        if (entries.isEmpty() && !bell.await(heard, HEARTBEAT_MILLIS)) {
          sink.emit(SseEvent.builder().name("ping").data("{}").build());
        }
      }
    }
  }

  private static ObjectNode json(Events.Entry entry) {
    ObjectNode node = Json.object();
    node.put("position", entry.position());
    node.put("id", entry.id().id());
    node.put("source", entry.id().source());
    node.put("type", entry.type());
    node.put("delivery", entry.delivery());
    // As it was written when it came: reading it would round its numbers and find it too deep.
    node.putRawValue("event", new RawValue(entry.json()));
    return node;
  }
}
