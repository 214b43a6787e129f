// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.dispatch.LifeCycle.Move;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One execution of a task for an event: what was wanted, and how far it is.
///
/// ```
/// r-12  shop/ship@commit:4f2c…  running  attempt 1  fence 3  by w-1, last beat 14:03:20
/// ```
///
/// @param number `r-12` is number 12
/// @param fence grows with each lease; who has an older one is refused, and has lost the run
/// @param once whether something was begun that may not be repeated
/// @param lease who works on it
/// @param reason why it ended so; empty where it is good
/// @param at the line that the reason speaks of, or empty
public record Run(
    long number,
    Wanted wanted,
    RunStatus status,
    int attempt,
    long fence,
    boolean once,
    Instant created,
    Optional<Lease> lease,
    Optional<Instant> started,
    Optional<Instant> finished,
    String reason,
    String at) {
  /// A lease ends this long after its last beat.
  public static final Duration LEASE = Duration.ofSeconds(10);

  /// A run whose worker vanishes this often is the reason that it vanishes.
  public static final int ATTEMPTS = 5;

  /// @param worker who has it
  /// @param beat when it was last heard of
  public record Lease(String worker, Instant beat) {}

  /// A result, as the worker tells it.
  ///
  /// @param move PASS, FAIL, SKIP or LOSE
  public record Result(Move move, String reason, String at) {
    public static Result of(String status, String reason, String at) {
      var move =
          switch (RunStatus.of(status)) {
            case PASSED -> Move.PASS;
            case FAILED -> Move.FAIL;
            case SKIPPED -> Move.SKIP;
            case UNKNOWN -> Move.LOSE;
            case QUEUED, RUNNING, SUPERSEDED, CANCELLED ->
                throw new IllegalArgumentException(
                    "complete run: status: \"%s\" (expected: passed, failed, skipped or unknown)"
                        .formatted(status));
          };
      return new Result(move, reason, at);
    }
  }

  /// What became of a worker's word.
  public sealed interface Answer {
    record Kept(Run run) implements Answer {}

    /// It is this lease's, and has ended: the same result again, or a person stopped it.
    record Ended(Run run) implements Answer {}

    /// The lease is lost: another worker has the run, or it waits for one.
    record Lost(String why) implements Answer {}
  }

  /// A new run, queued.
  public static Run queued(long number, Wanted wanted, Instant now) {
    return new Run(
        number,
        wanted,
        RunStatus.QUEUED,
        1,
        0,
        false,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "",
        "");
  }

  public String id() {
    return "r-" + number;
  }

  /// The number of an id, `r-12`; empty where it has another form.
  public static Optional<Long> number(String id) {
    return id.matches("r-[1-9][0-9]{0,17}")
        ? Optional.of(Long.parseLong(id.substring(2)))
        : Optional.empty();
  }

  /// Gives it to a worker; empty where it is not queued.
  public Optional<Run> leased(String worker, Instant now) {
    return LifeCycle.after(status, Move.LEASE)
        .map(next ->
            new Run(
                number,
                wanted,
                next,
                attempt,
                fence + 1,
                false,
                created,
                Optional.of(new Lease(worker, now)),
                Optional.of(now),
                Optional.empty(),
                "",
                ""));
  }

  public Answer beat(long holder, Instant now) {
    if (holder != fence) {
      return lost(holder);
    }
    if (status != RunStatus.RUNNING) {
      return status == RunStatus.QUEUED ? lost(holder) : new Answer.Ended(this);
    }
    return new Answer.Kept(with(lease.map(held -> new Lease(held.worker(), now)), once));
  }

  /// Something begins that may not be repeated.
  public Answer begun(long holder) {
    return holder == fence && status == RunStatus.RUNNING
        ? new Answer.Kept(with(lease, true))
        : lost(holder);
  }

  public Answer completed(long holder, Result result, Instant now) {
    if (holder != fence || status == RunStatus.QUEUED) {
      return lost(holder);
    }
    return LifeCycle.after(status, result.move())
        .<Answer>map(next -> new Answer.Kept(ended(next, result.reason(), result.at(), now)))
        .orElseGet(() -> new Answer.Ended(this));
  }

  /// The run after its lease has ended; empty while it has not.
  public Optional<Run> expired(Instant now) {
    if (status != RunStatus.RUNNING
        || lease.map(held -> now.isBefore(held.beat().plus(LEASE))).orElse(false)) {
      return Optional.empty();
    }
    var worker = lease.map(Lease::worker).orElse("its worker");
    if (once) {
      return moved(
          Move.LOSE,
          "%s was lost while a command ran that may not be repeated; nobody knows whether it was"
                  .formatted(worker)
              + " carried out. Look, then run it again by hand or leave it.",
          now);
    }
    if (attempt >= ATTEMPTS) {
      return moved(
          Move.FAIL, "its worker was lost %d times, last %s".formatted(attempt, worker), now);
    }
    return moved(Move.EXPIRE, "%s was lost; it is tried again".formatted(worker), now);
  }

  public Optional<Run> superseded(String by, Instant now) {
    return moved(Move.SUPERSEDE, "a newer one is before it: " + by, now);
  }

  public Optional<Run> cancelled(String reason, Instant now) {
    return moved(Move.CANCEL, reason, now);
  }

  public Optional<Run> rerun(Instant now) {
    return moved(Move.RERUN, "", now);
  }

  private Optional<Run> moved(Move move, String reason, Instant now) {
    return LifeCycle.after(status, move)
        .map(next -> next == RunStatus.QUEUED ? again(reason) : ended(next, reason, "", now));
  }

  /// Queued once more: the fence stays, so that the next lease's is greater than any before.
  private Run again(String why) {
    return new Run(
        number,
        wanted,
        RunStatus.QUEUED,
        attempt + 1,
        fence,
        false,
        created,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        why,
        "");
  }

  private Run ended(RunStatus next, String why, String line, Instant now) {
    return new Run(
        number,
        wanted,
        next,
        attempt,
        fence,
        once,
        created,
        lease,
        started,
        Optional.of(now),
        why,
        line);
  }

  private Run with(Optional<Lease> held, boolean begun) {
    return new Run(
        number, wanted, status, attempt, fence, begun, created, held, started, finished, reason,
        at);
  }

  private Answer lost(long holder) {
    return new Answer.Lost(
        "run %s: fence: %d (expected: %d, and the run %s). The lease is lost: stop."
            .formatted(
                id(),
                holder,
                fence,
                status == RunStatus.RUNNING ? "is another's" : "is " + status.word()));
  }
}
