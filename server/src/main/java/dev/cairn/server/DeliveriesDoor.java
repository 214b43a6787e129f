// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.inbox.Delivery;
import dev.cairn.inbox.DeliveryId;
import dev.cairn.inbox.Inbox;
import dev.cairn.inbox.StoredDelivery;
import dev.cairn.storage.Deliveries;
import dev.cairn.storage.Storage;
import dev.cairn.storage.Views;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `GET /api/deliveries/{id}`: what came in, verbatim, what was made of it and why (CONTRACT.md,
/// "Sending").
final class DeliveriesDoor {
  private final Inbox inbox;
  private final Storage storage;
  private final Configuration configuration;

  DeliveriesDoor(Inbox inbox, Storage storage, Configuration configuration) {
    this.inbox = inbox;
    this.storage = storage;
    this.configuration = configuration;
  }

  void show(Exchange exchange) throws IOException {
    String name = exchange.part("id");
    exchange.json(200, json(find(name)));
  }

  StoredDelivery find(String name) throws IOException {
    return stored(name)
        .orElseThrow(() ->
            Problem.of(
                404, "delivery: \"%s\" (expected: an id that a 202 answered)".formatted(name)));
  }

  /// What was made of a delivery, once it is joined: the answer of `POST /events?wait=true`.
  Optional<ObjectNode> joined(DeliveryId id) {
    return storage.read(tx ->
        tx.deliveries()
            .find(id.toString())
            .filter(it -> it.status() != Deliveries.Status.PENDING)
            .map(it -> {
              ObjectNode node = Json.object();
              node.put("id", it.id());
              ArrayNode events = node.putArray("events");
              for (Deliveries.Item item : tx.deliveries().items(it.id())) {
                ObjectNode event = events.addObject();
                event.put("id", item.event().id());
                event.put("source", item.event().source());
                event.put("duplicate", item.duplicate());
                journeys(tx, item).forEach(event.putArray("journeys")::add);
                item.ignored()
                    .ifPresentOrElse(
                        why -> event.put("ignored", why), () -> event.putNull("ignored"));
              }
              return node;
            }));
  }

  private Optional<StoredDelivery> stored(String name) throws IOException {
    try {
      return inbox.read(DeliveryId.parse(name).position());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  ObjectNode json(StoredDelivery stored) {
    Delivery delivery = stored.delivery();
    ObjectNode node = Json.object();
    node.put("id", stored.id().toString());
    node.put("tool", delivery.tool());
    node.put("source", delivery.source());
    node.put("received", delivery.received().toString());
    Optional<Deliveries.Entry> entry = storage.deliveries().find(stored.id().toString());
    node.put("status", entry.map(it -> it.status().word()).orElse("pending"));
    entry
        .flatMap(Deliveries.Entry::duplicateOf)
        .ifPresentOrElse(it -> node.put("duplicateOf", it), () -> node.putNull("duplicateOf"));
    ObjectNode headers = node.putObject("headers");
    for (Delivery.Header header : delivery.headers()) {
      headers.put(header.name(), header.value());
    }
    node.put("body", Base64.getEncoder().encodeToString(delivery.body().bytes()));
    ArrayNode events = node.putArray("events");
    storage.read(tx -> {
      for (Deliveries.Item item : tx.deliveries().items(stored.id().toString())) {
        ObjectNode event = events.addObject();
        event.put("id", item.event().id());
        event.put("source", item.event().source());
        event.put("type", item.type());
        journeys(tx, item).forEach(event.putArray("journeys")::add);
      }
      return true;
    });
    node.put("why", entry.map(Deliveries.Entry::why).orElse("it is waiting to be joined"));
    return node;
  }

  /// None of an event that was refused: the journeys are those of another sender's event of its id.
  List<String> journeys(Views tx, Deliveries.Item item) {
    return item.ignored().isPresent()
        ? List.of()
        : JourneysDoor.plain(tx, configuration).touchedBy(item.event());
  }
}
