// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import static dev.cairn.journeys.Shop.COMMIT;
import static dev.cairn.journeys.Shop.COMMIT_2;
import static dev.cairn.journeys.Shop.DEPLOYED;
import static dev.cairn.journeys.Shop.GATE;
import static dev.cairn.journeys.Shop.IMAGE;
import static dev.cairn.journeys.Shop.RUN;
import static dev.cairn.journeys.Shop.SCAN;
import static dev.cairn.journeys.Shop.built;
import static dev.cairn.journeys.Shop.journeyOf;
import static dev.cairn.journeys.Shop.live;
import static dev.cairn.journeys.Shop.replaced;
import static dev.cairn.journeys.Shop.scanned;
import static dev.cairn.journeys.Shop.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a colleague would say.
final class SentenceTest {
  private static final Identity FINDING = Identity.run("cairn/finding/CAIRN-DEMO-2/1");

  @Test
  void aRunningBuildIsSaidToBuild() {
    Story story =
        new Story()
            .says(NodeKind.COMMIT, COMMIT, "title=Retry the payment")
            .says(NodeKind.RUN, RUN, "title=ship", "status=running")
            .says(EdgeKind.RUNS, COMMIT, RUN)
            .event();

    Journey journey = journeyOf(story, COMMIT);

    assertThat(journey.title()).isEqualTo("Retry the payment");
    assertThat(journey.status()).isEqualTo(Status.RUNNING);
    assertThat(journey.summary().text()).isEqualTo("Building: ship.");
    assertThat(journey.summary().since()).contains(Story.START.plusSeconds(60));
  }

  @Test
  void aFailedBuildSaysWhatFailed() {
    Story story =
        new Story()
            .says(NodeKind.COMMIT, COMMIT)
            .says(
                NodeKind.RUN,
                RUN,
                "title=test",
                "status=failed",
                "reason=ShopTest.greets expected Hello")
            .says(EdgeKind.RUNS, COMMIT, RUN)
            .event();

    assertThat(text(story, COMMIT))
        .isEqualTo("Build failed: test: ShopTest.greets expected Hello.");
  }

  @Test
  void aHeldArtifactSaysWhichGateHoldsItAndWhy() {
    String why = "the scan found 1 critical, CVE-2026-31337 in libxml2 2.9.14";
    Story story =
        scanned(built(), "failed", "1 critical")
            .says(NodeKind.GATE, GATE, "title=release", "status=held", "reason=" + why)
            .says(EdgeKind.APPROVED_BY, IMAGE, GATE)
            .says(EdgeKind.REPORTED_BY, SCAN, GATE)
            .event();

    Journey journey = journeyOf(story, COMMIT);

    assertThat(journey.status()).isEqualTo(Status.HELD);
    assertThat(journey.summary().text()).isEqualTo("Held at gate release: " + why + ".");
    assertThat(journey.summary().next()).isEqualTo("A passing scan opens it.");
    assertThat(Route.of(journey))
        .containsExactly(
            new Route.Stop("change", Status.PASSED),
            new Route.Stop("build", Status.PASSED),
            new Route.Stop("artifact", Status.PASSED),
            new Route.Stop("checks", Status.FAILED),
            new Route.Stop("gate", Status.HELD));
  }

  @Test
  void whatWaitsForARunningScanIsBeingCheckedAndNotHeld() {
    Story story =
        scanned(built(), "running", "")
            .says(
                NodeKind.GATE,
                GATE,
                "title=release",
                "status=held",
                "reason=scan has not said anything yet (security)")
            .says(EdgeKind.APPROVED_BY, IMAGE, GATE)
            .event();

    Journey journey = journeyOf(story, COMMIT);

    assertThat(journey.status()).isEqualTo(Status.RUNNING);
    assertThat(journey.summary().text()).isEqualTo("Checking: scan.");
    assertThat(journey.nodes().getLast().status()).isEqualTo(Status.HELD);
  }

  @Test
  void whatWaitsForAVerdictThatNobodyIsAboutToGiveIsHeld() {
    Story story =
        built()
            .says(NodeKind.GATE, GATE, "title=release", "status=held", "reason=no scan yet")
            .says(EdgeKind.APPROVED_BY, IMAGE, GATE)
            .event();

    assertThat(text(story, COMMIT)).isEqualTo("Held at gate release: no scan yet.");
  }

  @Test
  void whatWouldMendAHeldArtifactIsSaidAsWhatToDo() {
    String why = "the scan found 2 critical, CVE-2026-31337 in libxml2 2.9.14";
    Story story =
        scanned(built(), "failed", "2 critical")
            .says(
                NodeKind.GATE,
                GATE,
                "title=release",
                "status=held",
                "reason=" + why + ", fixed in 2.9.15")
            .says(EdgeKind.APPROVED_BY, IMAGE, GATE)
            .event();

    Journey journey = journeyOf(story, COMMIT);

    assertThat(journey.summary().text()).isEqualTo("Held at gate release: " + why + ".");
    assertThat(journey.summary().next()).isEqualTo("Fixed in 2.9.15. A passing scan opens it.");
  }

  @Test
  void ofSeveralFindingsTheFixOfTheFirstIsNotSaidToMendAll() {
    String why = "the scan found 2 critical, first CVE-2026-31337 in libxml2 2.9.14";
    Story story =
        scanned(built(), "failed", "2 critical")
            .says(
                NodeKind.GATE,
                GATE,
                "title=release",
                "status=held",
                "reason=" + why + ", fixed in 2.9.15")
            .says(EdgeKind.APPROVED_BY, IMAGE, GATE)
            .event();

    Journey journey = journeyOf(story, COMMIT);

    assertThat(journey.summary().text()).isEqualTo("Held at gate release: " + why + ".");
    assertThat(journey.summary().next())
        .isEqualTo("The first is fixed in 2.9.15. A passing scan opens it.");
  }

  @Test
  void aJourneyIsCalledByItsSubjectLineAlone() {
    String digits = COMMIT.value().substring("commit:".length(), "commit:".length() + 7);
    Story story =
        new Story().says(NodeKind.COMMIT, COMMIT, "title=Retry the payment " + digits).event();

    Journey journey = journeyOf(story, COMMIT);

    assertThat(journey.title()).isEqualTo("Retry the payment");
    assertThat(journey.nodes().getFirst().title()).isEqualTo("Retry the payment " + digits);
  }

  @Test
  void anImageThatIsOnlyKnownByItsPackageUrlIsCalledByItsNameAndAFewDigits() {
    String hex = "9b1c42" + "0".repeat(58);
    Story story =
        new Story()
            .says(NodeKind.COMMIT, COMMIT, "title=Retry the payment")
            .says(NodeKind.ARTIFACT, new Identity("pkg:oci/shop@sha256:" + hex))
            .says(EdgeKind.BUILT_FROM, COMMIT, new Identity("pkg:oci/shop@sha256:" + hex))
            .event();

    assertThat(text(story, COMMIT)).isEqualTo("Built shop@9b1c42; not deployed.");
  }

  /// A later look found something in it.
  private static Story rescanned(Story story, String... more) {
    Identity rescan = Identity.run("cairn/r-9");
    String[] attributes =
        Stream.concat(Stream.of("title=rescan", "status=failed"), Stream.of(more))
            .toArray(String[]::new);
    return story
        .says(NodeKind.VERDICT, rescan, attributes)
        .says(EdgeKind.SCANNED_BY, IMAGE, rescan)
        .says(NodeKind.FINDING, FINDING, "title=CAIRN-DEMO-2 in demo-lib 1.0")
        .says(EdgeKind.SCANNED_BY, IMAGE, FINDING);
  }

  @Test
  void aLaterFindingFlagsWhatIsLiveThoughTheRescanFailed() {
    Story story = rescanned(live()).event();

    Journey journey = journeyOf(story, COMMIT);

    assertThat(journey.status()).isEqualTo(Status.FLAGGED);
    assertThat(journey.summary().text())
        .isEqualTo("Live in production; flagged: CAIRN-DEMO-2 in demo-lib 1.0.");
    assertThat(story.journeys().live().getFirst().status()).isEqualTo(Status.FLAGGED);
  }

  @Test
  void aFindingThatIsClosedFlagsNothing() {
    Story story =
        live()
            .says(NodeKind.FINDING, FINDING, "title=CAIRN-DEMO-2", "status=flagged")
            .says(EdgeKind.SCANNED_BY, IMAGE, FINDING)
            .event()
            .says(NodeKind.FINDING, FINDING, "title=CAIRN-DEMO-2", "status=passed")
            .event();

    assertThat(journeyOf(story, COMMIT).status()).isEqualTo(Status.LIVE);
    assertThat(text(story, COMMIT)).isEqualTo("Live in production, healthy.");
  }

  @Test
  void whatIsLiveAndFlaggedIsNotHeldBecauseItWasPushedOnceMore() {
    Story story =
        rescanned(live())
            .says(NodeKind.GATE, GATE, "title=release", "status=held")
            .says(EdgeKind.APPROVED_BY, IMAGE, GATE)
            .event();

    assertThat(journeyOf(story, COMMIT).status()).isEqualTo(Status.FLAGGED);
    assertThat(text(story, COMMIT))
        .isEqualTo("Live in production; flagged: CAIRN-DEMO-2 in demo-lib 1.0.");
  }

  @Test
  void aFlaggedArtifactThatSomethingElseHasReplacedNeedsNobody() {
    Story story = rescanned(replaced(), "fact.environment=production").event();

    Journey journey = journeyOf(story, COMMIT);

    assertThat(journey.status()).isEqualTo(Status.SUPERSEDED);
    assertThat(journey.summary().text()).startsWith("Replaced in production");
  }

  @Test
  void repairedDriftIsCounted() {
    Story story = live();
    for (String status : List.of("drifted", "repaired", "drifted", "repaired")) {
      story
          .says(
              NodeKind.DEPLOYMENT,
              DEPLOYED,
              "status=" + status,
              "environment=production",
              "service=shop")
          .event();
    }

    assertThat(journeyOf(story, COMMIT).status()).isEqualTo(Status.REPAIRED);
    assertThat(text(story, COMMIT))
        .isEqualTo("Live in production: healthy, drift was repaired twice.");
  }

  @Test
  void whatWasReplacedSaysByWhat() {
    Story story = replaced();

    assertThat(journeyOf(story, COMMIT).status()).isEqualTo(Status.SUPERSEDED);
    assertThat(text(story, COMMIT)).isEqualTo("Replaced in production by shop@2.");
    assertThat(text(story, COMMIT_2)).isEqualTo("Live in production, healthy.");
  }

  @Test
  void aRetryMakesAFailureGood() {
    Story story =
        built()
            .says(NodeKind.RUN, Identity.run("ci/7"), "title=CI #7", "status=failed")
            .says(EdgeKind.RUNS, COMMIT, Identity.run("ci/7"))
            .event()
            .says(NodeKind.RUN, Identity.run("ci/8"), "title=CI #8", "status=passed")
            .says(EdgeKind.RUNS, COMMIT, Identity.run("ci/8"))
            .event();

    assertThat(text(story, COMMIT)).isEqualTo("Built shop@73686f; not deployed.");
  }

  @Test
  void aGuessIsShownAndCountsForNothing() {
    Identity guessed = Identity.run("jenkins/88");
    Story story =
        live()
            .says(NodeKind.TEST, guessed, "title=e2e", "status=failed")
            .says(EdgeKind.TESTED_BY, IMAGE, guessed, Strength.GUESSED)
            .event();

    Journey journey = journeyOf(story, COMMIT);

    assertThat(journey.status()).isEqualTo(Status.LIVE);
    assertThat(journey.nodes()).extracting(Journey.Node::title).contains("e2e");
    assertThat(journey.edges())
        .filteredOn(edge -> edge.strength() == Strength.GUESSED)
        .allMatch(edge -> !edge.carries());
    assertThat(story.journeys().of(guessed))
        .extracting(Journey::id)
        .containsExactly(JourneyId.of(guessed), JourneyId.of(COMMIT));
  }

  @Test
  void aBundleThatWasLoadedIsSaidToBe() {
    Story story =
        new Story()
            .says(NodeKind.COMMIT, COMMIT, "title=Promote what is released")
            .says(NodeKind.RUN, RUN, "title=load platform", "status=passed", "fact.bundle=platform")
            .says(EdgeKind.RUNS, COMMIT, RUN)
            .event();

    assertThat(text(story, COMMIT)).isEqualTo("The bundle platform was loaded.");
  }

  @Test
  void besideATaskThatPassedTheLoadedBundleIsNotSpokenOf() {
    Identity load = Identity.run("cairn/r-9");
    Story story =
        new Story()
            .says(NodeKind.COMMIT, COMMIT)
            .says(NodeKind.RUN, load, "title=load shop", "status=passed", "fact.bundle=shop")
            .says(NodeKind.RUN, RUN, "title=check", "status=passed", "fact.bundle=shop")
            .says(EdgeKind.RUNS, COMMIT, load)
            .says(EdgeKind.RUNS, COMMIT, RUN)
            .event();

    assertThat(text(story, COMMIT)).isEqualTo("Passed: check; nothing was published.");
  }

  @Test
  void aConfigCommitThatDeployedNothingSaysSo() {
    Story story = new Story().says(NodeKind.CONFIG_COMMIT, COMMIT, "title=What should run").event();

    assertThat(text(story, COMMIT)).isEqualTo("Pushed; nothing was deployed by it.");
  }
}
