// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Route;
import dev.cairn.journeys.Status;
import org.junit.jupiter.api.Test;

final class ListRowTest {
  @Test
  void theRouteOfAReplacedJourneyEndsAsTheApiSaysAlsoWhereAProbeHadPassed() {
    Journey journey = replaced();

    assertThat(Route.of(journey))
        .extracting(Route.Stop::status)
        .last()
        .isEqualTo(Status.SUPERSEDED);
    assertThat(ListRow.of(journey).route())
        .last()
        .isEqualTo(new ListRow.Stop("production", Status.SUPERSEDED));
  }

  private static Journey replaced() {
    Sketch sketch = new Sketch("2026-11-21");
    sketch
        .node(
            "commit",
            NodeKind.COMMIT,
            "change",
            "Greet",
            Status.PASSED,
            Sketch.more().is("commit:04a1bd0" + "0".repeat(33)).from("13:20:11"))
        .node(
            "prd",
            NodeKind.DEPLOYMENT,
            "environment:production",
            "shop in production",
            Status.SUPERSEDED,
            Sketch.more().from("13:21:00").to("13:21:02").because("replaced by shop@5d9ad5"))
        .node(
            "smoke",
            NodeKind.RUN,
            "environment:production",
            "smoke",
            Status.PASSED,
            Sketch.more().from("13:21:03").to("13:21:04").owner("shop").run("r-9"))
        .edge("commit", "prd", EdgeKind.DEPLOYED_BY)
        .edge("prd", "smoke", EdgeKind.RUNS);
    return sketch.journey(
        "c5a11300-0000-8000-8000-000000000005",
        "Greet",
        Status.SUPERSEDED,
        sketch.summary("Replaced in production by shop@5d9ad5.", "13:29:30", ""));
  }
}
