// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import static dev.cairn.dispatch.Samples.C1;
import static dev.cairn.dispatch.Samples.C2;
import static dev.cairn.dispatch.Samples.C3;
import static dev.cairn.dispatch.Samples.D1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Event;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.Statement;
import dev.cairn.events.Strength;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TriggerTest {
  private static Event event(String type, String subject, String customData, Statement... says) {
    return new Event(
        new EventId("https://forge/acme/shop", "1"),
        type,
        Samples.NOON,
        """
        {"data":{"subject":{"id":"%s","content":{}},"customData":%s}}
        """
            .formatted(subject, customData),
        List.of(says));
  }

  private static Trigger only(Event event) {
    assertThat(Trigger.of(event)).hasSize(1);
    return Trigger.of(event).getFirst();
  }

  private static Statement edge(String from, String to, EdgeKind kind) {
    return new Statement.Derivation(
        new Identity(from),
        new Identity(to),
        kind,
        new Statement.Evidence(Strength.DECLARED, "r", "v", "t"));
  }

  @Test
  void aPushToABranchIsAMergedChange() {
    var trigger =
        only(
            event(
                "dev.cdevents.change.merged.0.3.0",
                C1,
                """
                {"ref":"refs/heads/main","branch":"main","repository":"https://forge/acme/shop",
                 "author":"Ada","message":"Retry"}
                """));

    assertThat(trigger.type()).isEqualTo(Trigger.Type.CHANGE_MERGED);
    assertThat(trigger.subject()).isEqualTo("commit:" + C1);
    assertThat(trigger.change()).contains(C1);
    assertThat(trigger.text("branch")).isEqualTo("main");
    assertThat(trigger.text("author")).isEqualTo("Ada");
    assertThat(Trigger.parse(trigger.json())).isEqualTo(trigger);
  }

  @Test
  void aPushedTagIsATag() {
    var trigger =
        only(
            event(
                "dev.cdeventsx.cairn-tag.pushed.0.1.0",
                C1,
                "{\"ref\":\"refs/tags/v1\",\"tag\":\"v1\",\"repository\":\"/git/shop.git\"}"));

    assertThat(trigger.type()).isEqualTo(Trigger.Type.TAG_PUSHED);
    assertThat(trigger.text("name")).isEqualTo("v1");
  }

  @Test
  void anOpenedPullRequestIsAProposedChangeOfItsHead() {
    var trigger =
        only(
            event(
                "dev.cdevents.change.created.0.4.0",
                "https://forge/acme/shop/pull/4",
                "{\"commit\":\"%s\",\"title\":\"Retry\",\"branch\":\"retry\"}".formatted(C2)));

    assertThat(trigger.type()).isEqualTo(Trigger.Type.CHANGE_PROPOSED);
    assertThat(trigger.subject()).isEqualTo("proposed:" + C2);
    assertThat(trigger.text("url")).isEqualTo("https://forge/acme/shop/pull/4");
  }

  @Test
  void aForeignPublicationNamesItsDigestAndItsCommitIfItIsSaid() {
    var trigger =
        only(
            event(
                "dev.cdevents.artifact.published.0.3.0",
                "pkg:oci/shop@" + D1.replace(":", "%3A"),
                "{}",
                edge("commit:" + C1, "digest:" + D1, EdgeKind.BUILT_FROM)));

    assertThat(trigger.fields()).containsEntry("artifact", new Trigger.Field.Artifact("shop", D1));
    assertThat(trigger.change()).contains(C1);
  }

  @Test
  void whatIsNotUnderstoodTriggersNothing() {
    assertThat(Trigger.of(event("dev.cdevents.build.finished.0.3.0", "7", "{}"))).isEmpty();
    assertThat(Trigger.of(event("dev.cdevents.change.merged.0.3.0", "4", "{}"))).isEmpty();
    assertThat(Trigger.of(event("dev.cdevents.artifact.published.0.3.0", "x", "{}"))).isEmpty();
    assertThat(
            Trigger.of(
                event("dev.cdevents.change.merged.0.3.0", "0".repeat(40), "{\"branch\":\"main\"}")))
        .isEmpty();
  }

  @Test
  void theOrderOfCommitsIsReadFromParentsAndPushes() {
    var event =
        event(
            "dev.cdevents.change.merged.0.3.0",
            C3,
            "{\"before\":\"%s\"}".formatted(C1),
            edge("commit:" + C2, "commit:" + C3, EdgeKind.PARENT),
            edge("commit:" + C3, "commit:" + C2, EdgeKind.PUSHED_WITH));

    assertThat(Ancestry.of(event)).containsExactly(new Ancestry(C3, C2), new Ancestry(C3, C1));
    assertThat(
            Ancestry.of(
                event(
                    "dev.cdevents.change.merged.0.3.0",
                    C3,
                    "{\"before\":\"%s\"}".formatted("0".repeat(40)))))
        .isEmpty();
  }

  @Test
  void aTaskTableIsTheSameAfterItWasWrittenAndRead() {
    assertThat(TaskTable.parse(Samples.ROLLOUT.json())).isEqualTo(Samples.ROLLOUT);
    assertThat(Samples.JUDGE.judges()).isTrue();
    assertThat(Samples.ROLLOUT.judges()).isFalse();
  }

  @Test
  void changesOfTheCatalogueAreTheSameAfterTheyWereWrittenAndRead() {
    for (var change :
        List.of(
            new Catalogue.Change.Configured(Samples.SHOP),
            new Catalogue.Change.Dropped("shop"),
            new Catalogue.Change.HeadMoved("shop", C1, "k1"),
            new Catalogue.Change.HeadWithout("shop", C1),
            new Catalogue.Change.Wanted("shop", C1, "k1"),
            new Catalogue.Change.Loaded("shop", "k1", Samples.DELIVERY),
            new Catalogue.Change.Refused("shop", "k1", "no ;", "Delivery.java:7"))) {
      assertThat(CatalogueJson.change(CatalogueJson.json(change))).isEqualTo(change);
    }
  }
}
