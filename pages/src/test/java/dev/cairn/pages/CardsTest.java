// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Status;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CardsTest {
  private static Cards cards(Journey journey) {
    return Cards.of(journey, Set.of());
  }

  private static Card card(Journey journey, String id) {
    return cards(journey).deck().card(id);
  }

  private static List<String> wires(Cards cards) {
    return cards.wires().stream().map(wire -> wire.from() + " " + wire.to()).toList();
  }

  @Test
  void aChangeAndTheCommitThatItWasMergedAsAreOneCard() {
    Card change = card(Mocks.held(), "n-pr");
    assertThat(change.title()).isEqualTo("#412 merged");
    assertThat(change.nodes()).hasSize(2);
    assertThat(change.lines().getFirst().text()).isEqualTo("3f9c1e2 on main");
  }

  @Test
  void aGateHasARowForEachVerdictAndItsEdgesEndThere() {
    Cards cards = cards(Mocks.held());
    Card gate = cards.deck().card("n-gate");
    assertThat(gate.rows())
        .extracting(Card.Row::text)
        .containsExactly("test", "rebuild", "scan", "signature");
    assertThat(cards.wires())
        .filteredOn(wire -> wire.to().equals("n-gate"))
        .extracting(Wire::row)
        .containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void whatFollowsFromOtherEdgesIsNotDrawn() {
    assertThat(wires(cards(Mocks.held())))
        .contains("n-pr n-ship", "n-ship n-img", "n-gate n-promote", "n-promote n-env-production")
        .doesNotContain(
            "n-pr n-img",
            "n-img n-gate",
            "n-img n-promote",
            "n-img n-env-production",
            "n-gate n-env-production");
  }

  @Test
  void anEnvironmentIsOneCardWithItsConfigCommitAsTheFirstRow() {
    Card production = card(Mocks.foreign(), "n-env-production");
    assertThat(production.rows())
        .extracting(Card.Row::text)
        .containsExactly("desired, deploy 0d72fc4", "rollout", "drift repaired", "healthy");
    assertThat(cards(Mocks.foreign()).card("n-cfgp")).isEmpty();
  }

  @Test
  void aConfigCommitOfSeveralEnvironmentsIsACardOfItsOwn() {
    assertThat(card(Mocks.monorepo(), "n-cfg").title()).isEqualTo("config 77c0de1");
  }

  @Test
  void ofItsOwnJourneyAConfigCommitIsTheChange() {
    Sketch sketch = new Sketch("2026-11-21");
    sketch
        .node(
            "cfg",
            NodeKind.CONFIG_COMMIT,
            "change",
            "Roll back",
            Status.PASSED,
            Sketch.more().is("commit:" + "c".repeat(40)))
        .node(
            "d",
            NodeKind.DEPLOYMENT,
            "environment:production",
            "shop",
            Status.LIVE,
            Sketch.more().from("14:00:00"))
        .edge("cfg", "d", EdgeKind.DEPLOYED_BY);
    assertThat(
            cards(sketch.journey("j", "t", Status.LIVE, sketch.summary("Live.", "", ""))).columns())
        .extracting(Column::title)
        .containsExactly("Change", "production");
  }

  /// An index with two platforms, scanned twice; the second time there were new advisories.
  private static Journey scannedAgain() {
    Sketch sketch = new Sketch("2026-11-21");
    sketch
        .node("img", NodeKind.ARTIFACT, "artifact", "shop@9b1c42", Status.PASSED, Sketch.more())
        .node("arm", NodeKind.ARTIFACT, "artifact", "07cbc3", Status.PASSED, Sketch.more())
        .node("amd", NodeKind.ARTIFACT, "artifact", "c334e7", Status.PASSED, Sketch.more())
        .node("s2", NodeKind.VERDICT, "checks", "scan", Status.PASSED, scan("14:09:00", "r-7"))
        .node("s1", NodeKind.VERDICT, "checks", "scan", Status.FAILED, scan("14:03:00", "r-5"))
        .node("gate", NodeKind.GATE, "gate", "release", Status.PASSED, Sketch.more())
        .edge("img", "arm", EdgeKind.CONTAINS)
        .edge("img", "amd", EdgeKind.CONTAINS)
        .edge("img", "s1", EdgeKind.SCANNED_BY)
        .edge("img", "s2", EdgeKind.SCANNED_BY)
        .edge("img", "gate", EdgeKind.APPROVED_BY)
        .edge("s1", "gate", EdgeKind.REPORTED_BY)
        .edge("s2", "gate", EdgeKind.REPORTED_BY);
    return sketch.journey("j", "t", Status.PASSED, sketch.summary("Released.", "", ""));
  }

  private static Sketch.More scan(String start, String run) {
    return Sketch.more().from(start).run(run).fact("task", "scan").owner("security");
  }

  @Test
  void anIndexNamesTheCardOfItsPlatforms() {
    assertThat(cards(scannedAgain()).in(Stages.order("artifact")))
        .extracting(Card::title)
        .containsExactly("shop@9b1c42");
  }

  @Test
  void severalVerdictsOfOneTaskAreOneCardThatSaysWhatTheNewestSays() {
    Cards cards = cards(scannedAgain());
    Card scan = cards.deck().card("n-s1");
    assertThat(scan.status()).isEqualTo(Status.PASSED);
    assertThat(scan.attempts()).containsExactly(Status.FAILED, Status.PASSED);
    assertThat(scan.run()).contains("r-7");
    assertThat(cards.deck().card("n-gate").rows())
        .extracting(Card.Row::text, Card.Row::status)
        .containsExactly(tuple("scan", Status.PASSED));
  }

  @Test
  void aFindingIsNoCheckAndDoesNotRepeatItsName() {
    Sketch sketch = new Sketch("2026-11-21");
    sketch
        .node("img", NodeKind.ARTIFACT, "artifact", "shop@9b1c42", Status.PASSED, Sketch.more())
        .node("s1", NodeKind.VERDICT, "checks", "rescan", Status.FAILED, scan("14:03:00", "r-5"))
        .node(
            "f",
            NodeKind.FINDING,
            "checks",
            "CVE-2026-2",
            Status.FLAGGED,
            Sketch.more().from("14:04:00").because("CVE-2026-2, critical, in a:b 1.0"))
        .edge("img", "s1", EdgeKind.SCANNED_BY)
        .edge("s1", "f", EdgeKind.REPORTED_BY);
    Journey journey =
        sketch.journey("j", "t", Status.FLAGGED, sketch.summary("Live.", "14:04:00", ""));
    Cards cards = cards(journey);
    assertThat(cards.columns().get(1).head()).isEqualTo(new Column.Head.Said("1 of 1 failed"));
    assertThat(cards.deck().card("n-f").lines().getFirst().text())
        .isEqualTo("critical, in a:b 1.0");
  }

  @Test
  void aLaterFindingTakesNoOtherRowsPlace() {
    Sketch sketch = new Sketch("2026-11-21");
    sketch.node(
        "d",
        NodeKind.DEPLOYMENT,
        "environment:production",
        "shop",
        Status.FLAGGED,
        Sketch.more()
            .from("14:00:00")
            .because("CVE-2026-2, critical, in a:b 1.0, fixed in 1.1")
            .fact("repairs", "1"));
    Journey journey =
        sketch.journey("j", "t", Status.FLAGGED, sketch.summary("Live.", "14:00:00", ""));
    assertThat(card(journey, "n-env-production").rows())
        .extracting(Card.Row::text)
        .containsExactly("rollout", "drift repaired", "finding CVE-2026-2", "healthy");
  }

  @Test
  void aGuessIsDrawnAsOneAndLeadsOn() {
    Cards cards = cards(Mocks.foreign());
    assertThat(cards.wires())
        .filteredOn(wire -> wire.to().equals("n-e2e"))
        .extracting(Wire::strength)
        .containsExactly(Strength.GUESSED);
  }

  @Test
  void aLongWaitIsSaid() {
    assertThat(card(Mocks.foreign(), "n-env-production").waited())
        .hasValueSatisfying(waited -> assertThat(waited).isGreaterThan(Duration.ofHours(3)));
    assertThat(card(Mocks.held(), "n-scan").waited()).isEmpty();
  }

  @Test
  void twentyImagesWithScansAndGatesFoldAndTheCountIsTheListsLength() {
    Cards cards = cards(Mocks.monorepo());
    assertThat(cards.cards())
        .extracting(Card::title)
        .contains("18 images", "scan × 18", "release × 18");
    Card images =
        cards.cards().stream()
            .filter(card -> card.title().equals("18 images"))
            .findFirst()
            .orElseThrow();
    assertThat(images.members()).hasSize(18);
    assertThat(images.nodes()).hasSize(18);
  }

  @Test
  void cardsThatWouldBeCalledAlikeAreToldApartByTheirArtifact() {
    assertThat(cards(Mocks.monorepo()).cards())
        .extracting(Card::title)
        .contains("scan mail", "release mail");
    assertThat(cards(Mocks.held()).cards()).extracting(Card::title).contains("scan", "release");
  }

  @Test
  void whatFailedOrIsHeldIsNeverFolded() {
    Cards cards = cards(Mocks.monorepo());
    assertThat(cards.card("n-a-ledger")).isPresent();
    assertThat(cards.card("n-s-mail")).isPresent();
    assertThat(cards.card("n-g-mail")).isPresent();
  }

  @Test
  void unfoldedEveryCardIsThere() {
    assertThat(Cards.of(Mocks.monorepo(), Set.of("all")).cards()).hasSize(2 + 20 + 19 + 19 + 1 + 4);
  }

  @Test
  void fourEqualSiblingsAreNotFolded() {
    Sketch sketch = new Sketch("2026-11-21");
    sketch.node(
        "c",
        NodeKind.COMMIT,
        "change",
        "c",
        Status.PASSED,
        Sketch.more().is("commit:" + "a".repeat(40)));
    for (int i = 0; i < 4; i++) {
      sketch
          .node(
              "t" + i,
              NodeKind.RUN,
              "build",
              "test",
              Status.PASSED,
              Sketch.more().from("14:00:00").to("14:00:01"))
          .edge("c", "t" + i, EdgeKind.RUNS);
    }
    assertThat(
            cards(sketch.journey("j", "t", Status.PASSED, sketch.summary("Passed.", "", "")))
                .cards())
        .hasSize(5);
  }

  @Test
  void theOrderDoesNotDependOnArrival() {
    Random random = new Random(11);
    for (Journey journey : JourneyPictureTest.journeys()) {
      List<String> expected = cards(journey).cards().stream().map(Card::id).toList();
      for (int i = 0; i < 20; i++) {
        assertThat(
                cards(JourneyPictureTest.shuffled(journey, random)).cards().stream()
                    .map(Card::id)
                    .toList())
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void aCycleThatAFaultySenderMadeIsDrawnToo() {
    Sketch sketch = new Sketch("2026-11-21");
    sketch
        .node("a", NodeKind.RUN, "build", "a", Status.PASSED, Sketch.more())
        .node("b", NodeKind.RUN, "build", "b", Status.PASSED, Sketch.more())
        .edge("a", "b", EdgeKind.RUNS)
        .edge("b", "a", EdgeKind.RUNS)
        .edge("a", "a", EdgeKind.RUNS);
    Journey journey = sketch.journey("j", "t", Status.PASSED, sketch.summary("Passed.", "", ""));
    assertThat(new JourneyPicture().svg(journey, "")).contains("id=\"c-a\"", "id=\"c-b\"");
  }

  @Test
  void theColumnWhereTheJourneyStandsIsMarked() {
    assertThat(cards(Mocks.held()).columns())
        .filteredOn(Column::here)
        .extracting(Column::title)
        .containsExactly("Gate");
    assertThat(cards(Mocks.foreign()).columns())
        .filteredOn(Column::here)
        .extracting(Column::title)
        .containsExactly("production");
  }

  @Test
  void whatIsWellInAnEnvironmentSaysSoItself() {
    assertThat(Card.spoken(new Card.Row("", Status.LIVE, "healthy", ""))).isEqualTo("healthy");
    assertThat(Card.spoken(new Card.Row("", Status.PASSED, "rollout", "52 s")))
        .isEqualTo("rollout, 52 s");
    assertThat(Card.spoken(new Card.Row("", Status.EXPECTED, "smoke", "")))
        .isEqualTo("smoke: expected");
    assertThat(Card.spoken(new Card.Row("v", Status.FAILED, "scan", "1 critical")))
        .isEqualTo("scan: failed, 1 critical");
  }

  @Test
  void whatWasReplacedHappenedAndIsNotDrawnAsExpected() {
    Sketch sketch = new Sketch("2026-11-21");
    Journey journey =
        sketch
            .node("image", NodeKind.ARTIFACT, "artifact", "shop@1", Status.PASSED, Sketch.more())
            .node(
                "there",
                NodeKind.DEPLOYMENT,
                "environment:production",
                "shop",
                Status.SUPERSEDED,
                Sketch.more())
            .edge("image", "there", EdgeKind.DEPLOYED_BY)
            .journey("j", "Greet", Status.SUPERSEDED, sketch.summary("Replaced.", "", ""));
    Cards cards = Cards.of(journey, Set.of());

    assertThat(cards.wires()).hasSize(1).noneMatch(Wire::expected);
    assertThat(cards.columns())
        .filteredOn(Column::here)
        .extracting(Column::title)
        .containsExactly("production");
  }
}
