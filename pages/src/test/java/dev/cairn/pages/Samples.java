// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.Strength;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Narrowing;
import dev.cairn.journeys.Query;
import dev.cairn.journeys.Status;
import dev.cairn.pages.DeliveryView.Joined;
import dev.cairn.pages.DeliveryView.Started;
import dev.cairn.pages.DeliveryView.Understood;
import dev.cairn.pages.EnvironmentsView.Cell;
import dev.cairn.pages.EnvironmentsView.Place;
import dev.cairn.pages.EnvironmentsView.ServiceRow;
import dev.cairn.pages.EnvironmentsView.Wanted;
import dev.cairn.pages.RunView.Anchor;
import dev.cairn.pages.RunView.Fact;
import dev.cairn.pages.RunView.RunStep;
import dev.cairn.pages.RunView.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What the pages beside the journey's show, as in the mocks.
final class Samples {
  private Samples() {}

  static List<LogLine> log() {
    String[] texts = {
      "match 214 packages against 61,802 advisories",
      "  amd64: 214 packages, arm64: the same",
      "libssl3 3.0.17-1: 1 low, CVE-2026-20011, not reachable",
      "zlib1g 1:1.2.13: 1 low, CVE-2026-19022",
      "2 low, 0 medium, 0 high",
      "1 critical: CVE-2026-31337 libxml2 2.9.14 < 2.9.15",
      "  heap overflow when a schema is validated; CVSS 9.8; published 2026-11-21 11:40",
      "  layer 2 of 3, from the base image, package libxml2",
      "verdict failed for sha256:9b1c42…, 1 critical, rule: none allowed"
    };
    Instant at = Instant.parse("2026-11-21T14:03:04Z");
    return IntStream.range(0, texts.length)
        .mapToObj(
            i -> new LogLine(i + 1, Optional.of(at.plusSeconds(i)), texts[i], i == 5 || i == 8))
        .toList();
  }

  /// The list, narrowed as an address says: `show=needs`, or empty.
  static JourneysView list(String query) {
    Narrowing narrowing =
        switch (query) {
          case "show=needs" -> Narrowing.NONE.showing(Optional.of("needs"));
          case "show=needs&environment=production" ->
              Narrowing.NONE.showing(Optional.of("needs")).at(Optional.of("production"));
          case "repository=nowhere" -> Narrowing.NONE.ofRepository(Optional.of("nowhere"));
          default -> Narrowing.NONE;
        };
    List<Journey> all = List.of(Mocks.held(), Mocks.monorepo(), Mocks.foreign(), Mocks.rollback());
    return JourneysView.of(
        new Query.Page(all.stream().filter(narrowing::holds).toList(), Optional.empty()),
        new Query.Page(all, Optional.empty()),
        narrowing);
  }

  static RunView run() {
    return new RunView(
        "r-58c2",
        "scan of shop@9b1c42",
        "scan",
        "security@e41f",
        Status.FAILED,
        Optional.of("1 critical finding, CVE-2026-31337 in libxml2 2.9.14, fixed in 2.9.15"),
        Optional.of(Instant.parse("2026-11-21T14:03:03Z")),
        Optional.of(Instant.parse("2026-11-21T14:03:12Z")),
        Optional.of(new Anchor("/journeys/held", "journey of #412")),
        List.of(
            new RunStep(
                "s1",
                "class files",
                Status.REUSED,
                Optional.empty(),
                "Security.java:7",
                "javac -d /out",
                Optional.empty(),
                Optional.empty()),
            new RunStep(
                "s2",
                "package list",
                Status.REUSED,
                Optional.empty(),
                "Security.java:8",
                "",
                Optional.empty(),
                Optional.empty()),
            new RunStep(
                "s3",
                "advisories",
                Status.PASSED,
                Optional.of(Duration.ofMillis(1400)),
                "Security.java:9",
                "",
                Optional.empty(),
                Optional.empty()),
            new RunStep(
                "s4",
                "match",
                Status.FAILED,
                Optional.of(Duration.ofMillis(8100)),
                "Security.java:9",
                "findings/1",
                Optional.of("exit 1"),
                Optional.of(1)),
            new RunStep(
                "s5",
                "report",
                Status.REFUSED,
                Optional.empty(),
                "Security.java:9",
                "",
                Optional.empty(),
                Optional.empty())),
        log(),
        List.of(
            new Why(
                "Event",
                Optional.of(new Anchor("/deliveries/d-8f10c2", "artifact published 14:03:02"))),
            new Why("because its type is what scan(ArtifactPublished) takes.", Optional.empty())),
        List.of("git checkout 3f9c1e2", "cairn run scan"),
        List.of(
            new Fact("image in", "sha256:9b1c42"),
            new Fact("sandbox", "full: own root, no network, no secrets"),
            new Fact("worker", "security-1, attempt 1"),
            new Fact(
                "used",
                "8.5 s CPU, 190 MB, an estimated 8.3 mWh (3.7 to 20); 0.31 Wh (0.14 to 0.74)"
                    + " avoided by reuse")),
        true,
        List.of(new Anchor("/api/runs/r-58c2/log?attempt=1", "attempt 1")));
  }

  static EnvironmentsView environments() {
    Wanted next = new Wanted("shop@9b1c42", Optional.of("held"), Status.HELD, "held at release");
    Cell shop =
        new Cell.Running(
            "shop@77ad01",
            Optional.of("held"),
            Status.LIVE,
            Optional.of(Mocks.NOW.minusSeconds(90000)),
            Optional.empty(),
            Optional.of("http://127.0.0.1:9000"),
            0,
            Optional.of(next));
    Cell drifted =
        new Cell.Running(
            "ledger@39d0f1",
            Optional.empty(),
            Status.DRIFTED,
            Optional.of(Mocks.NOW.minusSeconds(40)),
            Optional.of("replicas 6, wanted 4; repairing"),
            Optional.empty(),
            0,
            Optional.empty());
    Cell ahead =
        new Cell.Running(
            "ledger@39d0f2",
            Optional.empty(),
            Status.LIVE,
            Optional.of(Mocks.NOW.minusSeconds(4000)),
            Optional.empty(),
            Optional.empty(),
            3,
            Optional.empty());
    Cell flagged =
        new Cell.Running(
            "pay@5d9ad5",
            Optional.of("held"),
            Status.FLAGGED,
            Optional.of(Mocks.NOW.minusSeconds(400)),
            Optional.of(
                "CAIRN-DEMO-2026-0002, critical, in dev.example:currencies 2.3.0, fixed in 2.3.1"),
            Optional.of("http://127.0.0.1:9001"),
            0,
            Optional.empty());
    return new EnvironmentsView(
        List.of(
            new Place("staging", "local"), new Place("production", "local, network of the host")),
        List.of(
            new ServiceRow("shop", List.of(shop, shop)),
            new ServiceRow("ledger", List.of(ahead, drifted)),
            new ServiceRow("pay", List.of(flagged, flagged)),
            new ServiceRow("mail", List.of(new Cell.Absent(), new Cell.Nothing(next)))),
        "config b3310af",
        Optional.of(Mocks.NOW.minusSeconds(12)),
        Optional.of(Mocks.NOW.minusSeconds(30)));
  }

  static DeliveryView delivery() {
    return new DeliveryView(
        "d-8f10c2",
        "harbor",
        "Harbor",
        "/hooks/harbor",
        Mocks.NOW,
        "joined",
        "Signature good. Adapter harbor.",
        Optional.empty(),
        List.of(new Fact("content-type", "application/json")),
        "{\n  \"type\": \"PUSH_ARTIFACT\",\n  \"digest\": \"sha256:9b1c42\"\n}",
        2114,
        List.of("\"PUSH_ARTIFACT\"", "\"sha256:9b1c42\""),
        List.of(
            new Understood(
                "artifact published", List.of(new Fact("subject", "pkg:oci/shop@sha256:9b1c42")))),
        List.of(
            new Joined(
                "3f9c1e2",
                "shop@9b1c42",
                Strength.INFERRED,
                "the image's own label org.opencontainers.image.revision")),
        List.of(new Anchor("/journeys/held", "shop #412")),
        List.of(
            new Started(
                Status.FAILED, "scan", Optional.of(new Anchor("/runs/r-58c2", "r-58c2")), ""),
            new Started(
                Status.REFUSED,
                "smoke-arm",
                Optional.empty(),
                "@When(\"'arm64' in event.platforms\") was false")),
        List.of(
            new DeliveryView.Again("d-8f10c3", Mocks.NOW, "equal content key; changed nothing")));
  }
}
