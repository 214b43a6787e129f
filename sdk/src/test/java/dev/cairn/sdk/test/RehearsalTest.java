// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.sdk.Artifact;
import dev.cairn.sdk.Environment;
import dev.cairn.sdk.Secret;
import dev.cairn.sdk.event.ArtifactPublished;
import dev.cairn.sdk.event.ChangeMerged;
import dev.cairn.sdk.event.ServiceUpgraded;
import example.Delivery;
import example.Wrong;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class RehearsalTest {
  private static final Artifact SHOP = Artifact.of("shop", "sha256:" + "ab".repeat(32));
  private static final ServiceUpgraded FIRST =
      new ServiceUpgraded(
          Environment.named("production"),
          "shop",
          SHOP,
          "http://127.0.0.1:9000",
          Artifact.absent("the first deployment"),
          false,
          true);

  private final Rehearsal rehearsal = new Rehearsal();
  private final ChangeMerged change =
      new ChangeMerged("1", "shop", "main", "4f2c", "ada", "Say hello");

  @Test
  void shipsTestedImage() {
    var plan = rehearsal.plan(() -> new Delivery().ship(change));

    assertThat(plan.tasks()).containsExactly("classes", "test", "image", "ship");
    assertThat(plan.effect("push").comesAfter("test")).isTrue();
    assertThat(plan.effect("push").comesAfter("ship")).isFalse();
  }

  @Test
  void failedTestsShipNothing() {
    var run =
        rehearsal
            .fail("test", "ShopTest.greets: expected Hello")
            .run(() -> new Delivery().ship(change));

    assertThat(run.emitted()).isEmpty();
    assertThat(run.effects()).isEmpty();
    assertThat(run.failure()).isEqualTo("test: ShopTest.greets: expected Hello");
  }

  @Test
  void passedTestsShip() {
    var run = rehearsal.run(() -> new Delivery().ship(change));

    assertThat(run.effects()).containsExactly("push");
    assertThat(run.emitted())
        .singleElement()
        .isInstanceOfSatisfying(
            ArtifactPublished.class,
            published -> assertThat(published.repository()).isEqualTo("shop"));
  }

  @Test
  void linesAreWrittenInOrderAndEffectsLast() {
    var plan = rehearsal.plan(() -> new Delivery().ship(change));

    assertThat(plan.lines())
        .containsExactly(
            """
            {"step":"s1","kind":"task","task":"classes","at":"Delivery.java:28","image":{"debian":"bookworm","packages":["openjdk-17-jdk-headless"]},"run":[["javac","-d","/out"]],"files":[["/src/**/*.java"]],"in":[["/src",{"files":["src/main/**"]}]],"out":"/out"}\
            """
                .strip(),
            """
            {"step":"s2","kind":"task","task":"test","at":"Delivery.java:37","image":{"debian":"bookworm","packages":["openjdk-17-jdk-headless"]},"run":[["java","-cp","/app:/test","shop.Tests"]],"in":[["/app",{"step":"s1"}],["/test",{"files":["src/test/**"]}]],"junit":"/out"}\
            """,
            """
            {"step":"s3","kind":"task","task":"image","at":"Delivery.java:46","pack":"shop","image":{"debian":"bookworm","packages":["openjdk-17-jre-headless"],"on":["linux/amd64","linux/arm64"],"add":[["/app",{"step":"s1"}]],"user":1000,"entrypoint":["java","-cp","/app","shop.Main"]}}\
            """,
            """
            {"act":{"push":{"step":"s3"},"reference":"registry/shop"},"kind":"effect","task":"ship","at":"Delivery.java:53"}\
            """,
            """
            {"emit":"ArtifactPublished","data":{"artifact":{"step":"s3"},"reference":"registry/shop","repository":"shop"}}\
            """,
            "{\"done\":null}");
  }

  @Test
  void equalStepsAreOneStep() {
    var plan = rehearsal.plan(() -> new Delivery().matrix());

    assertThat(plan.lines()).filteredOn(line -> line.startsWith("{\"step\"")).hasSize(3);
  }

  @Test
  void readsAreAnsweredByTheTest() {
    var few = rehearsal.answer("test", "passed", "3");

    assertThat(few.run(() -> new Delivery().enough(5)).failure())
        .isEqualTo("Delivery.java:71: tests: 3 (expected: 5 or more)");
    assertThat(few.run(() -> new Delivery().enough(3)).failure()).isEmpty();
  }

  @Test
  void readOfFailedStepEndsTheRun() {
    assertThat(rehearsal.fail("test", "red").run(() -> new Delivery().enough(1)).failure())
        .isEqualTo("test: red");
  }

  @Test
  void unfinishedStepIsRefusedWithItsLine() {
    assertThatThrownBy(() -> rehearsal.plan(() -> new Wrong().unfinished()))
        .hasMessage(
            "the plan failed at Wrong.java:20: a step without an end: nothing says what is wanted"
                + " of it (expected: out, junit, check, text or passes)");
  }

  @Test
  void networkInPureTaskIsRefusedWithItsLine() {
    assertThat(rehearsal.run(() -> new Wrong().network()).failure())
        .isEqualTo(
            "Wrong.java:25: network: in network, a @Task (expected: in a @Probe or an @Effect; a"
                + " pure task depends on its inputs only)");
  }

  @Test
  void secretInPureTaskIsRefusedWithItsLine() {
    assertThat(rehearsal.run(() -> new Wrong().secret()).failure())
        .isEqualTo(
            "Wrong.java:75: secret: in secret, a @Task (expected: in a @Probe or an @Effect; a"
                + " pure task depends on its inputs only)");
  }

  @Test
  void secretOfProbeIsWrittenDownByItsName() {
    assertThat(rehearsal.plan(() -> new Wrong().secretOfProbe()).lines())
        .anyMatch(line -> line.contains("\"secrets\":[[\"/run/chat\",\"chat\"]]"));
  }

  @Test
  void secretNeedsAName() {
    assertThatThrownBy(() -> Secret.named("the chat's"))
        .hasMessage(
            "secret: \"the chat's\" (expected: lower-case letters, digits, '.', '_' and '-')");
  }

  @Test
  void pushInPureTaskIsRefusedWithItsLine() {
    assertThat(rehearsal.run(() -> new Wrong().pushes()).failure())
        .isEqualTo(
            "Wrong.java:30: push: in pushes, a @Task (expected: in an @Effect, which alone may"
                + " change the world)");
  }

  @Test
  void desireInProbeIsRefusedWithItsLine() {
    assertThat(rehearsal.run(() -> new Wrong().desires(FIRST)).failure())
        .startsWith("Wrong.java:35: desire: in desires, a @Probe");
  }

  @Test
  void rollbackOfFirstDeploymentSaysThatThereIsNothing() {
    assertThat(rehearsal.run(() -> new Wrong().rollback(FIRST)).failure())
        .isEqualTo("Wrong.java:40: use of an artifact: there is none: the first deployment");
  }

  @Test
  void exceptionFailsWithItsLine() {
    assertThat(rehearsal.run(() -> new Wrong().broken()).failure())
        .startsWith("Wrong.java:46: NullPointerException: ");
  }

  @Test
  void skippedSaysWhy() {
    var run = rehearsal.run(() -> new Wrong().notNeeded());

    assertThat(run.skipped()).isEqualTo("nothing to do on Sunday");
    assertThat(run.failure()).isEmpty();
  }

  @Test
  void stepOutsideOfTaskIsRefused() {
    assertThat(rehearsal.run(() -> new Wrong().helper()).failure())
        .isEqualTo(
            "Wrong.java:55: pack: outside of any task (expected: in a method with @Task, @Gate,"
                + " @Probe or @Effect)");
  }

  @Test
  void stepInStaticFieldIsRefused() {
    assertThat(rehearsal.run(() -> new Wrong().stepInField()).failure())
        .startsWith("Wrong.java:59: out: in a static field");
  }

  @Test
  void stepOfAnotherPlanIsRefused() {
    var kept = new ArrayList<Artifact>();
    rehearsal.plan(() -> kept.add(new Delivery().image()));

    assertThat(rehearsal.run(() -> kept.getFirst().name()).failure()).isEmpty();
    assertThat(rehearsal.run(() -> kept.getFirst().digest()).failure())
        .contains("use of step s2: it belongs to another plan");
  }

  @Test
  void stepOutsideOfPlanIsRefused() {
    assertThatThrownBy(() -> new Delivery().classes())
        .hasMessageStartingWith("out: outside of a plan");
  }
}
