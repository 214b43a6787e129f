// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Status;

/// A journey whose every text tries to be something else: markup, a script, a terminal's command.
final class Hostile {
  static final String TEXT =
      "</text><script>alert(1)</script>\"'><img src=x"
          + " onerror=alert(2)>\u001b]0;owned\u0007\u202eevil";

  private Hostile() {}

  static Journey journey() {
    Sketch sketch = new Sketch("2026-11-21");
    sketch
        .node(
            "a",
            NodeKind.CHANGE,
            "change",
            TEXT,
            Status.PASSED,
            Sketch.more()
                .is("change:javascript:alert(1)//412")
                .from("14:00:00")
                .fact("branch", TEXT)
                .fact("repository", TEXT)
                .tool(TEXT)
                .because(TEXT))
        .node(
            "b\" onload=\"x",
            NodeKind.RUN,
            "build",
            TEXT,
            Status.FAILED,
            Sketch.more()
                .from("14:00:01")
                .to("14:00:02")
                .because(TEXT)
                .owner(TEXT)
                .run("r-1\"><script>")
                .fact(TEXT, TEXT))
        .node(
            "c",
            NodeKind.DEPLOYMENT,
            "environment:" + TEXT,
            TEXT,
            Status.LIVE,
            Sketch.more().fact("service", TEXT).fact("runs", TEXT))
        .edge("a", "b\" onload=\"x", EdgeKind.RUNS)
        .edge("b\" onload=\"x", "c", EdgeKind.DEPLOYED_BY);
    return sketch.journey(
        "id\"><script>", TEXT, Status.FAILED, sketch.summary(TEXT, "14:00:02", TEXT));
  }
}
