// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dispatch.Bundle;
import dev.cairn.dispatch.Catalogue;
import dev.cairn.dispatch.Decision;
import dev.cairn.dispatch.Run;
import dev.cairn.dispatch.RunKey;
import dev.cairn.dispatch.TaskTable;
import dev.cairn.dispatch.Trigger;
import dev.cairn.dispatch.Wanted;
import dev.cairn.events.EventId;
import dev.cairn.journeys.Status;
import dev.cairn.pages.TasksView;
import dev.cairn.pages.TasksView.TaskRow;
import dev.cairn.storage.Deliveries;
import dev.cairn.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the map of the tasks is made of, of what was stored.
class TaskViewsIT {
  private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");
  private static final Bundle BUNDLE =
      new Bundle("platform", "platform", "/git/platform.git", "main", "cairn");
  private static final TaskTable TABLE =
      TaskTable.parse(
          """
          {"bundle":"Rollout","tasks":[
           {"name":"promote","kind":"effect","at":"Rollout.java:11","doc":"Asks for it.","class":"Rollout",
            "parameters":[{"name":"image","type":"ArtifactReleased"}],"returns":"void","calls":["note"]},
           {"name":"rescan","kind":"task","at":"Rollout.java:20","doc":"","class":"Rollout",
            "parameters":[{"name":"live","type":"Live"},{"name":"advisories","type":"Advisories"}],"returns":"Verdict"}]}
          """);

  private final Storage storage;
  private final Configuration configuration;

  TaskViewsIT(@TempDir Path data) {
    this.storage = Storage.open(data);
    this.configuration = Sample.localShop(data);
    storage.catalogue().append(new Catalogue.Change.Configured(BUNDLE));
    storage.catalogue().append(new Catalogue.Change.HeadMoved("platform", "1".repeat(40), "k1"));
    storage.catalogue().append(new Catalogue.Change.Loaded("platform", "k1", TABLE));
  }

  @AfterEach
  void close() {
    storage.close();
  }

  private TasksView view() {
    var freshness =
        new EnvironmentViews.Freshness() {
          @Override
          public Optional<Instant> desired() {
            return Optional.of(NOW);
          }

          @Override
          public Optional<Instant> actual() {
            return Optional.of(NOW);
          }
        };
    return new TaskViews(
            storage, configuration, new EnvironmentViews(storage, configuration, freshness))
        .view(NOW);
  }

  private TaskRow task(String name) {
    return view().tasks().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  private void ran(String subject, String status, String json) {
    Wanted wanted =
        new Wanted(
            new RunKey("platform", "promote", subject, ""),
            new Bundle.Version(BUNDLE, "1".repeat(40), "k1"),
            new Wanted.Work.Call(TABLE.task("promote").orElseThrow()),
            List.of(),
            Optional.empty(),
            Optional.empty());
    storage.runs().add(wanted, NOW);
    Run run = storage.runs().lease("w", NOW).orElseThrow();
    storage
        .runs()
        .complete(
            run.id(), run.fence(), Run.Result.of(status, "the push was refused", ""), json, NOW);
  }

  @Test
  void aTaskGivesWhatItsTypeSaysAndWhatItsRunsReallyGave() {
    assertThat(task("promote").types().emits()).isEmpty();
    assertThat(task("promote").past().desired()).isEmpty();
    assertThat(task("promote").types().calls()).containsExactly("note");
    assertThat(task("rescan").types().emits()).containsExactly("Verdict", "FindingOpened");
    assertThat(task("rescan").types().advisories()).isTrue();

    ran(
        "one",
        "passed",
        """
        {"emits":[{"type":"TestSuiteFinished"}],"desired":[{"environment":"production","service":"shop"}]}
        """);

    assertThat(task("promote").types().emits()).containsExactly("TestSuiteFinished");
    assertThat(task("promote").past().desired()).containsExactly("production");
    assertThat(task("promote").past().last())
        .containsExactly(new TasksView.Result("r-1", Status.PASSED));
  }

  @Test
  void onlyTheLastRunsFailureIsToldAndHowManyEventsItsConditionRefused() {
    ran("one", "failed", "{}");
    assertThat(task("promote").past().failed()).contains("the push was refused");
    ran("two", "passed", "{}");
    assertThat(task("promote").past().failed()).isEmpty();

    Trigger trigger =
        Trigger.live("production/shop", new Trigger.Field.Artifact("shop", Sample.DIGEST), NOW);
    storage.transaction(tx ->
        tx.dispatching()
            .carryOut(
                trigger,
                List.of(
                    new Decision.Refused(
                        "platform", "rescan", "Rollout.java:20", "production/shop", "no")),
                NOW));
    assertThat(task("rescan").past().refused()).isEqualTo(1);
    assertThat(task("promote").past().refused()).isZero();
  }

  @Test
  void whatDoesNotCompileKeepsTheOldTasksAndSaysWhere() {
    storage.catalogue().append(new Catalogue.Change.HeadMoved("platform", "2".repeat(40), "k2"));
    storage
        .catalogue()
        .append(new Catalogue.Change.Refused("platform", "k2", "';' expected", "Rollout.java:12"));

    TasksView view = view();
    assertThat(view.tasks()).hasSize(2);
    assertThat(view.bundles().getFirst().trouble()).contains("Rollout.java:12: ';' expected");
    assertThat(view.bundles().getFirst().repository()).isEqualTo("/git/platform.git");
  }

  @Test
  void whatCameInDuringThirtyDaysIsTold() {
    came(1, NOW.minus(Duration.ofDays(31)));
    came(2, NOW.minus(Duration.ofDays(1)));

    assertThat(view().arrivals()).hasSize(1);
    assertThat(view().arrivals().getFirst().newest()).isEqualTo(NOW.minus(Duration.ofDays(1)));
    assertThat(view().rhythms().getFirst().deliveries()).isEqualTo(1);
    assertThat(view().environments().getFirst().services())
        .containsExactly(new TasksView.Service("shop", Status.EXPECTED, "nothing"));
  }

  private void came(long position, Instant at) {
    storage
        .deliveries()
        .record(
            new Deliveries.Entry(
                "d-" + position,
                position,
                "github",
                "hooks.github",
                at,
                Deliveries.Status.JOINED,
                "",
                Optional.empty()),
            List.of(
                new Deliveries.Item(
                    new EventId("s", "e" + position), "t", false, Optional.empty())));
  }
}
