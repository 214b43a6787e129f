// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class JourneysTest {
  private static final Identity COMMIT = Story.commit("c1");
  private static final Identity RUN = Identity.run("cairn/r-1");
  private static final Identity IMAGE = Story.digest("shop");
  private static final Identity SCAN = Identity.run("cairn/r-2");
  private static final Identity GATE = Identity.run("cairn/gate/release/1");
  private static final Identity CONFIG = Story.commit("k1");
  private static final Identity DEPLOYED = Identity.run("cairn/deployment/production/shop/1/k1");

  private static Story built() {
    return new Story()
        .says(
            NodeKind.COMMIT,
            COMMIT,
            "title=Retry the payment",
            "place=branch:https://forge/shop#main")
        .event()
        .says(NodeKind.RUN, RUN, "title=ship", "status=running", "run=r-1", "task=ship")
        .says(EdgeKind.RUNS, COMMIT, RUN)
        .event()
        .says(NodeKind.RUN, RUN, "status=passed")
        .says(NodeKind.ARTIFACT, IMAGE, "title=shop@73686f")
        .says(EdgeKind.BUILT_FROM, RUN, IMAGE)
        .says(EdgeKind.BUILT_FROM, COMMIT, IMAGE)
        .event();
  }

  private static Story scanned(Story story, String status, String reason) {
    return story
        .says(NodeKind.VERDICT, SCAN, "title=scan", "status=" + status, "reason=" + reason)
        .says(EdgeKind.SCANNED_BY, IMAGE, SCAN)
        .event();
  }

  private static Story released() {
    return scanned(built(), "passed", "0 critical")
        .says(NodeKind.GATE, GATE, "title=release", "status=passed")
        .says(EdgeKind.APPROVED_BY, IMAGE, GATE)
        .says(EdgeKind.REPORTED_BY, SCAN, GATE)
        .event();
  }

  private static Story live() {
    return deployed(released(), IMAGE, CONFIG, DEPLOYED);
  }

  private static Story deployed(Story story, Identity image, Identity config, Identity deployment) {
    return story
        .says(
            NodeKind.CONFIG_COMMIT,
            config,
            "title=production: shop",
            "environment=production",
            "service=shop")
        .says(EdgeKind.NAMES, image, config)
        .event()
        .says(
            NodeKind.DEPLOYMENT,
            deployment,
            "status=live",
            "environment=production",
            "service=shop")
        .says(EdgeKind.DEPLOYED_BY, image, deployment)
        .says(EdgeKind.DEPLOYED_BY, config, deployment)
        .event();
  }

  private static Journey of(Story story, Identity identity) {
    return story.journeys().of(identity).getFirst();
  }

  private static String text(Story story, Identity identity) {
    return of(story, identity).summary().text();
  }

  @Test
  void aRunningBuildIsSaidToBuild() {
    Story story =
        new Story()
            .says(NodeKind.COMMIT, COMMIT, "title=Retry the payment")
            .says(NodeKind.RUN, RUN, "title=ship", "status=running")
            .says(EdgeKind.RUNS, COMMIT, RUN)
            .event();

    Journey journey = of(story, COMMIT);

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

    Journey journey = of(story, COMMIT);

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
  void whatIsLiveIsFoundFromEitherEnd() {
    Story story = live();

    assertThat(text(story, COMMIT)).isEqualTo("Live in production, healthy.");
    assertThat(of(story, IMAGE).id()).isEqualTo(JourneyId.of(COMMIT));
    assertThat(of(story, DEPLOYED).id()).isEqualTo(JourneyId.of(COMMIT));
    assertThat(of(story, COMMIT).contains()).containsExactly(JourneyId.of(CONFIG));
    assertThat(of(story, CONFIG).partOf()).containsExactly(JourneyId.of(COMMIT));
    assertThat(story.journeys().list(Query.newest(10)).journeys())
        .extracting(Journey::id)
        .containsExactly(JourneyId.of(COMMIT));
    assertThat(story.journeys().journey(JourneyId.of(COMMIT))).contains(of(story, COMMIT));
    assertThat(story.journeys().journey(JourneyId.of(IMAGE))).isEmpty();
  }

  @Test
  void aLaterFindingFlagsWhatIsLiveThoughTheRescanFailed() {
    Identity rescan = Identity.run("cairn/r-9");
    Identity finding = Identity.run("cairn/finding/CAIRN-DEMO-2/1");
    Story story =
        live()
            .says(NodeKind.VERDICT, rescan, "title=rescan", "status=failed")
            .says(EdgeKind.SCANNED_BY, IMAGE, rescan)
            .says(NodeKind.FINDING, finding, "title=CAIRN-DEMO-2 in demo-lib 1.0")
            .says(EdgeKind.SCANNED_BY, IMAGE, finding)
            .event();

    Journey journey = of(story, COMMIT);

    assertThat(journey.status()).isEqualTo(Status.FLAGGED);
    assertThat(journey.summary().text())
        .isEqualTo("Live in production; flagged: CAIRN-DEMO-2 in demo-lib 1.0.");
    assertThat(story.journeys().live().getFirst().status()).isEqualTo(Status.FLAGGED);
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

    assertThat(of(story, COMMIT).status()).isEqualTo(Status.REPAIRED);
    assertThat(text(story, COMMIT))
        .isEqualTo("Live in production, healthy; drift was repaired twice.");
  }

  private static final Identity COMMIT_2 = Story.commit("c2");
  private static final Identity IMAGE_2 = Story.digest("shop2");
  private static final Identity CONFIG_2 = Story.commit("k2");
  private static final Identity DEPLOYED_2 = Identity.run("cairn/deployment/production/shop/2/k2");

  private static Story replaced() {
    return deployed(
        live()
            .says(NodeKind.COMMIT, COMMIT_2, "title=Round prices")
            .says(NodeKind.ARTIFACT, IMAGE_2, "title=shop@2")
            .says(EdgeKind.BUILT_FROM, COMMIT_2, IMAGE_2)
            .event(),
        IMAGE_2,
        CONFIG_2,
        DEPLOYED_2);
  }

  @Test
  void whatWasReplacedSaysByWhat() {
    Story story = replaced();

    assertThat(of(story, COMMIT).status()).isEqualTo(Status.SUPERSEDED);
    assertThat(text(story, COMMIT)).isEqualTo("Replaced in production by shop@2.");
    assertThat(text(story, COMMIT_2)).isEqualTo("Live in production, healthy.");
  }

  @Test
  void aRollbackHasAJourneyOfItsOwnAndShowsInTheOldArtifactsToo() {
    Identity config = Story.commit("k3");
    Identity deployment = Identity.run("cairn/deployment/production/shop/1/k3");
    Story story = deployed(replaced(), IMAGE, config, deployment);

    Journey rollback = of(story, config);

    assertThat(text(story, COMMIT_2)).isEqualTo("Rolled back in production to shop@73686f.");
    assertThat(text(story, COMMIT)).isEqualTo("Live in production, healthy.");
    assertThat(rollback.summary().text()).isEqualTo("Live in production, healthy.");
    assertThat(rollback.partOf()).isEmpty();
    assertThat(rollback.nodes())
        .extracting(Journey.Node::status)
        .containsExactly(Status.PASSED, Status.ELSEWHERE, Status.LIVE);
    assertThat(story.journeys().list(Query.newest(10)).journeys())
        .extracting(Journey::id)
        .containsExactlyInAnyOrder(
            JourneyId.of(COMMIT), JourneyId.of(COMMIT_2), JourneyId.of(config));
  }

  @Test
  void aGuessIsShownAndCountsForNothing() {
    Identity guessed = Identity.run("jenkins/88");
    Story story =
        live()
            .says(NodeKind.TEST, guessed, "title=e2e", "status=failed")
            .says(EdgeKind.TESTED_BY, IMAGE, guessed, Strength.GUESSED)
            .event();

    Journey journey = of(story, COMMIT);

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
  void attemptsAreOneCardWhoseStateIsThatOfTheLast() {
    Story story =
        new Story()
            .says(NodeKind.COMMIT, COMMIT)
            .says(NodeKind.RUN, RUN, "attempt=2", "status=passed", "run=r-2")
            .says(EdgeKind.RUNS, COMMIT, RUN)
            .event()
            .says(NodeKind.RUN, RUN, "attempt=1", "status=failed", "run=r-1", "reason=runner lost")
            .event();

    Journey.Node run = of(story, COMMIT).nodes().getLast();

    assertThat(run.status()).isEqualTo(Status.PASSED);
    assertThat(run.reason()).isEmpty();
    assertThat(run.attempts())
        .containsExactly(
            new Journey.Attempt("r-1", Status.FAILED), new Journey.Attempt("r-2", Status.PASSED));
  }

  @Test
  void expectedStepsHoldTheirPlacesUntilTheyHappen() {
    Foresight foresight =
        _ ->
            List.of(
                step("scan", NodeKind.VERDICT, "checks", IMAGE.value()),
                step("promote", NodeKind.CONFIG_COMMIT, "desired", "scan"));
    Journeys before = new Journeys(built().graph(), List.of(), foresight);
    Journeys after = new Journeys(scanned(built(), "passed", "").graph(), List.of(), foresight);

    Journey waiting = before.of(COMMIT).getFirst();

    assertThat(waiting.nodes())
        .extracting(Journey.Node::title)
        .containsExactly("Retry the payment", "ship", "shop@73686f", "scan", "promote");
    assertThat(waiting.status()).isEqualTo(Status.WAITING);
    assertThat(waiting.summary().next()).isEqualTo("Next: scan, after it.");
    assertThat(after.of(COMMIT).getFirst().nodes())
        .extracting(Journey.Node::title)
        .containsExactly("Retry the payment", "ship", "shop@73686f", "scan", "promote");
    assertThat(after.of(COMMIT).getFirst().summary().next()).isEqualTo("Next: promote, after it.");
  }

  private static Expectation step(String name, NodeKind kind, String stage, String after) {
    return new Expectation(
        name,
        kind,
        stage,
        name,
        List.of(after),
        Optional.of(name),
        Optional.of("security"),
        Status.EXPECTED,
        Optional.of("after it"),
        OptionalLong.of(9),
        Optional.empty());
  }

  @Test
  void oneVersionPublishedTwiceJoinsNothing() {
    Identity version = new Identity("pkg:maven/acme/lib@1.0");
    Story story =
        new Story()
            .names(NodeKind.ARTIFACT, Set.of(version, IMAGE))
            .names(NodeKind.ARTIFACT, Set.of(version, IMAGE_2))
            .says(EdgeKind.BUILT_FROM, COMMIT, IMAGE)
            .says(EdgeKind.BUILT_FROM, COMMIT_2, IMAGE_2)
            .event();

    assertThat(story.journeys().ids(IMAGE)).containsExactly(JourneyId.of(COMMIT));
    assertThat(story.journeys().ids(IMAGE_2)).containsExactly(JourneyId.of(COMMIT_2));
    assertThat(of(story, version).nodes().getFirst().facts()).containsKey("demoted");
  }

  @Test
  void aUrlThatSomebodyMentionsIsNoRunUntilSomethingSaysSo() {
    Identity mentioned = Identity.run("https://example/wiki");
    Story story = built().says(EdgeKind.RUNS, COMMIT, mentioned).event();

    assertThat(story.journeys().of(mentioned)).isEmpty();
    assertThat(of(story, COMMIT).nodes()).hasSize(3);
  }

  @Test
  void thingsThatOnlyCarryOneAnotherHaveOneRoot() {
    Identity one = Identity.run("ci/1");
    Identity two = Identity.run("ci/2");
    Story story =
        new Story()
            .says(NodeKind.RUN, one)
            .says(NodeKind.RUN, two)
            .says(EdgeKind.PART_OF, one, two)
            .says(EdgeKind.PART_OF, two, one)
            .event();

    assertThat(story.journeys().ids(one)).containsExactly(JourneyId.of(one));
    assertThat(story.journeys().ids(two)).containsExactly(JourneyId.of(one));
    assertThat(story.journeys().list(Query.newest(5)).journeys()).hasSize(1);
  }

  @Test
  void whatIsUnknownIsNoJourney() {
    assertThat(built().journeys().of(Story.commit("other"))).isEmpty();
    assertThat(built().journeys().journey("no id")).isEmpty();
    assertThat(new Story().journeys().list(Query.newest(5)).journeys()).isEmpty();
  }

  @Test
  void theListPagesNewestFirst() {
    Story story = new Story();
    for (int i = 0; i < 7; i++) {
      story.says(NodeKind.COMMIT, Story.commit("c" + i), "title=change " + i).event();
    }
    Journeys journeys = story.journeys();

    Query.Page first = journeys.list(Query.newest(3));
    Query.Page second =
        journeys.list(
            new Query(
                Optional.empty(), Optional.empty(), Optional.empty(), false, first.next(), 9));

    assertThat(first.journeys())
        .extracting(Journey::title)
        .containsExactly("change 6", "change 5", "change 4");
    assertThat(second.journeys())
        .extracting(Journey::title)
        .containsExactly("change 3", "change 2", "change 1", "change 0");
    assertThat(second.next()).isEmpty();
  }
}
