// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import static dev.cairn.storage.Examples.C1;
import static dev.cairn.storage.Examples.C2;
import static dev.cairn.storage.Examples.D1;
import static dev.cairn.storage.Examples.D2;
import static dev.cairn.storage.Examples.D3;
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
import dev.cairn.dispatch.Gate.Verdict;
import dev.cairn.dispatch.LifeCycle.Move;
import dev.cairn.dispatch.Run;
import dev.cairn.dispatch.RunStatus;
import dev.cairn.dispatch.State;
import dev.cairn.dispatch.Trigger;
import dev.cairn.events.EventId;
import dev.cairn.storage.Deliveries.Status;
import dev.cairn.storage.Releases.Access;
import dev.cairn.storage.Releases.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every storage must do. Each database has one subclass, which says only how to open it.
abstract class StorageContract {
  private Storage storage;

  /// Opens what is there; the first time of a test, nothing. A database that cannot be reached must
  /// fail here.
  abstract Storage open();

  @BeforeEach
  void begin() {
    storage = open();
  }

  @AfterEach
  void end() {
    storage.close();
  }

  private void again() {
    storage.close();
    storage = open();
  }

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
    assertThat(storage.deliveries().find("d-000000013")).isEmpty();
  }

  @Test
  void aRunIsQueuedOncePerKey() {
    assertThat(storage.runs().add(wanted("ship", "commit:" + C1), NOON)).isPresent();
    assertThat(storage.runs().add(wanted("ship", "commit:" + C1), NOON)).isEmpty();
    assertThat(storage.runs().add(wanted("ship", "commit:" + C2), NOON).orElseThrow().id())
        .isEqualTo("r-2");
  }

  @Test
  void twoWorkersNeverHaveOneRun() {
    storage.runs().add(wanted("ship", "commit:" + C1), NOON);

    var leased = storage.runs().lease("w-1", NOON).orElseThrow();

    assertThat(leased.fence()).isEqualTo(1);
    assertThat(storage.runs().lease("w-2", NOON)).isEmpty();
    assertThat(storage.runs().find("r-1")).contains(leased);
  }

  @Test
  void effectsOfALaneRunOneAtATime() {
    storage.runs().add(wanted("promote", D1), NOON);
    storage.runs().add(wanted("promote", D2), NOON);
    storage.runs().add(wanted("ship", "commit:" + C1), NOON);

    assertThat(storage.runs().lease("w-1", NOON).orElseThrow().id()).isEqualTo("r-1");
    assertThat(storage.runs().lease("w-1", NOON).orElseThrow().id()).isEqualTo("r-3");
    assertThat(storage.runs().lease("w-1", NOON)).isEmpty();
    storage.runs().complete("r-1", 1, new Run.Result(Move.PASS, "", ""), "{}", NOON);
    assertThat(storage.runs().lease("w-1", NOON).orElseThrow().id()).isEqualTo("r-2");
  }

  @Test
  void aResultIsRecordedOnceAndOnlyFromTheLeasesHolder() {
    storage.runs().add(wanted("ship", "commit:" + C1), NOON);
    storage.runs().lease("w-1", NOON);
    assertThat(storage.runs().expire(NOON.plusSeconds(10)))
        .extracting(Run::status)
        .containsExactly(RunStatus.QUEUED);
    storage.runs().lease("w-2", NOON.plusSeconds(11));
    var passed = new Run.Result(Move.PASS, "", "");

    assertThat(storage.runs().complete("r-1", 1, passed, "{\"old\":1}", NOON))
        .isInstanceOf(Run.Answer.Lost.class);
    assertThat(storage.runs().complete("r-1", 2, passed, "{\"new\":1}", NOON))
        .isInstanceOf(Run.Answer.Kept.class);
    assertThat(
            storage
                .runs()
                .complete("r-1", 2, new Run.Result(Move.FAIL, "late", ""), "{\"late\":1}", NOON))
        .isInstanceOf(Run.Answer.Ended.class);
    assertThat(storage.runs().result("r-1")).contains("{\"new\":1}");
    assertThat(storage.runs().find("r-1").orElseThrow().status()).isEqualTo(RunStatus.PASSED);
    assertThat(storage.runs().beat("r-99", 1, NOON)).isInstanceOf(Run.Answer.Lost.class);
  }

  @Test
  void stepsKeepTheirOrderAndTheirNewestWord() {
    var run = storage.runs().add(wanted("ship", "commit:" + C1), NOON).orElseThrow();
    storage.runs().step(run, "s1", "running 1");
    storage.runs().step(run, "s2", "running 2");
    storage.runs().step(run, "s1", "passed 1");

    assertThat(storage.runs().steps(run)).containsExactly("passed 1", "running 2");
  }

  @Test
  void theUsualTimeIsTheMedianOfWhatPassed() {
    for (int seconds : new int[] {9, 3, 5}) {
      storage.runs().add(wanted("ship", "commit:" + seconds), NOON);
      var run = storage.runs().lease("w", NOON).orElseThrow();
      storage
          .runs()
          .complete(
              run.id(), 1, new Run.Result(Move.PASS, "", ""), "{}", NOON.plusSeconds(seconds));
    }

    assertThat(storage.runs().usualSeconds("shop", "ship")).isEqualTo(OptionalLong.of(5));
    assertThat(storage.runs().usualSeconds("shop", "promote")).isEmpty();
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
  void aTagAnswersItsNewestReleasedDigest() {
    var releases = storage.releases();
    releases.pushed(new Manifest("shop", D1, "m", 1, List.of()), NOON);
    releases.tag("shop", "latest", D1);
    assertThat(releases.resolve("shop", "latest")).isEmpty();
    assertThat(releases.tags("shop")).isEmpty();
    assertThat(releases.release(published("shop", D1), NOON)).isTrue();
    releases.tag("shop", "latest", D2);
    releases.hold(published("shop", D2), "scan has not said anything yet", NOON);

    assertThat(releases.resolve("shop", "latest")).contains(D1);
    assertThat(releases.newest("shop", "latest")).contains(D2);
    assertThat(releases.held()).containsExactly(published("shop", D2));

    assertThat(releases.release(published("shop", D2), NOON)).isTrue();
    assertThat(releases.release(published("shop", D2), NOON)).isFalse();
    assertThat(releases.resolve("shop", "latest")).contains(D2);
    assertThat(releases.tags("shop")).containsExactly("latest");
    assertThat(releases.held()).isEmpty();
  }

  @Test
  void theSameBytesByAnotherChangeAreReleasedOnceMore() {
    var first = published("shop", D1);
    var again =
        new Trigger(
            first.type(),
            first.fields(),
            first.subject(),
            C2,
            first.artifact(),
            Optional.of(C2),
            first.event(),
            NOON);

    assertThat(storage.releases().release(first, NOON)).isTrue();
    assertThat(storage.releases().release(again, NOON.plusSeconds(5))).isTrue();
    assertThat(storage.releases().release(again, NOON.plusSeconds(6))).isFalse();
    assertThat(storage.releases().artifact("shop", D1).orElseThrow().since()).isEqualTo(NOON);
  }

  @Test
  void whatOnlyHeldManifestsReachIsHeld() {
    var releases = storage.releases();
    var layer = "sha256:" + "1".repeat(64);
    var shared = "sha256:" + "2".repeat(64);
    releases.pushed(new Manifest("shop", D2, "manifest", 1, List.of(layer, shared)), NOON);
    releases.pushed(new Manifest("shop", D1, "index", 1, List.of(D2)), NOON);
    releases.pushed(new Manifest("shop", D3, "manifest", 1, List.of(shared)), NOON);

    assertThat(releases.access("shop", layer)).isEqualTo(Access.HELD);
    releases.release(published("shop", D3), NOON);
    assertThat(releases.access("shop", shared)).isEqualTo(Access.RELEASED);
    assertThat(releases.access("shop", layer)).isEqualTo(Access.HELD);
    releases.hold(published("shop", D1), "waits", NOON);
    assertThat(releases.holder("shop", layer).orElseThrow().reason()).isEqualTo("waits");

    releases.release(published("shop", D1), NOON);
    assertThat(releases.access("shop", layer)).isEqualTo(Access.RELEASED);
    assertThat(releases.access("shop", D2)).isEqualTo(Access.RELEASED);
    assertThat(releases.access("other", layer)).isEqualTo(Access.UNNAMED);
    assertThat(releases.manifest("shop", D2).orElseThrow().parts()).containsExactly(layer, shared);
  }

  @Test
  void aReleaseInOneRepositoryIsNoneInAnother() {
    storage.releases().pushed(new Manifest("scratch", D1, "m", 1, List.of()), NOON);
    storage.releases().pushed(new Manifest("shop", D1, "m", 1, List.of()), NOON);
    storage.releases().release(published("scratch", D1), NOON);

    assertThat(storage.releases().access("scratch", D1)).isEqualTo(Access.RELEASED);
    assertThat(storage.releases().access("shop", D1)).isEqualTo(Access.HELD);
  }

  @Test
  void aLaterHoldShutsNothingThatIsReleased() {
    storage.releases().release(published("shop", D1), NOON);
    storage.releases().hold(published("shop", D1), "a finding", NOON);

    assertThat(storage.releases().artifact("shop", D1).orElseThrow().released()).isTrue();
  }

  @Test
  void verdictsAreKeptPerRunAndArtifact() {
    var passed = new Verdict("security", "scan", D1, 14, true, "");
    var failed = new Verdict("security", "scan", D1, 21, false, "1 critical");
    storage.releases().verdict(failed, "{\"findings\":[]}", NOON);
    storage.releases().verdict(passed, "{}", NOON);

    assertThat(storage.releases().verdicts(D1)).containsExactly(passed, failed);
    assertThat(storage.releases().verdictJson(21, D1)).contains("{\"findings\":[]}");
    assertThat(storage.releases().verdicts(D2)).isEmpty();
  }

  @Test
  void whatIsDesiredHasAVersionThatGrowsWithEachChange() {
    var environments = storage.environments();
    var desired =
        new Environments.Desired("production", "shop", Optional.of(D1), "shop@" + D1, C1, NOON);

    assertThat(environments.version()).isZero();
    assertThat(environments.desire(desired)).isTrue();
    assertThat(environments.desire(desired)).isFalse();
    assertThat(environments.version()).isEqualTo(1);
    var nothing = new Environments.Desired("production", "shop", Optional.empty(), "", C2, NOON);
    assertThat(environments.desire(nothing)).isTrue();
    assertThat(environments.version()).isEqualTo(2);
    assertThat(environments.desired()).containsExactly(nothing);
  }

  @Test
  void aReportCountsOnceAndWhatIsHealthyIsLive() {
    var environments = storage.environments();
    assertThat(environments.report("1", actual("starting", NOON))).isTrue();
    assertThat(live()).isEmpty();
    assertThat(environments.report("2", actual("healthy", NOON.plusSeconds(5)))).isTrue();
    assertThat(environments.report("3", actual("healthy", NOON.plusSeconds(9)))).isTrue();
    assertThat(environments.report("2", actual("failed", NOON.plusSeconds(9)))).isFalse();

    var now = environments.actual("production", "shop").orElseThrow();
    assertThat(now.state()).isEqualTo("healthy");
    assertThat(now.since()).isEqualTo(NOON.plusSeconds(5));
    assertThat(now.asOf()).isEqualTo(NOON.plusSeconds(9));
    assertThat(live()).extracting(Trigger::subject).containsExactly("production/shop/" + D1);
  }

  @Test
  void whatWasHealthyAtAServiceOnceRanThereBefore() {
    assertThat(storage.environments().ranBefore("production", "shop", D1)).isFalse();
    storage.environments().report("one", actual("starting", NOON));
    assertThat(storage.environments().ranBefore("production", "shop", D1)).isFalse();
    storage.environments().report("two", actual("healthy", NOON));
    assertThat(storage.environments().ranBefore("production", "shop", D1)).isTrue();
    assertThat(storage.environments().actual("production", "shop").orElseThrow().process()).contains(4711L);
  }

  private List<Trigger> live() {
    return storage.dispatching().state((_, _) -> new State.Folder.Absent()).live();
  }

  private static Environments.Actual actual(String state, Instant time) {
    return new Environments.Actual(
        "production",
        "shop",
        state,
        Optional.of(D1),
        "shop",
        C1,
        "http://127.0.0.1:9000",
        1,
        Optional.of(4711L),
        "",
        time,
        time);
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
