// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Status;
import dev.cairn.pages.Sketch.More;

/// Twenty images of one change, of which eighteen fold into one card.
final class Monorepo {
  private Monorepo() {}

  private static More more() {
    return Sketch.more();
  }

  /// Twenty images, each with a scan and a gate; one does not compile, one is held.
  static Journey journey() {
    Sketch sketch = new Sketch("2026-11-20");
    sketch
        .node(
            "pr",
            NodeKind.CHANGE,
            "change",
            "Move all services to the new TLS defaults",
            Status.PASSED,
            more()
                .is("change:https://forge.example/acme/platform/pull/2290")
                .from("16:40:02")
                .to("16:40:03")
                .fact("repository", "https://forge.example/acme/platform"))
        .node(
            "build",
            NodeKind.RUN,
            "build",
            "build",
            Status.PASSED,
            more()
                .from("16:40:04")
                .to("16:44:10")
                .owner("platform")
                .fact("reused", "9 built, 11 reused")
                .run("r-7a02"))
        .node(
            "commit",
            NodeKind.COMMIT,
            "change",
            "Move all services",
            Status.PASSED,
            more().is("commit:88aa10b" + "0".repeat(33)).from("16:40:02").fact("branch", "main"))
        .edge("pr", "commit", EdgeKind.MERGED_AS)
        .edge("commit", "build", EdgeKind.RUNS);
    String[] names = {
      "accounts", "audit", "billing", "cart", "catalog", "checkout", "currency", "exports", "fraud",
          "gateway",
      "identity", "invoices", "ledger", "mail", "orders", "pricing", "reports", "search", "stock",
          "web"
    };
    for (int i = 0; i < names.length; i++) {
      image(sketch, names[i], i);
    }
    sketch
        .node(
            "cfg",
            NodeKind.CONFIG_COMMIT,
            "desired",
            "18 digests",
            Status.PASSED,
            more()
                .is("commit:77c0de1" + "0".repeat(33))
                .from("17:05:00")
                .owner("platform")
                .fact("repository", "https://forge.example/acme/deploy"))
        .node(
            "dev",
            NodeKind.DEPLOYMENT,
            "environment:dev",
            "all in dev",
            Status.LIVE,
            more().from("17:05:10").to("17:07:00").fact("replicas", "18 of 18"))
        .node(
            "stg",
            NodeKind.DEPLOYMENT,
            "environment:staging",
            "all in staging",
            Status.LIVE,
            more().from("17:05:10").to("17:08:00").fact("replicas", "18 of 18"))
        .node(
            "eu",
            NodeKind.DEPLOYMENT,
            "environment:production-eu",
            "all in production-eu",
            Status.RUNNING,
            more().from("2026-11-21T14:08:20Z").fact("replicas", "3 of 5 waves"))
        .node(
            "us",
            NodeKind.DEPLOYMENT,
            "environment:production-us",
            "all in production-us",
            Status.WAITING,
            more().from("2026-11-21T14:08:20Z").because("opens Mon 15:00"))
        .edge("cfg", "dev", EdgeKind.DEPLOYED_BY)
        .edge("cfg", "stg", EdgeKind.DEPLOYED_BY)
        .edge("stg", "eu", EdgeKind.DEPLOYED_BY)
        .edge("stg", "us", EdgeKind.DEPLOYED_BY);
    return sketch.journey(
        "0c9d4400-0000-8000-8000-000000000004",
        "Move all services to the new TLS defaults",
        Status.RUNNING,
        sketch.summary(
            "Rolling out in production-eu, 3 of 5 waves: production-us opens Monday 15:00.",
            "2026-11-21T14:08:20Z",
            "18 of 20 images are on their way. ledger does not compile and mail is held: 1 high"
                + " finding."));
  }

  private static void image(Sketch sketch, String name, int i) {
    boolean broken = name.equals("ledger");
    boolean held = name.equals("mail");
    String hex = "%02x%04x".formatted(i + 0x12, (i * 3571 + 0x0d43) % 0x10000);
    Status built = broken ? Status.FAILED : i < 11 ? Status.REUSED : Status.PASSED;
    More image = more().from("16:41:02").to("16:43:10");
    image.is(broken ? "run:cairn/ledger" : "digest:sha256:" + hex + "0".repeat(58));
    if (broken) {
      image.because("LedgerTls.java:41: cannot find symbol").run("r-7a10");
    }
    sketch
        .node(
            "a-" + name,
            NodeKind.ARTIFACT,
            "artifact",
            broken ? "ledger" : name + "@" + hex,
            built,
            image)
        .edge("build", "a-" + name, EdgeKind.BUILT_FROM);
    if (broken) {
      return;
    }
    More scan = more().from("16:44:17").to("16:44:2" + i % 10).owner("security").run("r-7b" + i);
    More gate = more().from("16:45:00").to("16:45:01").owner("security");
    if (held) {
      scan.because("1 high finding").fact("findings", "1 high");
      gate = more().from("16:45:00").owner("security");
    }
    sketch
        .node(
            "s-" + name,
            NodeKind.VERDICT,
            "checks",
            "scan",
            held ? Status.FAILED : Status.PASSED,
            scan)
        .node(
            "g-" + name, NodeKind.GATE, "gate", "release", held ? Status.HELD : Status.PASSED, gate)
        .edge("a-" + name, "s-" + name, EdgeKind.SCANNED_BY)
        .edge("s-" + name, "g-" + name, EdgeKind.REPORTED_BY)
        .edge("a-" + name, "g-" + name, EdgeKind.APPROVED_BY);
    if (!held) {
      sketch.edge("a-" + name, "cfg", EdgeKind.NAMES);
    }
  }
}
