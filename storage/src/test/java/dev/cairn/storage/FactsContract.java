// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import static dev.cairn.storage.Examples.C1;
import static dev.cairn.storage.Examples.C2;
import static dev.cairn.storage.Examples.D1;
import static dev.cairn.storage.Examples.D2;
import static dev.cairn.storage.Examples.D3;
import static dev.cairn.storage.Examples.NOON;
import static dev.cairn.storage.Examples.published;
import static dev.cairn.storage.Examples.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dispatch.Gate.Verdict;
import dev.cairn.dispatch.LifeCycle.Move;
import dev.cairn.dispatch.Run;
import dev.cairn.dispatch.RunStatus;
import dev.cairn.dispatch.State;
import dev.cairn.dispatch.Trigger;
import dev.cairn.events.Event;
import dev.cairn.events.EventId;
import dev.cairn.storage.Releases.Access;
import dev.cairn.storage.Releases.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What every storage must do with Cairn's own facts: runs, releases, verdicts, environments.
abstract class FactsContract extends StorageTested {
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
  void aPushByDigestIsPublishedOnceItsTimeHasComeAndNothingNamesIt() {
    var pushes = storage.digestPushes();
    pushes.add("shop", D1, said(D1), NOON);
    pushes.add("shop", D2, said(D2), NOON);
    pushes.add("shop", D3, said(D3), NOON.plusSeconds(2));
    pushes.named("shop", List.of(D2));
    assertThat(pushes.waits("shop", D1)).isTrue();
    assertThat(pushes.waits("shop", D2)).isFalse();
    assertThat(pushes.waits("other", D1)).isFalse();

    pushes.publish(NOON.plusSeconds(1));
    pushes.publish(NOON.plusSeconds(1));

    assertThat(storage.outbox().waiting(9))
        .extracting(Outbox.Entry::json)
        .containsExactly(said(D1).json());
    assertThat(pushes.waits("shop", D1)).isFalse();
    assertThat(pushes.waits("shop", D3)).isTrue();
  }

  @Test
  void aPushByDigestOfWhatIsNamedOrKnownIsNotPublishedAgain() {
    var releases = storage.releases();
    releases.tag("shop", "latest", D1);
    releases.pushed(new Manifest("shop", D1, "index", 1, List.of(D2)), NOON);
    releases.hold(published("shop", D3), "waits", NOON);
    for (var digest : List.of(D1, D2, D3)) {
      storage.digestPushes().add("shop", digest, said(digest), NOON);
      storage.digestPushes().add("other", digest, said(digest), NOON);
    }

    assertThat(List.of(D1, D2, D3))
        .noneMatch(digest -> storage.digestPushes().waits("shop", digest))
        .allMatch(digest -> storage.digestPushes().waits("other", digest));
  }

  private static Event said(String digest) {
    return new Event(
        new EventId("cairn", digest), "published", NOON, "{\"it\":\"" + digest + "\"}", List.of());
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
    assertThat(storage.environments().actual("production", "shop").orElseThrow().process())
        .contains(4711L);
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
}
