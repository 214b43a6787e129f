// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Status;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What opens for a card says each thing once, and the newest first.
final class DockTest {
  private static final Sketch SKETCH = new Sketch("2026-11-21");
  private static final String INDEX = "digest:sha256:9b1c42" + "0".repeat(58);
  private static final String PLATFORM = "digest:sha256:07cbc3" + "0".repeat(58);

  /// An index with its platforms; its scan failed with today's advisories, and before with others.
  private static Journey scannedTwice() {
    return new Sketch("2026-11-21")
        .node(
            "change",
            NodeKind.COMMIT,
            "change",
            "Pay by bank transfer d0e475e",
            Status.PASSED,
            Sketch.more().is("commit:d0e475e6526b74c2f7b4435cf4584d79e142dce5").from("14:00:00"))
        .node(
            "amd64",
            NodeKind.ARTIFACT,
            "artifact",
            "07cbc3",
            Status.PASSED,
            Sketch.more().is(PLATFORM).from("14:01:00"))
        .node(
            "image",
            NodeKind.ARTIFACT,
            "artifact",
            "shop@9b1c42",
            Status.PASSED,
            Sketch.more().is(INDEX).from("14:01:00"))
        .node("r-15", NodeKind.VERDICT, "checks", "scan", Status.FAILED, scan("14:02:00"))
        .node("r-18", NodeKind.VERDICT, "checks", "scan", Status.FAILED, scan("14:05:00"))
        .node("gate", NodeKind.GATE, "gate", "release", Status.HELD, Sketch.more())
        .edge("change", "image", EdgeKind.BUILT_FROM)
        .edge("image", "amd64", EdgeKind.CONTAINS)
        .edge("image", "r-15", EdgeKind.SCANNED_BY)
        .edge("image", "r-18", EdgeKind.SCANNED_BY)
        .edge("image", "gate", EdgeKind.APPROVED_BY)
        .edge("r-15", "gate", EdgeKind.REPORTED_BY)
        .edge("r-18", "gate", EdgeKind.REPORTED_BY)
        .journey("held0000", "Pay", Status.HELD, SKETCH.summary("Held at gate release.", "", ""));
  }

  private static Sketch.More scan(String from) {
    String run = from.equals("14:02:00") ? "r-15" : "r-18";
    return Sketch.more()
        .fact("task", "scan")
        .owner("security")
        .run(run)
        .because(run.equals("r-15") ? "1 critical" : "2 critical")
        .from(from);
  }

  private static String dock(String title) {
    Journey journey = scannedTwice();
    Cards cards = Cards.of(journey, Set.of());
    Dock dock = Dock.of(cards, Map.of(), Reading.at(SKETCH.at("14:10:00"), ZoneOffset.UTC));
    Card card =
        cards.cards().stream().filter(it -> it.title().equals(title)).findFirst().orElseThrow();
    return dock.of(card).toString().replaceAll("<[^>]*>", "|").replaceAll("\\|+", "|");
  }

  @Test
  void anEarlierAttemptIsOneLineBelowTheNewest() {
    assertThat(dock("scan"))
        .containsSubsequence("|why|2 critical|", "|before|r-15|, failed 14:02:00: 1 critical|")
        .doesNotContain("|why|1 critical|");
  }

  @Test
  void whatSeveralAttemptsRestOnIsSaidOnce() {
    assertThat(dock("scan").split("\\|from \\|", -1)).hasSize(2);
  }

  @Test
  void anIndexIsSaidBeforeThePlatformsThatItContains() {
    assertThat(dock("shop@9b1c42")).containsSubsequence(INDEX, "|contains|" + PLATFORM + "|");
  }

  @Test
  void whatOpensAGateIsSaidInASentence() {
    assertThat(dock("release")).contains("|needs |scan|: failed, 2 critical|");
  }

  @Test
  void aCommitIsSaidByItsSubjectLineAlone() {
    assertThat(dock("d0e475e")).contains("|commit|Pay by bank transfer|");
  }
}
