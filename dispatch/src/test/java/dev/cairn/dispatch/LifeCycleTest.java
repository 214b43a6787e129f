// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dispatch.LifeCycle.Move;
import dev.cairn.dispatch.LifeCycle.Transition;
import dev.cairn.dispatch.Run.Answer;
import dev.cairn.dispatch.Run.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LifeCycleTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private static Run queued() {
    return Run.queued(12, Samples.wanted("ship"), NOON);
  }

  private static Run running() {
    return queued().leased("w-1", NOON).orElseThrow();
  }

  private static Run ended(Move move) {
    return kept(running().completed(1, new Result(move, "because", "Delivery.java:22"), NOON));
  }

  private static Run kept(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Kept.class);
    return ((Answer.Kept) answer).run();
  }

  /// One way to make each transition happen, by the methods that the server calls.
  private static Map<Transition, Run> histories() {
    var made = new LinkedHashMap<Transition, Run>();
    put(made, queued(), Move.LEASE, running());
    put(made, queued(), Move.SUPERSEDE, queued().superseded("commit 77", NOON).orElseThrow());
    put(made, queued(), Move.CANCEL, queued().cancelled("by ada", NOON).orElseThrow());
    put(made, running(), Move.PASS, ended(Move.PASS));
    put(made, running(), Move.FAIL, ended(Move.FAIL));
    put(made, running(), Move.SKIP, ended(Move.SKIP));
    put(made, running(), Move.LOSE, ended(Move.LOSE));
    put(made, running(), Move.EXPIRE, running().expired(NOON.plusSeconds(10)).orElseThrow());
    put(made, running(), Move.CANCEL, running().cancelled("by ada", NOON).orElseThrow());
    put(made, ended(Move.FAIL), Move.RERUN, ended(Move.FAIL).rerun(NOON).orElseThrow());
    put(made, ended(Move.SKIP), Move.RERUN, ended(Move.SKIP).rerun(NOON).orElseThrow());
    put(made, ended(Move.LOSE), Move.RERUN, ended(Move.LOSE).rerun(NOON).orElseThrow());
    var cancelled = running().cancelled("by ada", NOON).orElseThrow();
    put(made, cancelled, Move.RERUN, cancelled.rerun(NOON).orElseThrow());
    return made;
  }

  private static void put(Map<Transition, Run> made, Run before, Move move, Run after) {
    made.put(new Transition(before.status(), move, after.status()), after);
  }

  @Test
  void everyTransitionOfTheTableHasATest() {
    assertThat(histories().keySet()).containsExactlyInAnyOrderElementsOf(LifeCycle.table());
  }

  @Test
  void whatIsNotInTheTableIsRefused() {
    Set<Transition> possible = new HashSet<>(LifeCycle.table());
    for (var from : RunStatus.values()) {
      for (var move : Move.values()) {
        var to = LifeCycle.after(from, move);
        assertThat(possible.stream().anyMatch(t -> t.from() == from && t.move() == move))
            .isEqualTo(to.isPresent());
      }
    }
    assertThat(LifeCycle.table()).doesNotHaveDuplicates();
  }

  @Test
  void aPassedRunStaysPassed() {
    var passed = ended(Move.PASS);

    assertThat(passed.rerun(NOON)).isEmpty();
    assertThat(passed.cancelled("late", NOON)).isEmpty();
    assertThat(passed.expired(NOON.plusSeconds(1000))).isEmpty();
    assertThat(passed.superseded("x", NOON)).isEmpty();
  }

  @Test
  void theSameResultAgainChangesNothing() {
    var passed = ended(Move.PASS);

    assertThat(passed.completed(1, new Result(Move.FAIL, "no", ""), NOON))
        .isEqualTo(new Answer.Ended(passed));
  }

  @Test
  void aLeaseEndsTenSecondsAfterItsLastBeat() {
    var beaten = kept(running().beat(1, NOON.plusSeconds(8)));

    assertThat(beaten.expired(NOON.plusSeconds(17))).isEmpty();
    var again = beaten.expired(NOON.plusSeconds(18)).orElseThrow();
    assertThat(again.status()).isEqualTo(RunStatus.QUEUED);
    assertThat(again.attempt()).isEqualTo(2);
  }

  @Test
  void aWorkerThatWasThoughtDeadIsRefusedByItsFence() {
    var second =
        running().expired(NOON.plusSeconds(10)).orElseThrow().leased("w-2", NOON).orElseThrow();

    assertThat(second.fence()).isEqualTo(2);
    assertThat(second.completed(1, new Result(Move.PASS, "", ""), NOON))
        .isEqualTo(
            new Answer.Lost(
                "run r-12: fence: 1 (expected: 2, and the run is another's). The lease is lost:"
                    + " stop."));
    assertThat(second.beat(1, NOON)).isInstanceOf(Answer.Lost.class);
  }

  @Test
  void aLeaseThatEndedIsLostEvenBeforeAnotherWorkerHasTheRun() {
    var again = running().expired(NOON.plusSeconds(10)).orElseThrow();

    assertThat(again.beat(1, NOON)).isInstanceOf(Answer.Lost.class);
    assertThat(again.completed(1, new Result(Move.PASS, "", ""), NOON))
        .isInstanceOf(Answer.Lost.class);
  }

  @Test
  void aCommandThatMayNotBeRepeatedLeavesItsRunUnknown() {
    var begun = kept(running().begun(1));

    var lost = begun.expired(NOON.plusSeconds(10)).orElseThrow();

    assertThat(lost.status()).isEqualTo(RunStatus.UNKNOWN);
    assertThat(lost.reason()).contains("may not be repeated");
  }

  @Test
  void aRunWhoseWorkersAllVanishFails() {
    var run = queued();
    for (int attempt = 1; attempt < Run.ATTEMPTS; attempt++) {
      run = run.leased("w-1", NOON).orElseThrow().expired(NOON.plusSeconds(10)).orElseThrow();
    }
    run = run.leased("w-9", NOON).orElseThrow().expired(NOON.plusSeconds(10)).orElseThrow();

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.reason()).isEqualTo("its worker was lost 5 times, last w-9");
  }

  @Test
  void aStoppedRunTellsItsWorkerAtTheNextBeat() {
    var cancelled = running().cancelled("by ada", NOON).orElseThrow();

    assertThat(cancelled.beat(1, NOON)).isEqualTo(new Answer.Ended(cancelled));
  }

  @Test
  void theDrawingHasEveryTransition() {
    var drawn = LifeCycle.drawn();

    assertThat(drawn).startsWith("stateDiagram-v2\n  [*] --> queued\n");
    assertThat(drawn).contains("  queued --> running: a worker takes it\n");
    assertThat(drawn).contains("  passed --> [*]\n");
    assertThat(Arrays.stream(drawn.split("\n")).filter(line -> line.contains(": ")))
        .hasSize(LifeCycle.table().size());
  }

  @Test
  void theDrawingInTheDocsIsTheTables() throws IOException {
    assertThat(Files.readString(Path.of("RATIONALE.md")))
        .contains("```mermaid\n" + LifeCycle.drawn() + "```");
  }

  @Test
  void aResultMustBeAnEnd() {
    assertThat(Result.of("passed", "", "")).isEqualTo(new Result(Move.PASS, "", ""));
    assertThatThrownBy(() -> Result.of("running", "", ""))
        .hasMessage(
            "complete run: status: \"running\" (expected: passed, failed, skipped or unknown)");
  }

  @Test
  void anIdHasOneForm() {
    assertThat(Run.number("r-12")).isEqualTo(Optional.of(12L));
    assertThat(Run.number("r-012")).isEmpty();
    assertThat(Run.number("12")).isEmpty();
  }
}
