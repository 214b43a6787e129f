// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import static dev.cairn.journeys.Shop.COMMIT;
import static dev.cairn.journeys.Shop.COMMIT_2;
import static dev.cairn.journeys.Shop.CONFIG;
import static dev.cairn.journeys.Shop.DEPLOYED;
import static dev.cairn.journeys.Shop.IMAGE;
import static dev.cairn.journeys.Shop.IMAGE_2;
import static dev.cairn.journeys.Shop.RUN;
import static dev.cairn.journeys.Shop.built;
import static dev.cairn.journeys.Shop.deployed;
import static dev.cairn.journeys.Shop.journeyOf;
import static dev.cairn.journeys.Shop.live;
import static dev.cairn.journeys.Shop.replaced;
import static dev.cairn.journeys.Shop.scanned;
import static dev.cairn.journeys.Shop.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.PackageUrl;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class JourneysTest {
  @Test
  void whatIsLiveIsFoundFromEitherEnd() {
    Story story = live();

    assertThat(text(story, COMMIT)).isEqualTo("Live in production, healthy.");
    assertThat(journeyOf(story, IMAGE).id()).isEqualTo(JourneyId.of(COMMIT));
    assertThat(journeyOf(story, DEPLOYED).id()).isEqualTo(JourneyId.of(COMMIT));
    assertThat(journeyOf(story, COMMIT).contains()).containsExactly(JourneyId.of(CONFIG));
    assertThat(journeyOf(story, CONFIG).partOf()).containsExactly(JourneyId.of(COMMIT));
    assertThat(story.journeys().list(Query.newest(10)).journeys())
        .extracting(Journey::id)
        .containsExactly(JourneyId.of(COMMIT));
    assertThat(story.journeys().journey(JourneyId.of(COMMIT))).contains(journeyOf(story, COMMIT));
    assertThat(story.journeys().journey(JourneyId.of(IMAGE))).isEmpty();
  }

  @Test
  void anEventThatDoesNotSayWhenIsNotOf1970() {
    Story story = new Story().says(NodeKind.COMMIT, COMMIT, "status=waiting").event(Instant.EPOCH);

    assertThat(journeyOf(story, COMMIT).summary().since()).isEmpty();
    assertThat(journeyOf(story, COMMIT).started()).isEmpty();
  }

  @Test
  void aRollbackHasAJourneyOfItsOwnAndShowsInTheOldArtifactsToo() {
    Identity config = Story.commit("k3");
    Identity deployment = Identity.run("cairn/deployment/production/shop/1/k3");
    Story story = deployed(replaced(), IMAGE, config, deployment);

    Journey rollback = journeyOf(story, config);

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
  void attemptsAreOneCardWhoseStateIsThatOfTheLast() {
    Story story =
        new Story()
            .says(NodeKind.COMMIT, COMMIT)
            .says(NodeKind.RUN, RUN, "attempt=2", "status=passed", "run=r-2")
            .says(EdgeKind.RUNS, COMMIT, RUN)
            .event()
            .says(NodeKind.RUN, RUN, "attempt=1", "status=failed", "run=r-1", "reason=runner lost")
            .event();

    Journey.Node run = journeyOf(story, COMMIT).nodes().getLast();

    assertThat(run.status()).isEqualTo(Status.PASSED);
    assertThat(run.reason()).isEmpty();
    assertThat(run.attempts())
        .containsExactly(
            new Journey.Attempt("r-1", Status.FAILED), new Journey.Attempt("r-2", Status.PASSED));
  }

  @Test
  void anAttemptThatNobodyToldTheEndOfIsNotRunningOnceThereIsAnother() {
    Story story =
        new Story()
            .says(NodeKind.COMMIT, COMMIT)
            .says(NodeKind.RUN, RUN, "attempt=1", "status=running", "run=r-1")
            .says(EdgeKind.RUNS, COMMIT, RUN)
            .event()
            .says(NodeKind.RUN, RUN, "attempt=2", "status=running", "run=r-1")
            .event();

    assertThat(journeyOf(story, COMMIT).nodes().getLast().attempts())
        .containsExactly(
            new Journey.Attempt("r-1", Status.UNKNOWN), new Journey.Attempt("r-1", Status.RUNNING));
  }

  @Test
  void anArtifactThatNobodyGaveATitleIsCalledByItsPackageAndTheBeginningOfItsDigest() {
    Identity image = Story.digest("shop");
    String purl = PackageUrl.oci("registry.example/acme/shop", image.name()).canonical();
    Story story =
        new Story()
            .names(NodeKind.ARTIFACT, Set.of(image, Identity.of(purl).orElseThrow()))
            .event();

    assertThat(journeyOf(story, image).title()).isEqualTo("shop@73686f");
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

  @Test
  void aDeploymentToComeKnowsWhatRunsMeanwhileAndWhoseJourneyBroughtIt() {
    Foresight foresight =
        sofar ->
            List.of(
                step(
                    "shop",
                    NodeKind.DEPLOYMENT,
                    "environment:production",
                    sofar.nodes().getLast().identities().getFirst().value()));
    Story story =
        Shop.live()
            .says(NodeKind.COMMIT, Shop.COMMIT_2, "title=Round prices")
            .says(NodeKind.ARTIFACT, Shop.IMAGE_2, "title=shop@2")
            .says(EdgeKind.BUILT_FROM, Shop.COMMIT_2, Shop.IMAGE_2)
            .event();
    Journeys journeys = new Journeys(story.graph(), List.of("production"), foresight);

    assertThat(journeys.of(Shop.COMMIT_2).getFirst().summary().next())
        .isEqualTo("Next: shop in production, after it.");
    assertThat(journeys.of(Shop.COMMIT_2).getFirst().nodes().getLast().facts())
        .containsEntry("runs", "shop@73686f")
        .containsEntry("journey", journeys.of(COMMIT).getFirst().id());
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
  void ofTwoWordsTheLaterCountsWhicheverNameItWasSaidOf() {
    Identity version = new Identity("pkg:maven/acme/lib@1.0");
    Story story =
        new Story()
            .says(NodeKind.ARTIFACT, version, "title=first", "status=running")
            .event()
            .says(NodeKind.ARTIFACT, IMAGE, "title=second")
            .event()
            .says(NodeKind.ARTIFACT, version, "title=third")
            .names(NodeKind.ARTIFACT, Set.of(version, IMAGE))
            .event();

    Journey.Node artifact = journeyOf(story, IMAGE).nodes().getFirst();

    assertThat(artifact.title()).isEqualTo("third");
    assertThat(artifact.status()).isEqualTo(Status.RUNNING);
    assertThat(artifact.eventCount()).isEqualTo(3);
    assertThat(artifact.identities()).containsExactly(IMAGE, version);
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
    assertThat(journeyOf(story, version).nodes().getFirst().facts()).containsKey("demoted");
  }

  @Test
  void aUrlThatSomebodyMentionsIsNoRunUntilSomethingSaysSo() {
    Identity mentioned = Identity.run("https://example/wiki");
    Story story = built().says(EdgeKind.RUNS, COMMIT, mentioned).event();

    assertThat(story.journeys().of(mentioned)).isEmpty();
    assertThat(journeyOf(story, COMMIT).nodes()).hasSize(3);
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
    Query.Page second = journeys.list(new Query(Narrowing.NONE, false, first.next(), 9));

    assertThat(first.journeys())
        .extracting(Journey::title)
        .containsExactly("change 6", "change 5", "change 4");
    assertThat(second.journeys())
        .extracting(Journey::title)
        .containsExactly("change 3", "change 2", "change 1", "change 0");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void aJourneyIsFoundByTheBeginningOfItsIdAsItIsPrinted() {
    Story story = new Story();
    story.says(NodeKind.COMMIT, Story.commit("a"), "title=one").event();
    story.says(NodeKind.COMMIT, Story.commit("b"), "title=other").event();
    Journeys journeys = story.journeys();
    Journey wanted = journeys.list(Query.newest(1)).journeys().getFirst();

    Query.Page found =
        journeys.list(
            new Query(
                Narrowing.NONE.mentioning(Optional.of("j-" + wanted.id().substring(0, 6))),
                false,
                Optional.empty(),
                9));

    assertThat(found.journeys()).extracting(Journey::id).containsExactly(wanted.id());
  }
}
