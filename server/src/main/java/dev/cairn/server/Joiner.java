// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.adapters.Adapters;
import dev.cairn.adapters.Interpretation;
import dev.cairn.events.Event;
import dev.cairn.git.GitException;
import dev.cairn.inbox.Body;
import dev.cairn.inbox.Delivery;
import dev.cairn.inbox.Inbox;
import dev.cairn.inbox.StoredDelivery;
import dev.cairn.journeys.Change;
import dev.cairn.journeys.Joining;
import dev.cairn.journeys.Receipt;
import dev.cairn.storage.Deliveries;
import dev.cairn.storage.Outbox;
import dev.cairn.storage.Storage;
import dev.cairn.storage.StorageException;
import dev.cairn.storage.Views;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;

/// Takes deliveries from the inbox, in order: interpret, join, dispatch, in one transaction each
/// (DESIGN.md 3). One thread.
final class Joiner implements Closeable {
  private static final Logger LOG = System.getLogger(Joiner.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PATIENCE_WITH_GIT = Duration.ofSeconds(10);
  private static final int MOST = 200;

  private final Inbox inbox;
  private final Storage storage;
  private final Consequences consequences;
  private final Scopes scopes;
  private final OwnServices ownServices;
  private final Parts parts;
  private final Thread thread;

  /// The delivery that Git could not read, if the last one was such; of the joiner's thread.
  private Optional<Stuck> stuck = Optional.empty();

  private record Stuck(long position, Instant since) {}

  /// @param bell rings when something was joined
  record Parts(Bell bell, InstantSource clock) {}

  Joiner(
      Inbox inbox,
      Storage storage,
      Consequences consequences,
      Configuration configuration,
      Parts parts) {
    this.inbox = inbox;
    this.storage = storage;
    this.consequences = consequences;
    this.scopes = new Scopes(configuration.hooks());
    this.ownServices = OwnServices.of(configuration);
    this.parts = parts;
    this.thread = Thread.ofPlatform().name("joiner").unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  /// Joins all that is in the inbox now; for `cairn rebuild`.
  void catchUp() throws IOException {
    while (step()) {
      // Until nothing is left.
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    String fault = "";
    while (!Thread.currentThread().isInterrupted()) {
      try {
        send();
        boolean more = step();
        fault = "";
        if (!more) {
          inbox.awaitAfter(storage.progress().joined(), PATIENCE);
        }
      } catch (ClosedByInterruptException e) {
        return; // it is being stopped while it reads
      } catch (IOException | StorageException e) {
        String now = String.valueOf(e.getMessage());
        if (!now.equals(fault)) {
          LOG.log(Level.ERROR, "join deliveries: {0} Trying again every second.", now);
        }
        fault = now;
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes in the next deliveries.
  ///
  /// @return whether there were any
  private boolean step() throws IOException {
    List<StoredDelivery> deliveries = inbox.readAfter(storage.progress().joined(), MOST);
    for (StoredDelivery delivery : deliveries) {
      joinOrGiveUp(delivery);
      parts.bell().ring();
    }
    return !deliveries.isEmpty();
  }

  /// Appends Cairn's own events, which transactions have decided, to the inbox. After a crash some
  /// are appended again; their ids make that harmless.
  void send() throws IOException {
    List<Outbox.Entry> waiting = storage.outbox().waiting(MOST);
    if (waiting.isEmpty()) {
      return;
    }
    ArrayNode events = Json.array();
    waiting.forEach(it -> events.add(Json.read(it.json())));
    inbox.append(
        new Delivery(
            "cairn", "cairn", parts.clock().instant(), List.of(), Body.of(Json.text(events))));
    storage.outbox().appended(waiting.getLast().position());
  }

  /// A delivery that a fault of ours can't join must not keep all others waiting: it is `failed`,
  /// and says so. What storage or Git can't do now is tried again.
  private void joinOrGiveUp(StoredDelivery stored) throws IOException {
    try {
      join(stored);
    } catch (StorageException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "join " + stored.id(), e);
      String why = "a fault of Cairn's own, please report it: " + e;
      storage.transaction(tx -> {
        tx.deliveries()
            .record(entry(stored, Deliveries.Status.FAILED, why, Optional.empty()), List.of());
        tx.progress().joined(stored.position());
        return true;
      });
    }
  }

  private void join(StoredDelivery stored) throws IOException {
    Interpretation interpretation = interpret(stored.delivery());
    boolean again = stored.position() <= storage.progress().dispatched();
    Consequences.Prepared prepared =
        !again && interpretation instanceof Interpretation.Events(var events, _)
            ? prepare(stored, events)
            : Consequences.Prepared.NOTHING;
    storage.transaction(tx -> {
      switch (interpretation) {
        case Interpretation.Events(var events, var notes) -> {
          Joined joined = record(tx, stored, events);
          if (!again && prepared.unread().isEmpty()) {
            consequences.follow(tx, stored.delivery().tool(), joined.fresh(), prepared);
          }
          tx.deliveries()
              .record(
                  entry(
                      stored, joined.status(), why(joined, notes, prepared), joined.duplicateOf()),
                  joined.items());
        }
        case Interpretation.Ignored(var why) ->
            tx.deliveries()
                .record(entry(stored, Deliveries.Status.IGNORED, why, Optional.empty()), List.of());
        case Interpretation.Failed(var why) ->
            tx.deliveries()
                .record(entry(stored, Deliveries.Status.FAILED, why, Optional.empty()), List.of());
      }
      tx.progress().joined(stored.position());
      return true;
    });
  }

  /// What Git can't read is tried again for a while, and then is no reason to keep all others
  /// waiting.
  private Consequences.Prepared prepare(StoredDelivery stored, List<Event> events)
      throws IOException {
    try {
      return consequences.prepare(stored.delivery(), events);
    } catch (GitException e) {
      Instant now = parts.clock().instant();
      Stuck here =
          stuck
              .filter(it -> it.position() == stored.position())
              .orElseGet(() -> new Stuck(stored.position(), now));
      stuck = Optional.of(here);
      if (now.isBefore(here.since().plus(PATIENCE_WITH_GIT))) {
        throw e;
      }
      return Consequences.Prepared.unread(
          "nothing was started: %s. Mend Cairn's copy of the repository, or delete it, and push again."
              .formatted(e.getMessage()));
    }
  }

  private static Interpretation interpret(Delivery delivery) {
    var headers = new TreeMap<String, String>();
    for (Delivery.Header header : delivery.headers()) {
      headers.putIfAbsent(header.name().toLowerCase(Locale.ROOT), header.value());
    }
    return Adapters.read(
        new dev.cairn.adapters.Delivery(delivery.tool(), headers, delivery.body().bytes()));
  }

  /// What became of a delivery's events.
  ///
  /// @param fresh those that were not known before and are within their source's scope
  private record Joined(
      List<Event> fresh,
      List<Deliveries.Item> items,
      Deliveries.Status status,
      Optional<String> duplicateOf) {}

  private Joined record(Views tx, StoredDelivery stored, List<Event> events) {
    String tool = stored.delivery().tool();
    String source = stored.delivery().source();
    boolean isNarrowed = scopes.isNarrowed(tool, source);
    var sightings = Sightings.of(tx, scopes);
    var fresh = new ArrayList<Event>();
    var items = new ArrayList<Deliveries.Item>();
    Optional<String> first = Optional.empty();
    for (Event event : events) {
      Optional<String> refusal =
          ownServices
              .refusal(tool, event)
              .or(() -> scopes.refusal(tool, source, event, it -> sightings.of(it, isNarrowed)));
      if (refusal.isPresent()) {
        items.add(new Deliveries.Item(event.id(), event.type(), false, refusal));
        continue;
      }
      OptionalLong position = tx.events().record(event, stored.id().toString());
      if (position.isEmpty()) {
        first = first.or(() -> tx.events().find(event.id()).map(it -> it.delivery()));
        items.add(new Deliveries.Item(event.id(), event.type(), true, Optional.empty()));
        continue;
      }
      Receipt receipt = new Receipt(stored.id().toString(), stored.delivery().received());
      List<Change> changes = Joining.join(tx.graph(), event, receipt);
      tx.graph().apply(changes);
      items.add(new Deliveries.Item(event.id(), event.type(), false, Optional.empty()));
      fresh.add(event);
    }
    boolean refused = !items.isEmpty() && items.stream().allMatch(it -> it.ignored().isPresent());
    boolean duplicate = !items.isEmpty() && items.stream().allMatch(Deliveries.Item::duplicate);
    return new Joined(
        fresh,
        items,
        refused ? Deliveries.Status.REFUSED : Deliveries.Status.JOINED,
        duplicate ? first : Optional.empty());
  }

  private static String why(Joined joined, List<String> notes, Consequences.Prepared prepared) {
    var why = new ArrayList<String>(notes);
    prepared.unread().ifPresent(why::add);
    joined.items().forEach(it -> it.ignored().ifPresent(why::add));
    joined.duplicateOf().ifPresent(it -> why.add("it says what " + it + " had said"));
    if (why.isEmpty()) {
      why.add(
          joined.items().size() == 1 ? "1 event" : "%d events".formatted(joined.items().size()));
    }
    return String.join("; ", why);
  }

  private static Deliveries.Entry entry(
      StoredDelivery stored, Deliveries.Status status, String why, Optional<String> duplicateOf) {
    Instant received = stored.delivery().received();
    return new Deliveries.Entry(
        stored.id().toString(),
        stored.position(),
        stored.delivery().tool(),
        stored.delivery().source(),
        received,
        status,
        why,
        duplicateOf);
  }
}
