// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Status;
import dev.cairn.pages.Sketch.More;

/// What runs in production is flagged by an advisory that came later. Its names are as long, and
/// its letters as wide, as they are in earnest.
final class Flagged {
  private Flagged() {}

  private static More more() {
    return Sketch.more();
  }

  static Journey journey() {
    Sketch sketch = new Sketch("2026-11-21");
    checks(sketch);
    production(sketch);
    sketch
        .edge("commit", "ship", EdgeKind.RUNS)
        .edge("ship", "img", EdgeKind.BUILT_FROM)
        .edge("img", "scan", EdgeKind.SCANNED_BY)
        .edge("img", "rescan", EdgeKind.SCANNED_BY)
        .edge("rescan", "finding", EdgeKind.REPORTED_BY)
        .edge("rescan", "ghsa", EdgeKind.REPORTED_BY)
        .edge("scan", "gate", EdgeKind.REPORTED_BY)
        .edge("gate", "promote", EdgeKind.RUNS)
        .edge("promote", "prd", EdgeKind.DEPLOYED_BY);
    return sketch.journey(
        "c5a11300-0000-8000-8000-000000000004",
        "Grüße wärmer, auf Wunsch aus Österreich · 日本語も",
        Status.FLAGGED,
        sketch.summary(
            "Live in production; flagged: CAIRN-DEMO-2026-0002, critical, in dev.example:currencies"
                + " 2.3.0, fixed in 2.3.1.",
            "13:29:30",
            "A new change replaces it."));
  }

  private static void checks(Sketch sketch) {
    sketch
        .node(
            "commit",
            NodeKind.COMMIT,
            "change",
            "Grüße wärmer, auf Wunsch aus Österreich · 日本語も",
            Status.PASSED,
            more()
                .is("commit:04a1bd0" + "0".repeat(33))
                .from("13:20:11")
                .fact("branch", "WIP/MMMM-WWWW-EMOJI-🚀🚀"))
        .node(
            "ship",
            NodeKind.RUN,
            "build",
            "ship",
            Status.PASSED,
            more().from("13:20:14").to("13:20:44").owner("shop").run("r-9"))
        .node(
            "img",
            NodeKind.ARTIFACT,
            "artifact",
            "shop@5d9ad5",
            Status.PASSED,
            more()
                .is("digest:sha256:5d9ad5" + "0".repeat(58))
                .from("13:20:44")
                .fact("platforms", "amd64, arm64"))
        .node(
            "scan",
            NodeKind.VERDICT,
            "checks",
            "scan",
            Status.PASSED,
            more().from("13:20:45").to("13:20:46").owner("security").run("r-10"))
        .node(
            "rescan",
            NodeKind.VERDICT,
            "checks",
            "rescan",
            Status.FAILED,
            more()
                .from("13:29:29")
                .to("13:29:30")
                .because(
                    "1 critical, CAIRN-DEMO-2026-0002 in dev.example:currencies 2.3.0, fixed in"
                        + " 2.3.1")
                .attempts(Status.PASSED, Status.FAILED)
                .owner("security")
                .run("r-17"))
        .node(
            "finding",
            NodeKind.FINDING,
            "checks",
            "CAIRN-DEMO-2026-0002",
            Status.FLAGGED,
            more()
                .from("13:29:30")
                .because("critical, in dev.example:currencies 2.3.0, fixed in 2.3.1")
                .owner("security"))
        .node(
            "ghsa",
            NodeKind.FINDING,
            "checks",
            "GHSA-jfh8-c2jp-5v3q",
            Status.FLAGGED,
            more()
                .from("13:29:30")
                .because("critical, in org.apache.logging.log4j:log4j-core 2.14.1, fixed in 2.15.0")
                .owner("security"));
  }

  private static void production(Sketch sketch) {
    sketch
        .node(
            "gate",
            NodeKind.GATE,
            "gate",
            "release",
            Status.PASSED,
            more().from("13:20:46").to("13:20:46"))
        .node(
            "promote",
            NodeKind.RUN,
            "desired",
            "promote",
            Status.PASSED,
            more().from("13:20:47").to("13:20:48").owner("platform").run("r-11"))
        .node(
            "prd",
            NodeKind.DEPLOYMENT,
            "environment:production",
            "shop in production",
            Status.FLAGGED,
            more()
                .from("13:20:50")
                .to("13:20:52")
                .fact("repairs", "1")
                .because("CAIRN-DEMO-2026-0002, critical, in dev.example:currencies 2.3.0")
                .owner("platform")
                .run("r-13"));
  }
}
