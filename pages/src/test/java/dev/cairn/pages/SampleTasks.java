// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Status;
import dev.cairn.pages.TasksView.Arrival;
import dev.cairn.pages.TasksView.BundleRow;
import dev.cairn.pages.TasksView.Listens;
import dev.cairn.pages.TasksView.Past;
import dev.cairn.pages.TasksView.Place;
import dev.cairn.pages.TasksView.Result;
import dev.cairn.pages.TasksView.Rhythm;
import dev.cairn.pages.TasksView.Service;
import dev.cairn.pages.TasksView.TaskRow;
import dev.cairn.pages.TasksView.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Three teams' tasks and what feeds them, as in the mock: one task that nobody feeds, a bundle
/// that does not compile.
final class SampleTasks {
  static final String SHOP = "https://git.example/shop.git";

  private SampleTasks() {}

  static TasksView view() {
    return new TasksView(
        List.of(
            helper("image"),
            ship(),
            task("scan", "gate", types("ArtifactPublished", true, "Verdict"), ran()),
            task("signature", "gate", types("ArtifactPublished", false, "Verdict"), ran()),
            task("sbom-diff", "task", types("ChangeProposed", false), never()),
            task("rescan", "task", types("Live", true, "Verdict", "FindingOpened"), ran()),
            promote(),
            task("smoke", "probe", types("ServiceUpgraded", false, "TestSuiteFinished"), ran()),
            rollback()),
        bundles(),
        arrivals(),
        List.of(
            new Rhythm(
                "distribution", 30, Mocks.NOW.minus(Duration.ofDays(3)), Duration.ofHours(20)),
            new Rhythm("github", 30, Mocks.NOW.minusSeconds(60), Duration.ofHours(20))),
        List.of(
            new Place("staging", "local", List.of(new Service("shop", Status.LIVE, "shop@77ad01"))),
            new Place(
                "production",
                "local",
                List.of(
                    new Service("shop", Status.FLAGGED, "shop@77ad01"),
                    new Service("ledger", Status.EXPECTED, "nothing")))),
        2,
        true);
  }

  static List<BundleRow> bundles() {
    return List.of(
        new BundleRow("shop", "shop", SHOP, "3f9c1e2aaaa", Status.PASSED, Optional.empty()),
        new BundleRow(
            "security",
            "security",
            "https://git.example/security.git",
            "e41faaaaaa",
            Status.FAILED,
            Optional.of("Security.java:9: error: cannot find symbol\n  HIHG\n  ^")));
  }

  static List<Arrival> arrivals() {
    return List.of(
        came("argocd", "argocd", "service.upgraded", "ServiceUpgraded", 2),
        came("cairn", "cairn", "artifact.published", "ArtifactPublished", 38),
        new Arrival(
            "distribution",
            "registry/registry.example",
            "dev.cdevents.artifact.published.0.3.0",
            Optional.of("ArtifactPublished"),
            30,
            Mocks.NOW.minus(Duration.ofDays(3))),
        came("git", SHOP, "change.merged", "ChangeMerged", 41),
        came("git", "https://git.example/security.git", "change.merged", "ChangeMerged", 3),
        came("github", "https://github.example/acme/checkout", "change.merged", "ChangeMerged", 4),
        new Arrival(
            "github",
            "https://github.example/acme/checkout",
            "dev.cdevents.pipelinerun.finished.0.3.0",
            Optional.empty(),
            9,
            Mocks.NOW.minusSeconds(7000)));
  }

  static Arrival came(String tool, String source, String event, String type, long count) {
    return new Arrival(
        tool,
        source,
        "dev.cdevents." + event + ".0.3.0",
        Optional.of(type),
        count,
        Mocks.NOW.minusSeconds(60));
  }

  static Types types(String listens, boolean advisories, String... emits) {
    return new Types(List.of(new Listens(listens, "")), advisories, List.of(emits), List.of());
  }

  static Past ran() {
    return new Past(
        List.of(
            new Result("r-1", Status.PASSED),
            new Result("r-2", Status.REUSED),
            new Result("r-3", Status.FAILED)),
        Optional.of(Duration.ofSeconds(9)),
        Optional.empty(),
        0,
        List.of());
  }

  static Past never() {
    return new Past(List.of(), Optional.empty(), Optional.empty(), 0, List.of());
  }

  static TaskRow task(String name, String kind, Types types, Past past) {
    return new TaskRow(
        name,
        "security",
        "security",
        kind,
        "What " + name + " does.",
        "Security.java:9",
        types,
        past);
  }

  private static TaskRow helper(String name) {
    return new TaskRow(
        name,
        "shop",
        "shop",
        "task",
        "Called by others.",
        "Delivery.java:20",
        new Types(List.of(), false, List.of(), List.of()),
        never());
  }

  private static TaskRow ship() {
    return new TaskRow(
        "ship",
        "shop",
        "shop",
        "effect",
        "What happens when a change is on main.",
        "Delivery.java:26",
        new Types(
            List.of(new Listens("ChangeMerged", "branch == 'main'")),
            false,
            List.of("ArtifactPublished"),
            List.of("image")),
        new Past(ran().last(), ran().median(), Optional.empty(), 3, List.of()));
  }

  private static TaskRow promote() {
    return new TaskRow(
        "promote",
        "platform",
        "platform",
        "effect",
        "Asks for the new image.",
        "Rollout.java:12",
        types("ArtifactReleased", false),
        new Past(ran().last(), ran().median(), Optional.empty(), 0, List.of("staging")));
  }

  private static TaskRow rollback() {
    return new TaskRow(
        "rollback",
        "platform",
        "platform",
        "effect",
        "Back to what ran before.",
        "Rollout.java:30",
        new Types(
            List.of(
                new Listens("TestSuiteFinished", "outcome == 'FAIL'"),
                new Listens("ServiceUpgraded", "!rollback")),
            false,
            List.of(),
            List.of()),
        new Past(ran().last(), ran().median(), Optional.empty(), 0, List.of("production")));
  }
}
