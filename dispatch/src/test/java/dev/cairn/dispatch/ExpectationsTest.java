// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import static dev.cairn.dispatch.Samples.C1;
import static dev.cairn.dispatch.Samples.C2;
import static dev.cairn.dispatch.Samples.D1;
import static dev.cairn.dispatch.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dispatch.Gate.Verdict;
import dev.cairn.dispatch.LifeCycle.Move;
import dev.cairn.events.EdgeKind;
import dev.cairn.events.Event;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import dev.cairn.events.Strength;
import dev.cairn.journeys.Joining;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Journeys;
import dev.cairn.journeys.MemoryGraph;
import dev.cairn.journeys.Receipt;
import dev.cairn.journeys.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// One change played from its push to production, by dispatch's decisions and Cairn's own events:
/// what is expected holds its place, and what happened stands in the change's own journey.
final class ExpectationsTest {
  private final Known known = new Known();
  private final Dispatch dispatch = new Dispatch();
  private final MemoryGraph graph = new MemoryGraph();
  private Optional<String> desired = Optional.empty();
  private final List<Knowledge.Unstarted> unstarted = new ArrayList<>();

  private void happens(Event event) {
    graph.apply(Joining.join(graph, event, new Receipt("d-1", NOON)));
    for (var trigger : Trigger.of(event)) {
      for (var decision : known.happens(dispatch, trigger)) {
        if (decision
            instanceof Decision.Refused(var bundle, var task, var _, var subject, var clause)) {
          unstarted.add(new Knowledge.Unstarted(false, bundle, task, subject, clause));
        }
      }
    }
  }

  private Run begins(int number) {
    var run = known.run(number).leased("w-1", NOON).orElseThrow();
    known.runs.set(number - 1, run);
    happens(OwnEvents.started(run));
    return run;
  }

  private Run ends(int number, Move move, String told) {
    var run = known.run(number);
    var answer = run.completed(1, new Run.Result(move, move == Move.FAIL ? "no" : "", ""), NOON);
    var ended = ((Run.Answer.Kept) answer).run();
    known.runs.set(number - 1, ended);
    happens(OwnEvents.finished(ended, JsonNodes.object(told)));
    return ended;
  }

  private Journey journey() {
    var journeys = new Journeys(graph, List.of("production"), new Expectations(new Told()));
    return journeys.of(Identity.commit(C1)).getFirst();
  }

  private List<String> cards() {
    return journey().nodes().stream()
        .map(node -> node.stage() + " " + node.title() + " " + node.status().word())
        .toList();
  }

  private final class Told implements Knowledge {
    @Override
    public Catalogue catalogue() {
      return known.catalogue;
    }

    @Override
    public List<Run> ofChange(String commit) {
      return known.runs.stream()
          .filter(run -> run.wanted().change().equals(Optional.of(commit)))
          .toList();
    }

    @Override
    public List<Run> ofArtifact(String digest) {
      return known.runs.stream()
          .filter(run -> run.wanted().artifact().equals(Optional.of(digest)))
          .toList();
    }

    @Override
    public List<Unstarted> unstarted(String about) {
      return about.equals(C1) ? List.copyOf(unstarted) : List.of();
    }

    @Override
    public List<Place> places() {
      return List.of(new Place("production", "shop", desired));
    }

    @Override
    public OptionalLong usualSeconds(String bundle, String task) {
      return OptionalLong.of(7);
    }
  }

  private static Event pushed(String branch) {
    var attributes = new TreeMap<String, String>();
    attributes.put("title", "Retry the payment");
    attributes.put("status", "passed");
    return new Event(
        new EventId("/git/shop.git", "push/" + C1),
        "dev.cdevents.change.merged.0.3.0",
        NOON,
        """
        {"data":{"subject":{"id":"%s"},"customData":{"branch":"%s","repository":"/git/shop.git"}}}
        """
            .formatted(C1, branch),
        List.of(
            new Statement.Subject(
                NodeKind.COMMIT,
                new TreeSet<>(Set.of(Identity.commit(C1))),
                Set.of(),
                attributes)));
  }

  /// What the Git watcher says of the commit that names the digest.
  private static Event configured() {
    var config = Identity.commit(C2);
    return new Event(
        new EventId("/git/config.git", "push/" + C2),
        "dev.cdevents.change.merged.0.3.0",
        NOON,
        "{\"data\":{\"subject\":{\"id\":\"%s\"},\"customData\":{}}}".formatted(C2),
        List.of(
            new Statement.Subject(
                NodeKind.CONFIG_COMMIT,
                new TreeSet<>(Set.of(config)),
                Set.of(),
                new TreeMap<>(Map.of("title", "shop", "status", "passed"))),
            new Statement.Derivation(
                Identity.digest(D1),
                config,
                EdgeKind.NAMES,
                new Statement.Evidence(Strength.INFERRED, "config-diff", D1, "it names it"))));
  }

  private void push() {
    known.folders.put("shop@" + C1, "k1");
    happens(pushed("main"));
  }

  private void build() {
    push();
    var run = begins(1);
    happens(
        OwnEvents.published(
            new OwnEvents.Publication("shop", "main", D1, "index", List.of(), List.of()),
            Optional.of(run),
            NOON));
    ends(1, Move.PASS, "{\"artifacts\":[\"%s\"]}".formatted(D1));
  }

  private Verdict scan(boolean passed) {
    begins(2);
    ends(
        2,
        Move.PASS,
        passed
            ? "{\"verdict\":{\"passed\":true}}"
            : "{\"verdict\":{\"passed\":false,\"reason\":\"1 critical\"}}");
    return new Verdict("security", "scan", D1, 2, passed, passed ? "" : "1 critical");
  }

  @Test
  void everyStepHoldsItsPlaceFromThePushOn() {
    push();

    assertThat(cards())
        .containsExactlyInAnyOrder(
            "change Retry the payment passed",
            "build ship queued",
            "artifact image expected",
            "checks scan expected",
            "gate release expected",
            "desired promote expected",
            "desired config commit expected",
            "environment:production shop expected",
            "environment:production smoke expected");
  }

  @Test
  void aRunThatBeginsTakesThePlaceOfItsExpectation() {
    push();
    begins(1);

    assertThat(cards())
        .hasSize(9)
        .contains("build ship running", "artifact image expected")
        .doesNotContain("build ship queued");
  }

  @Test
  void aRunThatHasBegunKeepsItsPlaceUntilTheEventThatSaysSoHasCome() {
    build();
    known.runs.set(1, known.run(2).leased("w-1", NOON).orElseThrow());

    assertThat(cards())
        .containsExactlyInAnyOrder(
            "change Retry the payment passed",
            "build ship passed",
            "artifact shop@aaaaaa passed",
            "checks scan queued",
            "gate release expected",
            "desired promote expected",
            "desired config commit expected",
            "environment:production shop expected",
            "environment:production smoke expected");
    assertThat(journey().edges())
        .anySatisfy(edge -> {
          assertThat(edge.from()).isEqualTo(node("scan"));
          assertThat(edge.to()).isEqualTo(node("release"));
        });
  }

  @Test
  void aPromotionThatIsOverKeepsWhatFollowsUntilTheEventsAboutItHaveCome() {
    build();
    happens(
        OwnEvents.released(
            Samples.published(D1), new Gate.Ruling.Release(List.of(scan(true))), NOON));
    var running = known.run(3).leased("w-1", NOON).orElseThrow();
    var over = running.completed(1, new Run.Result(Move.PASS, "", ""), NOON);
    known.runs.set(2, ((Run.Answer.Kept) over).run());

    assertThat(cards())
        .contains(
            "desired promote queued",
            "desired config commit expected",
            "environment:production shop expected");

    happens(OwnEvents.started(running));
    happens(OwnEvents.finished(known.run(3), JsonNodes.object("{}")));
    assertThat(cards()).contains("desired promote passed").doesNotContain("desired promote queued");
  }

  private String node(String title) {
    return journey().nodes().stream()
        .filter(node -> node.title().equals(title))
        .findFirst()
        .orElseThrow()
        .id();
  }

  @Test
  void whatIsHeldStillHasTheRestBeforeIt() {
    build();
    var hold = new Gate.Ruling.Hold(List.of(new Gate.Missing.Failed(scan(false))));
    happens(OwnEvents.held(Samples.published(D1), hold, NOON));

    assertThat(cards())
        .containsExactlyInAnyOrder(
            "change Retry the payment passed",
            "build ship passed",
            "artifact shop@aaaaaa passed",
            "checks scan failed",
            "gate release held",
            "desired promote expected",
            "desired config commit expected",
            "environment:production shop expected",
            "environment:production smoke expected");
    assertThat(journey().status()).isEqualTo(Status.HELD);
  }

  @Test
  void theWholeWayStandsInTheChangesJourneyAndNothingIsExpectedAnyMore() {
    build();
    var release = new Gate.Ruling.Release(List.of(scan(true)));
    happens(OwnEvents.released(Samples.published(D1), release, NOON));
    assertThat(cards()).contains("desired promote queued", "environment:production shop expected");
    begins(3);
    happens(configured());
    desired = Optional.of(D1);
    ends(3, Move.PASS, "{}");
    assertThat(cards()).contains("desired shop passed", "environment:production shop expected");
    var report =
        new ServiceReport(
            "1",
            "production",
            "shop",
            "healthy",
            D1,
            "shop",
            C2,
            Optional.empty(),
            false,
            "",
            "",
            NOON);
    happens(OwnEvents.service(report).orElseThrow());
    known.live.add(Samples.live(D1));
    for (int number = 4; number <= known.runs.size(); number++) {
      begins(number);
      ends(number, Move.PASS, "{\"verdict\":{\"passed\":true}}");
    }

    assertThat(cards())
        .containsExactlyInAnyOrder(
            "change Retry the payment passed",
            "build ship passed",
            "artifact shop@aaaaaa passed",
            "checks scan passed",
            "checks rescan passed",
            "gate release passed",
            "desired promote passed",
            "desired shop passed",
            "environment:production shop live",
            "environment:production smoke passed");
  }

  @Test
  void aBuildThatFailedExpectsNothingMore() {
    push();
    begins(1);
    ends(1, Move.FAIL, "{}");

    assertThat(cards())
        .containsExactlyInAnyOrder("change Retry the payment passed", "build ship failed");
  }

  @Test
  void aConditionThatRefusedIsShownWithItsClause() {
    known.folders.put("shop@" + C1, "k1");
    happens(pushed("feature"));

    assertThat(cards())
        .containsExactlyInAnyOrder("change Retry the payment passed", "build ship refused");
    assertThat(journey().nodes().getLast().reason()).contains("branch == 'main'");
  }
}
