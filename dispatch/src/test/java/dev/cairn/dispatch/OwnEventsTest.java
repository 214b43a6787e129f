// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import static dev.cairn.dispatch.Samples.C1;
import static dev.cairn.dispatch.Samples.C2;
import static dev.cairn.dispatch.Samples.D1;
import static dev.cairn.dispatch.Samples.D2;
import static dev.cairn.dispatch.Samples.NOON;
import static dev.cairn.dispatch.Samples.ended;
import static dev.cairn.dispatch.Samples.leased;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dispatch.Gate.Ruling;
import dev.cairn.dispatch.Gate.Verdict;
import dev.cairn.dispatch.LifeCycle.Move;
import dev.cairn.dispatch.OwnEvents.Publication;
import dev.cairn.events.Event;
import dev.cairn.events.Json;
import dev.cairn.events.MalformedJson;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import dev.cairn.events.StatementJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OwnEventsTest {
  private static final String GATE = "run:cairn/gate/release/" + "a".repeat(64);

  private static Statement.Subject subject(Event event) {
    return event.says().stream()
        .filter(Statement.Subject.class::isInstance)
        .map(Statement.Subject.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> edges(Event event) {
    return event.says().stream()
        .filter(Statement.Derivation.class::isInstance)
        .map(Statement.Derivation.class::cast)
        .map(edge -> edge.from() + " " + edge.kind().word() + " " + edge.to())
        .toList();
  }

  private static List<Statement> readBack(Event event) throws MalformedJson {
    var json = Json.read(event.json().getBytes(StandardCharsets.UTF_8));
    return StatementJson.read(json.at("data", "customData", "says"));
  }

  @Test
  void aShippedRunSaysWhereItCameFromAndWhatItBuilt() throws MalformedJson {
    var run =
        ended(
            leased(Samples.SHOP, Samples.DELIVERY, "ship", Samples.merged(C1, "main")),
            Move.PASS,
            "");

    var event = OwnEvents.finished(run, JsonNodes.object("{\"artifacts\":[\"%s\"]}".formatted(D1)));

    assertThat(event.id().source()).isEqualTo("cairn");
    assertThat(event.id().id()).isEqualTo("run/r-12/finished/1");
    assertThat(event.type()).isEqualTo("dev.cdevents.taskrun.finished.0.3.0");
    assertThat(subject(event).kind()).isEqualTo(NodeKind.RUN);
    assertThat(subject(event).attributes())
        .containsEntry("title", "ship")
        .containsEntry("status", "passed")
        .containsEntry("owner", "shop")
        .containsEntry("stage", "build")
        .containsEntry("finished", "2026-11-21T12:00:09Z");
    assertThat(edges(event))
        .containsExactly(
            "commit:" + C1 + " runs run:cairn/r-12",
            "run:cairn/r-12 built-from digest:" + D1,
            "commit:" + C1 + " built-from digest:" + D1);
    assertThat(readBack(event)).isEqualTo(event.says());
  }

  @Test
  void aPromotionLeadsToTheCommitThatItMade() {
    var run =
        ended(
            leased(Samples.PLATFORM, Samples.ROLLOUT, "promote", Samples.released(D1, C1)),
            Move.PASS,
            "");
    var told =
        """
        {"desired":[{"environment":"production","service":"shop","digest":"%s","commit":"%s"},
                    {"environment":"staging","service":"shop","digest":"%s"}]}
        """
            .formatted(D1, C1, D1);

    var event = OwnEvents.finished(run, JsonNodes.object(told));

    assertThat(edges(event))
        .endsWith("run:cairn/r-12 built-from commit:" + C1, "digest:" + D1 + " names commit:" + C1);
    assertThat(event.says())
        .filteredOn(Statement.Subject.class::isInstance)
        .extracting(it -> ((Statement.Subject) it).kind())
        .containsExactly(NodeKind.RUN, NodeKind.CONFIG_COMMIT);
  }

  @Test
  void theSameThingSaidTwiceIsOneEvent() {
    var run = leased(Samples.SHOP, Samples.DELIVERY, "ship", Samples.merged(C1, "main"));

    assertThat(OwnEvents.started(run)).isEqualTo(OwnEvents.started(run));
    assertThat(OwnEvents.started(run).id().id()).isEqualTo("run/r-12/begun/1");
  }

  @Test
  void aGateTaskThatRefusesIsAFailedVerdict() {
    var run =
        ended(
            leased(Samples.SECURITY, Samples.JUDGE, "scan", Samples.published(D1)), Move.PASS, "");
    var told =
        JsonNodes.object(
            "{\"verdict\":{\"passed\":false,\"reason\":\"1 critical, CAIRN-DEMO-1\"}}");

    var event = OwnEvents.finished(run, told);

    assertThat(subject(event).kind()).isEqualTo(NodeKind.VERDICT);
    assertThat(subject(event).attributes())
        .containsEntry("status", "failed")
        .containsEntry("reason", "1 critical, CAIRN-DEMO-1")
        .containsEntry("stage", "checks");
    assertThat(edges(event)).containsExactly("digest:" + D1 + " scanned-by run:cairn/r-12");
  }

  @Test
  void aPublicationIsReadBackAsATriggerWithItsCommit() {
    var by = leased(Samples.SHOP, Samples.DELIVERY, "ship", Samples.merged(C1, "main"));
    var event =
        OwnEvents.published(
            new Publication(
                "team/shop", "main", D1, "index", List.of(D2), List.of("amd64", "arm64")),
            Optional.of(by),
            NOON);

    assertThat(Trigger.of(event))
        .singleElement()
        .satisfies(trigger -> {
          assertThat(trigger.type()).isEqualTo(Trigger.Type.ARTIFACT_PUBLISHED);
          assertThat(trigger.text("artifact")).isEqualTo("shop");
          assertThat(trigger.text("repository")).isEqualTo("team/shop");
          assertThat(trigger.text("tag")).isEqualTo("main");
          assertThat(trigger.subject()).isEqualTo(D1);
          assertThat(trigger.change()).contains(C1);
          assertThat(trigger.occasion()).isEqualTo(C1);
        });
    assertThat(subject(event).attributes()).containsEntry("fact.platforms", "amd64, arm64");
    assertThat(edges(event))
        .contains(
            "run:cairn/r-12 built-from digest:" + D1,
            "commit:" + C1 + " built-from digest:" + D1,
            "digest:" + D1 + " contains digest:" + D2);
  }

  @Test
  void aHeldArtifactSaysWhatItLacksAndWhoRefusedIt() {
    var verdict = new Verdict("security", "scan", D1, 21, false, "1 critical");
    var hold = new Ruling.Hold(List.of(new Gate.Missing.Failed(verdict)));

    var event = OwnEvents.held(Samples.published(D1), hold, NOON);

    assertThat(subject(event).kind()).isEqualTo(NodeKind.GATE);
    assertThat(subject(event).attributes())
        .containsEntry("status", "held")
        .containsEntry("reason", "the scan found 1 critical");
    assertThat(edges(event))
        .containsExactly(
            "digest:" + D1 + " approved-by " + GATE, "run:cairn/r-21 reported-by " + GATE);
    assertThat(Trigger.of(event)).isEmpty();
  }

  @Test
  void aReleaseIsReadBackAsATriggerOfTheSameChange() {
    var verdict = new Verdict("security", "scan", D1, 14, true, "");

    var event =
        OwnEvents.released(Samples.published(D1), new Ruling.Release(List.of(verdict)), NOON);

    assertThat(event.type()).isEqualTo("dev.cdeventsx.cairn-artifact.released.0.1.0");
    assertThat(Trigger.of(event))
        .singleElement()
        .satisfies(trigger -> {
          assertThat(trigger.type()).isEqualTo(Trigger.Type.ARTIFACT_RELEASED);
          assertThat(trigger.change()).contains(C1);
          assertThat(trigger.occasion()).isEqualTo(C1);
          assertThat(trigger.text("gate")).isEqualTo("release");
        });
  }

  private static ServiceReport report(String state, Optional<String> previous, boolean rollback) {
    return new ServiceReport(
        "report-1",
        "production",
        "shop",
        state,
        D1,
        "shop",
        C2,
        previous,
        rollback,
        "http://127.0.0.1:9000",
        "",
        NOON);
  }

  @Test
  void aHealthyServiceIsUpgradedAndItsArtifactLive() {
    var event = OwnEvents.service(report("healthy", Optional.of(D2), false)).orElseThrow();

    assertThat(event.type()).isEqualTo("dev.cdevents.service.upgraded.0.3.0");
    assertThat(Trigger.of(event))
        .extracting(Trigger::type)
        .containsExactly(Trigger.Type.SERVICE_UPGRADED, Trigger.Type.LIVE);
    var upgraded = Trigger.of(event).getFirst();
    assertThat(upgraded.fields())
        .containsEntry("before", new Trigger.Field.Artifact("shop", D2))
        .containsEntry("first", new Trigger.Field.Flag(false))
        .containsEntry("url", new Trigger.Field.Text("http://127.0.0.1:9000"));
    assertThat(upgraded.occasion()).isEqualTo(C2);
    var deployment = "run:cairn/deployment/production/shop/" + "a".repeat(64) + "/" + C2;
    assertThat(edges(event))
        .containsExactly(
            "digest:" + D1 + " deployed-by " + deployment,
            "commit:" + C2 + " deployed-by " + deployment);
  }

  @Test
  void whatAServiceCanTellHasItsOwnWords() {
    assertThat(type("healthy", Optional.empty(), false))
        .startsWith("dev.cdevents.service.deployed");
    assertThat(type("healthy", Optional.of(D2), true))
        .startsWith("dev.cdevents.service.rolledback");
    assertThat(type("restarted", Optional.of(D1), false)).contains("cairn-service.restarted");
    assertThat(type("gone", Optional.of(D1), false)).contains("cairn-service.drifted");
    assertThat(type("repaired", Optional.of(D1), false)).contains("cairn-service.repaired");
    assertThat(type("failed", Optional.empty(), false)).contains("cairn-service.failed");
    assertThat(type("stopped", Optional.of(D1), false)).startsWith("dev.cdevents.service.removed");
    assertThat(OwnEvents.service(report("dreaming", Optional.empty(), false))).isEmpty();
  }

  private static String type(String state, Optional<String> previous, boolean rollback) {
    return OwnEvents.service(report(state, previous, rollback)).orElseThrow().type();
  }

  @Test
  void aRunOnADeploymentTestsIt() {
    var healthy = OwnEvents.service(report("healthy", Optional.empty(), false)).orElseThrow();
    var upgraded = Trigger.of(healthy).getFirst();
    var run = ended(leased(Samples.PLATFORM, Samples.ROLLOUT, "smoke", upgraded), Move.PASS, "");
    var emit =
        JsonNodes.object(
            """
            {"type":"TestSuiteFinished","fields":{"suite":"smoke","outcome":"FAIL","environment":"production",
             "artifact":{"name":"shop","digest":"%s"}}}
            """
                .formatted(D1));

    var event = OwnEvents.emitted(run, emit).orElseThrow();

    assertThat(subject(event).kind()).isEqualTo(NodeKind.TEST);
    assertThat(subject(event).attributes())
        .containsEntry("status", "failed")
        .containsEntry("reason", "smoke failed")
        .containsEntry("stage", "environment:production");
    assertThat(edges(event))
        .contains(
            "run:cairn/deployment/production/shop/"
                + "a".repeat(64)
                + "/"
                + C2
                + " tested-by run:cairn/r-12",
            "digest:" + D1 + " tested-by run:cairn/r-12");
    assertThat(Trigger.of(event))
        .singleElement()
        .satisfies(trigger -> assertThat(trigger.text("outcome")).isEqualTo("FAIL"));
  }

  @Test
  void aPlanCannotSayWhatOthersSay() {
    var run = leased(Samples.SHOP, Samples.DELIVERY, "ship", Samples.merged(C1, "main"));

    assertThat(OwnEvents.emitted(run, JsonNodes.object("{\"type\":\"ArtifactReleased\"}")))
        .isEmpty();
  }

  @Test
  void newAdvisoriesCarryTheirDigest() {
    var event = OwnEvents.advisoriesUpdated(D1, 3, NOON);

    assertThat(OwnEvents.advisories(event)).isEqualTo(D1);
    assertThat(Trigger.of(event)).isEmpty();
  }

  @Test
  void aBundleThatDoesNotLoadSaysWhyAtItsCommit() {
    var wanted =
        new Wanted(
            new RunKey("shop", "load", "k9", ""),
            new Bundle.Version(Samples.SHOP, C1, "k9"),
            new Wanted.Work.Load(),
            List.of(),
            Optional.empty(),
            Optional.of(C1));
    var run =
        ended(
            Run.queued(3, wanted, NOON).leased("w-1", NOON).orElseThrow(),
            Move.FAIL,
            "Delivery.java:7: ';' expected");

    var event = OwnEvents.loaded(run);

    assertThat(event.type()).isEqualTo("dev.cdeventsx.cairn-bundle.refused.0.1.0");
    assertThat(subject(event).attributes())
        .containsEntry("status", "failed")
        .containsEntry("reason", "Delivery.java:7: ';' expected");
    assertThat(edges(event)).containsExactly("commit:" + C1 + " runs run:cairn/r-3");
  }

  @Test
  void aSupersededRunSaysByWhat() {
    var run =
        Run.queued(
                4,
                leased(Samples.PLATFORM, Samples.ROLLOUT, "promote", Samples.released(D1, C1))
                    .wanted(),
                NOON)
            .superseded("commit " + C2, NOON)
            .orElseThrow();

    var event = OwnEvents.ended(run);

    assertThat(subject(event).attributes())
        .containsEntry("status", "superseded")
        .containsEntry("stage", "desired");
    assertThat(edges(event))
        .containsExactly("digest:" + D1 + " runs run:cairn/r-4", GATE + " runs run:cairn/r-4");
  }

  @Test
  void aRunWhoseWorkerWasLostIsQueuedOnceMore() {
    var again =
        leased(Samples.SHOP, Samples.DELIVERY, "ship", Samples.merged(C1, "main"))
            .expired(NOON.plusSeconds(10))
            .orElseThrow();

    var event = OwnEvents.again(again, NOON.plusSeconds(10));

    assertThat(event.id().id()).isEqualTo("run/r-12/queued/2");
    assertThat(event.type()).isEqualTo("dev.cdeventsx.cairn-run.queued.0.1.0");
    assertThat(subject(event).attributes())
        .containsEntry("status", "queued")
        .containsEntry("attempt", "2")
        .containsEntry("reason", "w-1 was lost; it is tried again");
  }
}
