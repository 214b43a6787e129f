// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import static dev.cairn.dispatch.Samples.ADVISORIES;
import static dev.cairn.dispatch.Samples.C1;
import static dev.cairn.dispatch.Samples.C2;
import static dev.cairn.dispatch.Samples.C3;
import static dev.cairn.dispatch.Samples.D1;
import static dev.cairn.dispatch.Samples.D2;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DispatchTest {
  private final Dispatch dispatch = new Dispatch();
  private final Known known = new Known();

  private List<String> started(List<Decision> decisions) {
    return decisions.stream()
        .filter(Decision.Start.class::isInstance)
        .map(decision -> ((Decision.Start) decision).run().key().value())
        .toList();
  }

  private List<Decision> happens(Trigger trigger) {
    return known.happens(dispatch, trigger);
  }

  @Test
  void aChangeStartsTheTasksOfItsOwnRepositoryAtItsCommit() {
    known.folders.put("shop@" + C2, "k1");

    var decisions = happens(Samples.merged(C2, "main"));

    assertThat(started(decisions)).containsExactly("shop/ship@commit:" + C2);
    assertThat(known.run(1).wanted().version().commit()).isEqualTo(C2);
    assertThat(known.run(1).wanted().change()).isEqualTo(Optional.of(C2));
  }

  @Test
  void aConditionThatIsNotMetRefusesWithItsClause() {
    known.folders.put("shop@" + C2, "k1");

    assertThat(happens(Samples.merged(C2, "feature")))
        .containsExactly(
            new Decision.Refused(
                "shop", "ship", "Delivery.java:26", "commit:" + C2, "branch == 'main'"));
  }

  @Test
  void theSameEventAgainStartsNothing() {
    known.folders.put("shop@" + C1, "k1");
    happens(Samples.merged(C1, "main"));

    assertThat(happens(Samples.merged(C1, "main")))
        .contains(new Decision.Already(new RunKey("shop", "ship", "commit:" + C1, "")));
    assertThat(known.runs).hasSize(1);
  }

  @Test
  void aChangeOfAnotherRepositoryStartsOnlyWhoAsksForRepositories() {
    var watcher =
        TaskTable.parse(
            """
            {"bundle":"Watch","tasks":[{"name":"watch","kind":"task","parameters":[
              {"name":"change","type":"ChangeMerged","when":"repository == '/git/security.git'"}]}]}
            """);
    known.catalogue = known.catalogue.after(new Catalogue.Change.Loaded("platform", "k3", watcher));
    known.folders.put("security@" + C1, "k2");

    var decisions = happens(Samples.merged(Samples.SECURITY, C1, "main"));

    assertThat(started(decisions)).containsExactly("platform/watch@commit:" + C1);
  }

  @Test
  void anUnknownVersionIsLoadedFirstAndTheChangeWaitsForIt() {
    known.folders.put("shop@" + C2, "k9");

    var decisions = happens(Samples.merged(C2, "main"));

    assertThat(started(decisions)).containsExactly("shop/load@k9");
    known.carryOut(new Decision.Learn(new Catalogue.Change.Loaded("shop", "k9", Samples.DELIVERY)));
    assertThat(started(dispatch.loaded("shop", "k9", known)))
        .containsExactly("shop/ship@commit:" + C2);
  }

  @Test
  void aVersionThatDoesNotLoadIsSaidAndTheOldOneStaysActive() {
    known.folders.put("shop@" + C2, "k9");
    happens(Samples.merged(C2, "main"));
    known.carryOut(
        new Decision.Learn(
            new Catalogue.Change.Refused("shop", "k9", "';' expected", "Delivery.java:7")));

    assertThat(dispatch.loaded("shop", "k9", known))
        .containsExactly(
            new Decision.Refused(
                "shop",
                "",
                "Delivery.java:7",
                "commit:" + C2,
                "the bundle does not load: ';' expected"));
    var active = known.catalogue.entry("shop").orElseThrow().active().orElseThrow();
    assertThat(active.version().key()).isEqualTo("k1");
  }

  @Test
  void aLaterChangeThatKeepsABrokenBundleIsToldSoByALoadOfItsOwn() {
    known.folders.put("shop@" + C2, "k9");
    happens(Samples.merged(C2, "main"));
    known.carryOut(
        new Decision.Learn(
            new Catalogue.Change.Refused("shop", "k9", "';' expected", "Delivery.java:7")));
    dispatch.loaded("shop", "k9", known);
    known.folders.put("shop@" + C3, "k9");

    assertThat(started(happens(Samples.merged(C3, "main")))).containsExactly("shop/load@k9#" + C3);
  }

  @Test
  void aBranchsVersionNeverBecomesActive() {
    known.folders.put("shop@" + C2, "k9");
    happens(Samples.merged(C2, "feature"));
    known.carryOut(new Decision.Learn(new Catalogue.Change.Loaded("shop", "k9", Samples.ROLLOUT)));

    var active = known.catalogue.entry("shop").orElseThrow().active().orElseThrow();
    assertThat(active.version().key()).isEqualTo("k1");
  }

  @Test
  void aLateDeliveryOfAnOlderHeadDoesNotTurnTheBundleBack() {
    known.folders.put("shop@" + C2, "k9");
    known.after.put(C2, List.of(C1));

    happens(Samples.merged(C2, "main"));
    known.carryOut(new Decision.Learn(new Catalogue.Change.Loaded("shop", "k9", Samples.ROLLOUT)));

    var active = known.catalogue.entry("shop").orElseThrow().active().orElseThrow();
    assertThat(active.version().key()).isEqualTo("k1");
  }

  @Test
  void aPublishedImageIsJudgedOnce() {
    var decisions = happens(Samples.published(D1));

    assertThat(started(decisions))
        .containsExactly("security/scan@" + D1 + "#" + ADVISORIES + "+k2");
    assertThat(known.run(1).wanted().advisories()).isEqualTo(Optional.of(ADVISORIES));
    assertThat(started(happens(Samples.published(D1)))).isEmpty();
  }

  @Test
  void withoutAdvisoriesATaskThatNeedsThemSaysSo() {
    known.advisories = Optional.empty();

    assertThat(happens(Samples.published(D1)))
        .singleElement()
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            refused -> assertThat(refused.clause()).startsWith("advisories: none (expected: "));
  }

  @Test
  void newAdvisoriesLookAgainAtWhatIsLiveAndAtWhatIsHeld() {
    happens(Samples.live(D1));
    happens(Samples.published(D2));
    known.live.add(Samples.live(D1));
    known.held.add(Samples.published(D2));
    var newer = "sha256:" + "f".repeat(64);
    known.advisories = Optional.of(newer);

    assertThat(started(dispatch.advisoriesUpdated(known)))
        .containsExactly(
            "security/rescan@production/shop/" + D1 + "#" + newer,
            "security/scan@" + D2 + "#" + newer + "+k2");
  }

  @Test
  void advisoriesThatAreAgainWhatTheyWereAreLookedAtAgain() {
    known.live.add(Samples.live(D1));
    known.advisoriesSince = Optional.of(Samples.NOON);
    var first = started(dispatch.advisoriesUpdated(known));
    known.advisoriesSince = Optional.of(Samples.NOON.plusSeconds(60));

    assertThat(started(dispatch.advisoriesUpdated(known)))
        .containsExactly(
            "security/rescan@production/shop/" + D1 + "#" + ADVISORIES + "@2026-11-21T12:01:00Z")
        .doesNotContainAnyElementsOf(first);
  }

  @Test
  void aNewGateJudgesWhatIsHeld() {
    known.held.add(Samples.published(D1));
    known.carryOut(new Decision.Learn(new Catalogue.Change.HeadMoved("security", C3, "k5")));
    known.carryOut(
        new Decision.Learn(new Catalogue.Change.Loaded("security", "k5", Samples.JUDGE)));

    assertThat(started(dispatch.loaded("security", "k5", known)))
        .containsExactly("security/scan@" + D1 + "#" + ADVISORIES + "+k5");
  }

  @Test
  void theProbeOfAnotherEnvironmentIsRefused() {
    assertThat(started(happens(Samples.upgraded("production", D1))))
        .containsExactly("platform/smoke@production/shop/" + D1);
    assertThat(happens(Samples.upgraded("staging", D1)))
        .singleElement()
        .isInstanceOf(Decision.Refused.class);
  }

  @Test
  void aJoinStartsWhenItsEventsAreThereInAnyOrder() {
    var first = happens(Samples.tested(D1, "PASS"));
    assertThat(first)
        .containsExactly(
            new Decision.Waiting(
                "platform", "announce", "Rollout.java:30", D1, List.of("ArtifactReleased")));

    assertThat(started(happens(Samples.released(D1, C1))))
        .contains("platform/announce@" + D1 + "#" + C1);
    assertThat(known.runs.getLast().wanted().triggers())
        .extracting(Trigger::type)
        .containsExactly(Trigger.Type.ARTIFACT_RELEASED, Trigger.Type.TEST_SUITE_FINISHED);
  }

  @Test
  void aJoinIsOfOneArtifact() {
    happens(Samples.tested(D2, "PASS"));

    assertThat(started(happens(Samples.released(D1, C1))))
        .containsExactly("platform/promote@" + D1 + "#" + C1);
  }

  @Test
  void inALaneTheNewerChangeWinsWhateverComesFirst() {
    known.after.put(C1, List.of(C2));

    happens(Samples.released(D1, C1));
    var newer = happens(Samples.released(D2, C2));

    assertThat(newer).contains(new Decision.Supersede("r-1", "commit " + C2));
    assertThat(known.run(1).status()).isEqualTo(RunStatus.SUPERSEDED);
    assertThat(known.run(2).status()).isEqualTo(RunStatus.QUEUED);
  }

  @Test
  void anOlderChangeThatComesLateIsSuperseded() {
    known.after.put(C1, List.of(C2));
    happens(Samples.released(D2, C2));
    known.becomes(1, RunStatus.PASSED);

    happens(Samples.released(D1, C1));

    assertThat(known.run(2).status()).isEqualTo(RunStatus.SUPERSEDED);
    assertThat(known.run(2).reason()).isEqualTo("a newer one is before it: commit " + C2);
  }

  @Test
  void aRunningEffectIsNotSupersededTheNewerOneWaits() {
    known.after.put(C1, List.of(C2));
    happens(Samples.released(D1, C1));
    known.becomes(1, RunStatus.RUNNING);

    happens(Samples.released(D2, C2));

    assertThat(known.run(1).status()).isEqualTo(RunStatus.RUNNING);
    assertThat(known.run(2).status()).isEqualTo(RunStatus.QUEUED);
  }

  @Test
  void anImageThatComesBackByARevertIsPromotedAgain() {
    known.after.put(C1, List.of(C2, C3));
    known.after.put(C2, List.of(C3));
    happens(Samples.released(D1, C1));
    known.becomes(1, RunStatus.PASSED);
    happens(Samples.released(D2, C2));
    known.becomes(2, RunStatus.PASSED);

    assertThat(started(happens(Samples.released(D1, C3))))
        .containsExactly("platform/promote@" + D1 + "#" + C3);
  }

  @Test
  void aWantedRunIsTheSameAfterItWasWrittenAndRead() {
    happens(Samples.published(D1));
    var wanted = known.run(1).wanted();

    assertThat(Wanted.parse(wanted.json())).isEqualTo(wanted);
    assertThat(wanted.lease("r-1", 3).toString())
        .contains("\"run\":\"r-1\"", "\"fence\":3", "\"event\":{\"type\":\"ArtifactPublished\"")
        .contains("\"artifact\":{\"name\":\"shop\",\"digest\":\"" + D1 + "\"}")
        .doesNotContain("subject");
  }
}
