// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Status;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class JourneySentenceTest {
  private static final Sketch DAY = new Sketch("2026-11-21");

  @Test
  void whatRunsMeanwhileLeadsToTheJourneyThatBroughtItThere() {
    Sketch sketch = new Sketch("2026-11-21");
    sketch.node(
        "prd",
        NodeKind.DEPLOYMENT,
        "environment:production",
        "shop",
        Status.EXPECTED,
        Sketch.more().fact("runs", "shop@77ad01").fact("journey", "7f21c000"));
    Journey held =
        sketch.journey(
            "held0000",
            "Pay",
            Status.HELD,
            sketch.summary(
                "Held at gate release.", "", "Production is unchanged, it runs shop@77ad01."));

    assertThat(say(held))
        .contains(
            "Production is unchanged, it runs <a href=\"/journeys/7f21c000\">shop@77ad01</a>.");
  }

  @Test
  void whatIsLiveSaysHowLongItsWayWas() {
    Journey live = live("dev.cdevents.service.upgraded.0.3.0");

    assertThat(say(live)).contains("From commit to production in 31 min.");
    assertThat(ListRow.of(live).detail()).isEqualTo("From commit to production in 31 min.");
  }

  @Test
  void whoseArrivalNobodySaidHasNoLengthOfItsWay() {
    assertThat(say(live("dev.cdevents.sketch"))).doesNotContain("From commit");
  }

  @Test
  void aReasonTooLongForItsCardLeavesOutWhatMendsIt() {
    Sketch sketch = new Sketch("2026-11-21");
    sketch.node(
        "scan",
        NodeKind.VERDICT,
        "checks",
        "scan",
        Status.FAILED,
        Sketch.more()
            .from("14:03:03")
            .to("14:03:12")
            .because(
                "2 critical, CAIRN-DEMO-2026-0001 in dev.example:bank-client 1.0.0, fixed in 1.0.1")
            .attempts(Status.FAILED, Status.FAILED));
    Journey held = sketch.journey("held0000", "Pay", Status.HELD, sketch.summary("Held.", "", ""));

    List<Card.Line> lines = Cards.of(held, Set.of()).cards().getFirst().lines();

    assertThat(lines.stream().map(Card.Line::text))
        .last()
        .asString()
        .endsWith("dev.example:bank-client 1.0.0");
  }

  private static Journey live(String arrival) {
    Sketch sketch = new Sketch("2026-11-21");
    return sketch
        .node(
            "commit",
            NodeKind.COMMIT,
            "change",
            "Greet",
            Status.PASSED,
            Sketch.more().is("commit:04a1bd0" + "0".repeat(33)).from("13:20:00"))
        .node(
            "prd",
            NodeKind.DEPLOYMENT,
            "environment:production",
            "shop",
            Status.LIVE,
            Sketch.more().from("13:51:00").by(arrival))
        .edge("commit", "prd", EdgeKind.DEPLOYED_BY)
        .journey(
            "live0000",
            "Greet",
            Status.LIVE,
            sketch.summary("Live in production, healthy.", "13:51:00", ""));
  }

  private static String say(Journey journey) {
    return new Pages(new JourneyPicture(), ZoneOffset.UTC)
        .journey(JourneyView.of(journey), DAY.at("14:00:00"));
  }
}
