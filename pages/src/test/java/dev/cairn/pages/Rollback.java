// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Status;
import dev.cairn.pages.Sketch.More;

/// An old artifact comes back after an alert.
final class Rollback {
  private Rollback() {}

  private static More more() {
    return Sketch.more();
  }

  static Journey journey() {
    Sketch sketch = new Sketch("2026-11-21");
    sketch
        .node(
            "old",
            NodeKind.ARTIFACT,
            "cause",
            "search@c3f08d",
            Status.ELSEWHERE,
            more().is("digest:sha256:c3f08d" + "0".repeat(58)).fact("detail", "journey of #655"))
        .node(
            "alert",
            NodeKind.INCIDENT,
            "cause",
            "error rate 8 %",
            Status.FLAGGED,
            more()
                .from("03:09:20")
                .to("03:18:10")
                .because("search in production")
                .tool("Alertmanager"))
        .node(
            "cfg",
            NodeKind.COMMIT,
            "change",
            "Roll search back",
            Status.ROLLED_BACK,
            more()
                .is("commit:5be90c2" + "0".repeat(33))
                .from("03:12:40")
                .to("03:12:41")
                .fact("branch", "main"))
        .node(
            "img",
            NodeKind.ARTIFACT,
            "artifact",
            "search@4be110",
            Status.ELSEWHERE,
            more().is("digest:sha256:4be110" + "0".repeat(58)).fact("detail", "journey of #651"))
        .node(
            "prd",
            NodeKind.DEPLOYMENT,
            "environment:production",
            "search in production",
            Status.LIVE,
            more().from("03:12:48").to("03:18:10").fact("replicas", "6 of 6"))
        .node(
            "stg",
            NodeKind.DEPLOYMENT,
            "environment:staging",
            "search in staging",
            Status.WAITING,
            more()
                .from("03:14:00")
                .fact("runs", "search@c3f08d (#655)")
                .because("differs from production"))
        .edge(
            "old",
            "alert",
            EdgeKind.OBSERVED_IN,
            Strength.INFERRED,
            "it ran there when the alert began")
        .edge(
            "alert",
            "cfg",
            EdgeKind.ROLLED_BACK_BY,
            Strength.GUESSED,
            "the rollback came 3 min after the alert")
        .edge("cfg", "img", EdgeKind.NAMES, Strength.INFERRED, "its diff names the digest")
        .edge("img", "prd", EdgeKind.DEPLOYED_BY)
        .edge("old", "stg", EdgeKind.DEPLOYED_BY);
    return sketch.journey(
        "e2a77100-0000-8000-8000-000000000003",
        "Roll search back to 4be110",
        Status.LIVE,
        sketch.summary(
            "Production is healthy again on search@4be110: 5 min 30 s after the rollback.",
            "03:18:10",
            "The older image came from #651; nothing was built."));
  }
}
