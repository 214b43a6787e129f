// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Status;
import dev.cairn.pages.Sketch.More;
import java.time.Instant;

/// The journeys that the mocks of the pages show.
final class Mocks {
  static final Instant NOW = Instant.parse("2026-11-21T14:15:20Z");
  private static final String COMMIT = "commit:3f9c1e2" + "0".repeat(32) + "1";
  private static final String DIGEST = "digest:sha256:9b1c42" + "0".repeat(57) + "1";

  private Mocks() {}

  private static More more() {
    return Sketch.more();
  }

  static Journey held() {
    Sketch sketch = new Sketch("2026-11-21");
    heldNodes(sketch);
    sketch
        .edge("pr", "commit", EdgeKind.MERGED_AS)
        .edge("commit", "test", EdgeKind.RUNS)
        .edge("commit", "ship", EdgeKind.RUNS)
        .edge("ship", "img", EdgeKind.BUILT_FROM)
        .edge("commit", "img", EdgeKind.BUILT_FROM)
        .edge("img", "scan", EdgeKind.SCANNED_BY)
        .edge("img", "sig", EdgeKind.SCANNED_BY)
        .edge("img", "reb", EdgeKind.SCANNED_BY)
        .edge("img", "gate", EdgeKind.APPROVED_BY)
        .edge("test", "gate", EdgeKind.REPORTED_BY)
        .edge("scan", "gate", EdgeKind.REPORTED_BY)
        .edge("sig", "gate", EdgeKind.REPORTED_BY)
        .edge("reb", "gate", EdgeKind.REPORTED_BY)
        .edge("img", "promote", EdgeKind.RUNS)
        .edge("promote", "stg", EdgeKind.DEPLOYED_BY)
        .edge("promote", "prd", EdgeKind.DEPLOYED_BY)
        .edge("img", "prd", EdgeKind.DEPLOYED_BY);
    return sketch.journey(
        "7f21c0aa-0000-8000-8000-000000000001",
        "Retry the payment when the bank times out",
        Status.HELD,
        sketch.summary(
            "Held at gate release: the scan found 1 critical, CVE-2026-31337 in libxml2 2.9.14.",
            "14:03:12",
            "Fixed in 2.9.15. Staging and production are unchanged, both run shop@77ad01 of"
                + " #408."));
  }

  private static void heldNodes(Sketch sketch) {
    sketch
        .node(
            "pr",
            NodeKind.CHANGE,
            "change",
            "Retry the payment when the bank times out",
            Status.PASSED,
            more()
                .is("change:https://forge.example/acme/shop/pull/412")
                .from("14:02:11")
                .to("14:02:12")
                .fact("repository", "https://forge.example/acme/shop")
                .tool("git push"))
        .node(
            "commit",
            NodeKind.COMMIT,
            "change",
            "Retry the payment",
            Status.PASSED,
            more().is(COMMIT).from("14:02:11").to("14:02:11").fact("branch", "main"))
        .node(
            "test",
            NodeKind.RUN,
            "build",
            "test",
            Status.PASSED,
            more()
                .from("14:02:12")
                .to("14:02:43")
                .fact("tests", "212 passed")
                .fact("reused", "9 of 10 reused")
                .owner("shop")
                .run("r-58b8"))
        .node(
            "ship",
            NodeKind.RUN,
            "build",
            "ship",
            Status.PASSED,
            more()
                .from("14:02:12")
                .to("14:03:00")
                .owner("shop")
                .fact("reused", "3 of 4 reused")
                .run("r-58b9"))
        .node(
            "img",
            NodeKind.ARTIFACT,
            "artifact",
            "shop@9b1c42",
            Status.PASSED,
            more()
                .is(DIGEST)
                .from("14:03:00")
                .to("14:03:03")
                .fact("platforms", "amd64, arm64")
                .fact("size", "61 MB"))
        .node(
            "scan",
            NodeKind.VERDICT,
            "checks",
            "scan",
            Status.FAILED,
            more()
                .from("14:03:03")
                .to("14:03:12")
                .because("1 critical finding, CVE-2026-31337")
                .fact("findings", "1 critical")
                .owner("security")
                .run("r-58c2"))
        .node(
            "sig",
            NodeKind.VERDICT,
            "checks",
            "signature",
            Status.PASSED,
            more().from("14:03:03").to("14:03:03").owner("security").run("r-58c3"))
        .node(
            "reb",
            NodeKind.VERDICT,
            "checks",
            "rebuild",
            Status.RUNNING,
            more()
                .from("14:10:06")
                .fact("detail", "1 of 2 agree so far")
                .owner("security")
                .run("r-58c4"))
        .node(
            "gate",
            NodeKind.GATE,
            "gate",
            "release",
            Status.HELD,
            more().from("14:03:12").because("needs scan").owner("security"))
        .node(
            "promote",
            NodeKind.RUN,
            "desired",
            "promote",
            Status.EXPECTED,
            more().because("after gate release").owner("platform"))
        .node(
            "stg",
            NodeKind.DEPLOYMENT,
            "environment:staging",
            "shop in staging",
            Status.EXPECTED,
            more().fact("runs", "shop@77ad01 (#408)"))
        .node(
            "prd",
            NodeKind.DEPLOYMENT,
            "environment:production",
            "shop in production",
            Status.EXPECTED,
            more().fact("runs", "shop@77ad01 (#408)"));
  }

  static Journey monorepo() {
    return Monorepo.journey();
  }

  static Journey foreign() {
    Sketch sketch = new Sketch("2026-11-20");
    sketch
        .node(
            "pr",
            NodeKind.CHANGE,
            "change",
            "Show the delivery date before payment",
            Status.PASSED,
            more()
                .is("change:https://github.com/acme/checkout/pull/1187")
                .from("09:14:03")
                .to("09:14:05")
                .tool("github")
                .fact("repository", "https://github.com/acme/checkout"))
        .node(
            "commit",
            NodeKind.COMMIT,
            "change",
            "Show the delivery date",
            Status.PASSED,
            more()
                .is("commit:c41d07a" + "0".repeat(33))
                .from("09:14:03")
                .fact("branch", "main")
                .tool("github"))
        .node(
            "ci",
            NodeKind.RUN,
            "build",
            "CI #5521",
            Status.PASSED,
            more()
                .from("09:14:20")
                .to("09:20:30")
                .tool("GitHub Actions")
                .attempts(Status.FAILED, Status.PASSED)
                .fact("detail", "build, unit, push"))
        .node(
            "img",
            NodeKind.ARTIFACT,
            "artifact",
            "checkout@e07f51",
            Status.PASSED,
            more()
                .is("digest:sha256:e07f51" + "0".repeat(58))
                .from("09:20:28")
                .to("09:20:30")
                .tool("Harbor")
                .fact("tag", "checkout:1.48.0"))
        .node(
            "scan",
            NodeKind.VERDICT,
            "checks",
            "Harbor scan",
            Status.PASSED,
            more()
                .from("09:20:40")
                .to("09:21:21")
                .tool("Harbor")
                .fact("findings", "0 critical, 2 low"))
        .node(
            "e2e",
            NodeKind.TEST,
            "checks",
            "e2e #88",
            Status.PASSED,
            more()
                .from("09:29:00")
                .to("09:51:00")
                .tool("Jenkins")
                .fact("detail", "nightly, no digest"))
        .node(
            "cfgs",
            NodeKind.CONFIG_COMMIT,
            "desired",
            "checkout to e07f51",
            Status.PASSED,
            more()
                .is("commit:a91be0f" + "0".repeat(33))
                .from("09:22:00")
                .fact("repository", "https://github.com/acme/deploy"))
        .node(
            "stg",
            NodeKind.DEPLOYMENT,
            "environment:staging",
            "checkout in staging",
            Status.LIVE,
            more().from("09:24:00").to("09:24:38").tool("argocd").fact("replicas", "3 of 3"))
        .node(
            "smoke",
            NodeKind.TEST,
            "environment:staging",
            "smoke",
            Status.PASSED,
            more().from("09:25:00").to("09:25:12"))
        .node(
            "cfgp",
            NodeKind.CONFIG_COMMIT,
            "desired",
            "checkout to e07f51",
            Status.PASSED,
            more()
                .is("commit:0d72fc4" + "0".repeat(33))
                .from("12:33:12")
                .fact("repository", "https://github.com/acme/deploy"))
        .node(
            "prd",
            NodeKind.DEPLOYMENT,
            "environment:production",
            "checkout in production",
            Status.REPAIRED,
            more()
                .from("12:33:40")
                .to("12:36:00")
                .tool("argocd")
                .fact("replicas", "6 of 6")
                .fact("repairs", "2"))
        .edge("pr", "commit", EdgeKind.MERGED_AS)
        .edge("commit", "ci", EdgeKind.RUNS)
        .edge("ci", "img", EdgeKind.BUILT_FROM, Strength.INFERRED, "its own label says the commit")
        .edge("img", "scan", EdgeKind.SCANNED_BY)
        .edge(
            "img",
            "e2e",
            EdgeKind.TESTED_BY,
            Strength.GUESSED,
            "e2e #88 names no commit; it ran on staging while this image was the only new one"
                + " there")
        .edge("img", "cfgs", EdgeKind.NAMES, Strength.INFERRED, "deploy a91be0f names the digest")
        .edge("cfgs", "stg", EdgeKind.DEPLOYED_BY)
        .edge("stg", "smoke", EdgeKind.TESTED_BY)
        .edge("stg", "prd", EdgeKind.DEPLOYED_BY)
        .edge("img", "cfgp", EdgeKind.NAMES, Strength.INFERRED, "deploy 0d72fc4 names the digest")
        .edge("cfgp", "prd", EdgeKind.DEPLOYED_BY);
    return sketch.journey(
        "51b09e00-0000-8000-8000-000000000002",
        "Show the delivery date before payment",
        Status.REPAIRED,
        sketch.summary(
            "Live in production: healthy, drift was repaired twice, last at 23:02.",
            "12:36:00",
            "Commit to production 3 h 22 min, of which 3 h 8 min was waiting for the promotion."));
  }

  static Journey rollback() {
    return Rollback.journey();
  }
}
