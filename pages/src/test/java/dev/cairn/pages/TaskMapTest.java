// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.journeys.Status;
import dev.cairn.pages.TaskTroubles.Trouble;
import dev.cairn.pages.TasksView.BundleRow;
import dev.cairn.pages.TasksView.Past;
import dev.cairn.pages.TasksView.Result;
import dev.cairn.pages.TasksView.Rhythm;
import dev.cairn.pages.TasksView.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class TaskMapTest {
  private static final Reading READING = Reading.at(Mocks.NOW, ZoneOffset.UTC);

  private static TaskMap map(TasksView view) {
    return TaskMap.of(view, READING);
  }

  /// The map as text: each column with its cards, and where each card's lines lead.
  private static String text(TaskMap map) {
    Board board = map.board();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < board.columns().size(); i++) {
      text.append(board.columns().get(i).title()).append('\n');
      for (Card card : board.in(board.used().get(i))) {
        String to =
            board.wires().stream()
                .filter(wire -> wire.from().equals(card.id()))
                .map(wire ->
                    board.deck().card(wire.to()).title()
                        + (wire.row() < 0 ? "" : " row " + wire.row())
                        + (wire.expected() ? " (to come)" : ""))
                .collect(Collectors.joining(", "));
        text.append(
            "  %s: %s%s%n"
                .formatted(card.title(), card.status().word(), to.isEmpty() ? "" : " → " + to));
      }
    }
    return text.toString();
  }

  @Test
  void theMapIsReadFromTypesAndFromWhatCameIn() {
    assertThat(text(map(SampleTasks.view())))
        .isEqualTo(
            """
            Change
              Git push: passed → ship
              GitHub: passed
            Build
              GitHub: passed
              sbom-diff: overdue
              ship: passed → own registry
            Artifact
              a registry: overdue
              Advisories: passed → scan, rescan
              own registry: passed → scan, signature
            Checks
              scan: flagged → release row 0
              signature: flagged → release row 1
            Gate
              release: passed → promote
            Desired
              promote: passed → staging
            Environments
              Argo CD: passed → smoke, rollback
              staging: live → rescan, smoke, rollback
              production: live → rescan, smoke, rollback
            While it is live
              rescan: flagged
              smoke: flagged → rollback
              rollback: passed → production
            """);
  }

  @Test
  void everyLineOfTheMapLeadsToACardAndEveryCardToARowOfTheTables() {
    TasksView view = SampleTasks.view();
    Board board = map(view).board();
    String page = TasksPage.of(view, new JourneyPicture(), READING).page();
    assertThat(board.cards())
        .isNotEmpty()
        .allSatisfy(card -> assertThat(page).contains("<tr id=\"" + card.id() + "\">"));
    assertThat(board.cards().stream().map(Card::id)).doesNotHaveDuplicates();
    assertThat(board.wires())
        .allSatisfy(wire -> {
          assertThat(board.deck().has(wire.from())).isTrue();
          assertThat(board.deck().has(wire.to())).isTrue();
        });
  }

  @Test
  void aTaskThatNobodyFeedsIsLoudAndTheSentenceSaysSo() {
    assertThat(map(SampleTasks.view()).troubles().all())
        .extracting(Trouble::sentence)
        .containsExactly(
            "security does not compile: Security.java:9: error: cannot find symbol",
            "sbom-diff has never run: no task and no tool emits change proposed",
            "a registry is silent since Wed 14:15");
    assertThat(TasksPage.of(SampleTasks.view(), new JourneyPicture(), READING).page())
        .contains(
            "<strong>9 tasks of 3 teams. <a href=\"#b-security\">security</a> does not compile:"
                + " Security.java:9: error: cannot find symbol; <a"
                + " href=\"#t-sbom-diff\">sbom-diff</a> has never run: no task and no tool emits"
                + " change proposed; and 1 more.</strong>")
        .contains("<tr id=\"b-security\">");
  }

  private static TasksView only(TaskRow task) {
    return new TasksView(
        List.of(task),
        List.of(
            new BundleRow(
                "security",
                "security",
                SampleTasks.SHOP,
                "3f9c1e2",
                Status.PASSED,
                Optional.empty())),
        SampleTasks.arrivals(),
        List.of(),
        List.of(),
        0,
        false);
  }

  @Test
  void aTaskWhoseLastRunFailedIsLoudButNotAGateThatSaidNo() {
    Past no = SampleTasks.ran();
    Past broken = new Past(no.last(), no.median(), Optional.of("exit 1 of javac"), 0, List.of());
    TaskRow refuses =
        SampleTasks.task("scan", "gate", SampleTasks.types("ArtifactPublished", false), no);
    TaskRow fails =
        SampleTasks.task("scan", "gate", SampleTasks.types("ArtifactPublished", false), broken);
    assertThat(map(only(refuses)).troubles().all()).isEmpty();
    assertThat(map(only(fails)).troubles().all())
        .containsExactly(
            new Trouble(Status.FAILED, "scan", "failed the last time: exit 1 of javac", "t-scan"));
    assertThat(map(only(fails)).look(fails)).isEqualTo(Look.FAILED);
  }

  @Test
  void aTaskThatRanOnceIsNotCalledUnfedAndOneWhoseFilterRefusedAllIs() {
    Past ran =
        new Past(
            List.of(new Result("r-1", Status.PASSED)),
            Optional.empty(),
            Optional.empty(),
            7,
            List.of());
    Past never = new Past(List.of(), Optional.empty(), Optional.empty(), 7, List.of());
    assertThat(
            map(only(SampleTasks.task("old", "task", SampleTasks.types("TagPushed", false), ran)))
                .troubles()
                .all())
        .isEmpty();
    assertThat(
            map(only(
                    SampleTasks.task(
                        "picky", "task", SampleTasks.types("ChangeMerged", false), never)))
                .troubles()
                .all())
        .containsExactly(
            new Trouble(
                Status.OVERDUE,
                "picky",
                "has never run: its filter refused all 7 events",
                "t-picky"));
  }

  @Test
  void whatCameInFromOutsideFeedsNoGateTaskAndNoOtherRepositorysBundle() {
    TaskRow gate =
        SampleTasks.task(
            "scan", "gate", SampleTasks.types("ArtifactPublished", false), SampleTasks.ran());
    TaskRow plain =
        SampleTasks.task(
            "mirror", "effect", SampleTasks.types("ArtifactPublished", false), SampleTasks.ran());
    assertThat(text(map(only(gate)))).contains("a registry: passed\n");
    assertThat(text(map(only(plain)))).contains("a registry: passed → mirror\n");
    TaskRow change =
        SampleTasks.task(
            "ship", "effect", SampleTasks.types("ChangeMerged", false), SampleTasks.ran());
    assertThat(text(map(only(change)))).contains("Git push: passed → ship\n", "GitHub: passed\n");
  }

  @Test
  void tasksOfABundleWhoseNewestCommitDoesNotCompileSayWhichVersionTheyAre() {
    TaskMap map = map(SampleTasks.view());
    TaskRow scan =
        SampleTasks.view().tasks().stream()
            .filter(it -> it.name().equals("scan"))
            .findFirst()
            .orElseThrow();
    assertThat(map.look(scan)).isEqualTo(Look.FLAGGED);
    assertThat(map.troubles().shown(scan).orElseThrow().sentence())
        .isEqualTo(
            "scan is as it was at e41faaa: the newest commit of its bundle does not compile");
    assertThat(map.board().deck().card("t-scan").label(""))
        .isEqualTo(
            "scan: flagged. artifact published. gate, team security. newest does not compile.");
  }

  @Test
  void whatNeverRanIsDrawnAsStillToCome() {
    TaskRow fed =
        SampleTasks.task(
            "scan", "gate", SampleTasks.types("ArtifactPublished", false), SampleTasks.never());
    assertThat(map(only(fed)).troubles().all()).isEmpty();
    assertThat(text(map(only(fed))))
        .contains(
            "own registry: passed → scan (to come)", "scan: expected → release row 0 (to come)");
  }

  @Test
  void aSenderIsSilentAfterADayAndTwiceItsLongestPauseOnceItHasARhythm() {
    Instant now = Mocks.NOW;
    Duration day = Duration.ofDays(1);
    assertThat(rhythm(10, Duration.ofHours(25), Duration.ofHours(12)).isSilent(now)).isTrue();
    assertThat(rhythm(10, Duration.ofHours(25), Duration.ofHours(13)).isSilent(now)).isFalse();
    assertThat(rhythm(10, Duration.ofHours(23), Duration.ofHours(1)).isSilent(now)).isFalse();
    assertThat(rhythm(9, day.multipliedBy(20), Duration.ofHours(1)).isSilent(now)).isFalse();
  }

  private static Rhythm rhythm(long deliveries, Duration quiet, Duration longest) {
    return new Rhythm("github", deliveries, Mocks.NOW.minus(quiet), longest);
  }

  @Test
  void twoTasksOfOneNameHaveTwoRows() {
    TaskRow one =
        SampleTasks.task(
            "scan", "gate", SampleTasks.types("ArtifactPublished", false), SampleTasks.ran());
    TaskRow other =
        new TaskRow(
            "scan",
            "shop",
            "shop",
            "task",
            "",
            "Delivery.java:3",
            SampleTasks.types("ArtifactPublished", false),
            SampleTasks.ran());
    TaskMap map =
        map(
            new TasksView(
                List.of(one, other), List.of(), List.of(), List.of(), List.of(), 0, false));
    assertThat(map.id(one)).isEqualTo("t-scan");
    assertThat(map.id(other)).startsWith("t-shop-scan");
  }

  @Test
  void withoutTasksThereIsNoEmptyPicture() {
    TasksView nothing =
        new TasksView(List.of(), List.of(), List.of(), List.of(), List.of(), 0, false);
    assertThat(TasksPage.of(nothing, new JourneyPicture(), READING).page())
        .contains("0 tasks of 0 teams.")
        .doesNotContain("<svg class=\"j");
  }
}
