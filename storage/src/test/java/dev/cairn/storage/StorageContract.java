// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import static dev.cairn.storage.Examples.C1;
import static dev.cairn.storage.Examples.C2;
import static dev.cairn.storage.Examples.D1;
import static dev.cairn.storage.Examples.NOON;
import static dev.cairn.storage.Examples.event;
import static dev.cairn.storage.Examples.merged;
import static dev.cairn.storage.Examples.published;
import static dev.cairn.storage.Examples.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.cairn.dispatch.Ancestry;
import dev.cairn.dispatch.Catalogue;
import dev.cairn.dispatch.Decision;
import dev.cairn.dispatch.Dispatch;
import dev.cairn.dispatch.State;
import dev.cairn.dispatch.Trigger;
import dev.cairn.events.EventId;
import dev.cairn.storage.Deliveries.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What every storage must do with transactions, deliveries, events and what follows from them.
/// Each database has one subclass, which says only how to open it.
abstract class StorageContract extends StorageTested {
  @Test
  void anEventIsLoggedOnceAndHasTheNextPosition() {
    var first = storage.events().record(event("e1"), "d-000000001");
    var duplicate = storage.events().record(event("e1"), "d-000000002");
    var second = storage.events().record(event("e2"), "d-000000002");

    assertThat(first).isEqualTo(OptionalLong.of(1));
    assertThat(duplicate).isEmpty();
    assertThat(second).isEqualTo(OptionalLong.of(2));
    assertThat(storage.events().after(1, 10))
        .extracting(Events.Entry::position, entry -> entry.id().id())
        .containsExactly(tuple(2L, "e2"));
    assertThat(storage.events().last()).isEqualTo(2);
  }

  @Test
  void aTransactionIsWholeOrNothing() {
    assertThatThrownBy(() ->
            storage.transaction(tx -> {
              tx.events().record(event("e1"), "d-000000001");
              tx.outbox().add(event("e2"));
              tx.catalogue().append(new Catalogue.Change.Configured(Examples.SHOP));
              tx.runs().add(wanted("ship", "commit:" + C1), NOON);
              throw new IllegalArgumentException("in the middle");
            }))
        .hasMessage("in the middle");

    assertThat(storage.events().last()).isZero();
    assertThat(storage.outbox().waiting(10)).isEmpty();
    assertThat(storage.catalogue().now()).isEqualTo(Catalogue.EMPTY);
    assertThat(storage.runs().newest(10)).isEmpty();
  }

  @Test
  void whatWasCommittedIsThereAfterAnotherStart() {
    storage.transaction(tx -> {
      tx.catalogue().append(new Catalogue.Change.Configured(Examples.SHOP));
      tx.catalogue().append(new Catalogue.Change.HeadMoved("shop", C1, "k1"));
      tx.catalogue().append(new Catalogue.Change.Loaded("shop", "k1", Examples.DELIVERY));
      tx.runs().add(wanted("ship", "commit:" + C1), NOON);
      tx.progress().joined(7);
      return true;
    });
    var catalogue = storage.catalogue().now();
    var run = storage.runs().find("r-1").orElseThrow();

    again();

    assertThat(storage.catalogue().now()).isEqualTo(catalogue);
    assertThat(catalogue.entry("shop").orElseThrow().active()).isPresent();
    assertThat(storage.runs().find("r-1")).contains(run);
    assertThat(storage.progress().joined()).isEqualTo(7);
  }

  @Test
  void aTransactionInsideATransactionIsRefused() {
    assertThatThrownBy(() -> storage.transaction(tx -> storage.transaction(inner -> true)))
        .hasMessageContaining("inside another");
    assertThatThrownBy(() -> storage.transaction(tx -> storage.events().record(event("e"), "d")))
        .hasMessageContaining("outside of the transaction");
  }

  @Test
  void readersSeeOneMoment() {
    var seen =
        storage.read(before -> {
          var first = before.events().last();
          storage.events().record(event("e1"), "d-000000001");
          return List.of(first, before.events().last());
        });

    assertThat(seen).containsExactly(0L, 0L);
    assertThat(storage.events().last()).isEqualTo(1);
  }

  @Test
  void aDeliveryKeepsItsEventsInOrderDuplicatesToo() {
    var entry =
        new Deliveries.Entry(
            "d-000000012",
            12,
            "github",
            "acme",
            NOON,
            Status.JOINED,
            "2 events",
            Optional.of("d-000000011"));
    var items =
        List.of(
            new Deliveries.Item(new EventId("s", "2"), "t", true, Optional.empty()),
            new Deliveries.Item(new EventId("s", "1"), "t", false, Optional.of("out of scope")));
    storage.deliveries().record(entry, List.of());
    storage.deliveries().record(entry, items);

    assertThat(storage.deliveries().find("d-000000012")).contains(entry);
    assertThat(storage.deliveries().items("d-000000012")).containsExactlyElementsOf(items);
    assertThat(storage.deliveries().before(13, 5)).containsExactly(entry);
    assertThat(storage.deliveries().again("d-000000011", 5)).containsExactly(entry);
    assertThat(storage.deliveries().again("d-000000012", 5)).isEmpty();
    assertThat(storage.deliveries().find("d-000000013")).isEmpty();
  }

  @Test
  void whatCameInIsCountedBySenderAndTypeWithoutDuplicatesAndWhatWasRefused() {
    var push = merged(C1);
    storage.transaction(tx -> tx.dispatching().carryOut(push, List.of(), NOON));
    came(1, "git", new Deliveries.Item(push.event(), "merged", false, Optional.empty()));
    came(2, "git", new Deliveries.Item(push.event(), "merged", true, Optional.empty()));
    came(3, "github", new Deliveries.Item(new EventId("s", "1"), "run", false, Optional.empty()));
    came(4, "github", new Deliveries.Item(new EventId("s", "2"), "run", false, Optional.empty()));
    came(5, "github", new Deliveries.Item(new EventId("s", "3"), "run", false, Optional.of("no")));

    assertThat(storage.deliveries().arrivals(NOON))
        .containsExactly(
            new Deliveries.Arrival(
                "git",
                push.event().source(),
                "merged",
                Optional.of("ChangeMerged"),
                1,
                NOON.plusSeconds(1)),
            new Deliveries.Arrival("github", "s", "run", Optional.empty(), 2, NOON.plusSeconds(4)));
    assertThat(storage.deliveries().arrivals(NOON.plusSeconds(4)))
        .extracting(Deliveries.Arrival::count)
        .containsExactly(1L);
  }

  @Test
  void howOftenAToolSendsIsToldWithItsLongestPause() {
    for (long at : List.of(1L, 2L, 90L, 100L)) {
      came(at, "github", new Deliveries.Item(new EventId("s", "1"), "t", true, Optional.empty()));
    }
    came(95, "argocd", new Deliveries.Item(new EventId("s", "2"), "t", false, Optional.empty()));

    assertThat(storage.deliveries().rhythms(NOON))
        .containsExactly(
            new Deliveries.Rhythm("argocd", 1, NOON.plusSeconds(95), Duration.ZERO),
            new Deliveries.Rhythm("github", 4, NOON.plusSeconds(100), Duration.ofSeconds(88)));
  }

  private void came(long position, String tool, Deliveries.Item item) {
    storage
        .deliveries()
        .record(
            new Deliveries.Entry(
                "d-" + position,
                position,
                tool,
                tool,
                NOON.plusSeconds(position),
                Deliveries.Status.JOINED,
                "",
                Optional.empty()),
            List.of(item));
  }

  @Test
  void refusalsAreCountedByTask() {
    var refused = new Decision.Refused("shop", "ship", "Delivery.java:26", "commit:1", "branch");
    storage.transaction(tx -> tx.dispatching().carryOut(merged(C1), List.of(refused), NOON));
    storage.transaction(tx -> tx.dispatching().carryOut(merged(C2), List.of(refused), NOON));
    storage.transaction(tx -> tx.dispatching().carryOut(merged(C2), List.of(refused), NOON));

    assertThat(storage.dispatching().refusals())
        .containsExactly(new Dispatching.Refusals("shop", "ship", 2));
  }

  @Test
  void aChangeWaitsForItsBundleAndStartsWhenThatIsLoaded() {
    var dispatch = new Dispatch();
    storage.catalogue().append(new Catalogue.Change.Configured(Examples.SHOP));
    var load =
        storage.transaction(tx ->
            tx.dispatching().carryOut(merged(C1), dispatch.decide(merged(C1), state(tx)), NOON));
    assertThat(load).extracting(run -> run.wanted().name()).containsExactly("load");

    var started =
        storage.transaction(tx -> {
          tx.catalogue().append(new Catalogue.Change.Loaded("shop", "k1", Examples.DELIVERY));
          var runs = tx.dispatching().carryOut(dispatch.loaded("shop", "k1", state(tx)), NOON);
          tx.dispatching().forgetAwaiting("shop", "k1");
          return runs;
        });

    assertThat(started).extracting(run -> run.wanted().name()).containsExactly("ship");
    List<Decision> left = storage.read(tx -> dispatch.loaded("shop", "k1", state(tx)));
    assertThat(left).isEmpty();
    assertThat(storage.runs().ofChange(C1)).hasSize(2);
  }

  private static State state(Views tx) {
    return tx.dispatching().state((_, _) -> new State.Folder.Present("k1"));
  }

  @Test
  void whyNothingStartedIsKept() {
    storage
        .dispatching()
        .carryOut(
            merged(C1),
            List.of(
                new Decision.Refused("shop", "ship", "Delivery.java:26", "s", "branch == 'main'"),
                new Decision.Waiting("shop", "promote", "at", D1, List.of("TestSuiteFinished"))),
            NOON);

    assertThat(storage.dispatching().answersToChange(C1))
        .extracting(Dispatching.Answer::task, Dispatching.Answer::clause)
        .containsExactly(
            tuple("promote", "waits for TestSuiteFinished"), tuple("ship", "branch == 'main'"));

    storage.dispatching().carryOut(List.of(new Decision.Start(wanted("promote", D1))), NOON);
    assertThat(storage.dispatching().answersToChange(C1)).hasSize(1);
  }

  @Test
  void commitsFollowEachOtherOverAnyNumberOfSteps() {
    storage
        .dispatching()
        .order(List.of(new Ancestry("c", "b"), new Ancestry("b", "a"), new Ancestry("x", "a")));

    var state = storage.dispatching().state((_, _) -> new State.Folder.Absent());

    assertThat(state.follows("c", "a")).isTrue();
    assertThat(state.follows("a", "c")).isFalse();
    assertThat(state.follows("c", "x")).isFalse();
    assertThat(state.follows("c", "c")).isFalse();
  }

  @Test
  void triggersAreFoundByWhatTheyAreAboutNewestFirst() {
    storage.dispatching().carryOut(published("shop", D1), List.of(), NOON);
    storage.dispatching().carryOut(merged(C1), List.of(), NOON);
    var state = storage.dispatching().state((_, _) -> new State.Folder.Absent());

    assertThat(state.earlier(Trigger.Type.ARTIFACT_PUBLISHED, D1))
        .containsExactly(published("shop", D1));
    assertThat(state.earlier(Trigger.Type.CHANGE_MERGED, C1)).containsExactly(merged(C1));
    assertThat(state.earlier(Trigger.Type.LIVE, D1)).isEmpty();
  }

  @Test
  void theOutboxIsEmptiedInOrderAndHoldsAnEventOnce() {
    storage.outbox().add(event("e1"));
    storage.outbox().add(event("e1"));
    storage.outbox().add(event("e2"));

    var waiting = storage.outbox().waiting(10);
    assertThat(waiting)
        .extracting(Outbox.Entry::json)
        .containsExactly("{\"id\":\"e1\"}", "{\"id\":\"e2\"}");
    storage.outbox().appended(waiting.getFirst().position());
    assertThat(storage.outbox().waiting(10)).hasSize(1);
  }

  @Test
  void aRebuildForgetsTheProjectionAndKeepsTheFacts() {
    storage.transaction(tx -> {
      tx.events().record(event("e1"), "d-000000001");
      tx.runs().add(wanted("ship", "commit:" + C1), NOON);
      tx.progress().joined(5);
      return true;
    });

    storage.rebuild();

    assertThat(storage.events().last()).isZero();
    assertThat(storage.runs().newest(5)).hasSize(1);
    assertThat(storage.progress().joined()).isZero();
    assertThat(storage.progress().dispatched()).isEqualTo(5);
    assertThat(storage.events().record(event("e1"), "d-000000001")).isEqualTo(OptionalLong.of(1));
    storage.progress().joined(1);
    assertThat(storage.progress().dispatched()).isEqualTo(5);
    storage.progress().joined(6);
    assertThat(storage.progress().dispatched()).isEqualTo(6);
  }
}
