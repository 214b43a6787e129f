// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import static dev.cairn.dispatch.RunStatus.CANCELLED;
import static dev.cairn.dispatch.RunStatus.FAILED;
import static dev.cairn.dispatch.RunStatus.PASSED;
import static dev.cairn.dispatch.RunStatus.QUEUED;
import static dev.cairn.dispatch.RunStatus.RUNNING;
import static dev.cairn.dispatch.RunStatus.SKIPPED;
import static dev.cairn.dispatch.RunStatus.SUPERSEDED;
import static dev.cairn.dispatch.RunStatus.UNKNOWN;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The life of a run, as one table. What does not stand here can't happen:
///
/// * a passed run stays passed, a superseded one superseded: a task has one result per subject;
/// * a running effect is never superseded, the newer one waits until it has ended;
/// * a raw command that was begun and not ended is `LOSE`, never `EXPIRE`: it happens at most once.
public final class LifeCycle {
  private static final List<Transition> TABLE =
      List.of(
          new Transition(QUEUED, Move.LEASE, RUNNING),
          new Transition(QUEUED, Move.SUPERSEDE, SUPERSEDED),
          new Transition(QUEUED, Move.CANCEL, CANCELLED),
          new Transition(RUNNING, Move.PASS, PASSED),
          new Transition(RUNNING, Move.FAIL, FAILED),
          new Transition(RUNNING, Move.SKIP, SKIPPED),
          new Transition(RUNNING, Move.LOSE, UNKNOWN),
          new Transition(RUNNING, Move.EXPIRE, QUEUED),
          new Transition(RUNNING, Move.CANCEL, CANCELLED),
          new Transition(FAILED, Move.RERUN, QUEUED),
          new Transition(SKIPPED, Move.RERUN, QUEUED),
          new Transition(UNKNOWN, Move.RERUN, QUEUED),
          new Transition(CANCELLED, Move.RERUN, QUEUED));

  private LifeCycle() {}

  /// What can happen to a run.
  public enum Move {
    LEASE("a worker takes it"),
    PASS("passed"),
    FAIL("failed"),
    SKIP("skipped"),
    LOSE("begun, its end not known"),
    EXPIRE("its lease ended"),
    SUPERSEDE("a newer change came"),
    CANCEL("a person stops it"),
    RERUN("a person repeats it");

    private final String words;

    Move(String words) {
      this.words = words;
    }
  }

  public record Transition(RunStatus from, Move move, RunStatus to) {}

  public static List<Transition> table() {
    return TABLE;
  }

  /// Where a move leads; empty where it is refused.
  public static Optional<RunStatus> after(RunStatus from, Move move) {
    return TABLE.stream()
        .filter(transition -> transition.from() == from && transition.move() == move)
        .map(Transition::to)
        .findFirst();
  }

  /// The table as a Mermaid state diagram.
  public static String drawn() {
    var lines = new StringBuilder("stateDiagram-v2\n  [*] --> queued\n");
    for (var transition : TABLE) {
      lines.append(
          String.format(
              Locale.ROOT,
              "  %s --> %s: %s\n",
              transition.from().word(),
              transition.to().word(),
              transition.move().words));
    }
    for (var status : RunStatus.values()) {
      if (TABLE.stream().noneMatch(transition -> transition.from() == status)) {
        lines.append("  ").append(status.word()).append(" --> [*]\n");
      }
    }
    return lines.toString();
  }
}
