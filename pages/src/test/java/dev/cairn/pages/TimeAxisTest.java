// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Status;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TimeAxisTest {
  private static TimeAxis axis(Journey journey, Instant now) {
    return TimeAxis.of(Cards.of(journey, Set.of()).cards(), now).orElseThrow();
  }

  private static Journey gap() {
    Sketch sketch = new Sketch("2026-11-21");
    sketch
        .node(
            "a",
            NodeKind.RUN,
            "build",
            "a",
            Status.PASSED,
            Sketch.more().from("10:00:00").to("10:01:00"))
        .node(
            "b",
            NodeKind.RUN,
            "build",
            "b",
            Status.PASSED,
            Sketch.more().from("15:00:00").to("15:01:00"));
    return sketch.journey("j", "t", Status.PASSED, sketch.summary("Passed.", "", ""));
  }

  @Test
  void aLongStretchInWhichNothingWorkedIsANarrowBand() {
    TimeAxis axis = axis(gap(), Mocks.NOW);
    assertThat(axis.stretches())
        .extracting(TimeAxis.Stretch::folded)
        .containsExactly(false, true, false);
    TimeAxis.Stretch band = axis.stretches().get(1);
    assertThat(band.end() - band.begin()).isEqualTo(5);
    assertThat(Spans.exact(band.length())).isEqualTo("4 h 59 min");
  }

  @Test
  void theAxisRunsFromTheFirstBeginToTheLastEnd() {
    TimeAxis axis = axis(gap(), Mocks.NOW);
    assertThat(axis.place(Instant.parse("2026-11-21T10:00:00Z"))).isZero();
    assertThat(axis.place(Instant.parse("2026-11-21T15:01:00Z"))).isEqualTo(100);
  }

  @Test
  void waitingAtAGateIsNotWork() {
    Sketch sketch = new Sketch("2026-11-21");
    sketch
        .node(
            "a",
            NodeKind.RUN,
            "build",
            "a",
            Status.PASSED,
            Sketch.more().from("14:00:00").to("14:00:30"))
        .node("g", NodeKind.GATE, "gate", "release", Status.HELD, Sketch.more().from("14:00:30"));
    Journey journey = sketch.journey("j", "t", Status.HELD, sketch.summary("Held.", "", ""));
    assertThat(axis(journey, Mocks.NOW).foldsAny()).isTrue();
  }
}
