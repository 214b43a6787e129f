// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import dev.cairn.dispatch.Run;
import dev.cairn.dispatch.Run.Answer;
import dev.cairn.dispatch.RunKey;
import dev.cairn.dispatch.RunStatus;
import dev.cairn.dispatch.Wanted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/// The runs: what was wanted, how far each is, its steps and its result.
public final class Runs {
  private static final int SAMPLE = 12;

  private final Session session;

  Runs(Session session) {
    this.session = session;
  }

  /// Queues a run; empty where its key has one already.
  public Optional<Run> add(Wanted wanted, Instant now) {
    return session.write(handle -> {
      if (has(handle, wanted.key())) {
        return Optional.empty();
      }
      long number =
          handle.select("SELECT coalesce(max(number), 0) + 1 FROM runs").mapTo(Long.class).one();
      var run = Run.queued(number, wanted, now);
      insert(handle, run);
      return Optional.of(run);
    });
  }

  public boolean has(RunKey key) {
    return session.read(handle -> has(handle, key));
  }

  private static boolean has(Handle handle, RunKey key) {
    return handle
        .select("SELECT 1 FROM runs WHERE key = ?", key.value())
        .mapTo(Integer.class)
        .findFirst()
        .isPresent();
  }

  public Optional<Run> find(String id) {
    return Run.number(id).flatMap(number -> session.read(handle -> find(handle, number)));
  }

  private static Optional<Run> find(Handle handle, long number) {
    return handle
        .select("SELECT * FROM runs WHERE number = ?", number)
        .map((row, _) -> run(row))
        .findFirst();
  }

  /// Gives the oldest queued run, whose lane has no running one, to a worker; its fence is new.
  public Optional<Run> lease(String worker, Instant now) {
    return session.write(handle -> {
      var leased =
          handle
              .select(
                  "SELECT * FROM runs WHERE status = 'queued' AND (lane IS NULL OR lane NOT IN"
                      + " (SELECT lane FROM runs WHERE status = 'running' AND lane IS NOT"
                      + " NULL)) ORDER BY number LIMIT 1")
              .map((row, _) -> run(row))
              .findFirst()
              .flatMap(queued -> queued.leased(worker, now));
      leased.ifPresent(run -> update(handle, run));
      return leased;
    });
  }

  public Answer beat(String id, long fence, Instant now) {
    return answered(id, run -> run.beat(fence, now));
  }

  /// Something begins that may not be repeated.
  public Answer begun(String id, long fence) {
    return answered(id, run -> run.begun(fence));
  }

  /// Records the result once. What it emits belongs into the same transaction.
  ///
  /// @param json the worker's whole word, kept for people
  public Answer complete(String id, long fence, Run.Result result, String json, Instant now) {
    return session.write(handle -> {
      var answer =
          new Runs(new Session.On(handle)).answered(id, run -> run.completed(fence, result, now));
      if (answer instanceof Answer.Kept(var run)) {
        handle.execute("UPDATE runs SET result = ? WHERE number = ?", json, run.number());
      }
      return answer;
    });
  }

  private interface Word {
    Answer to(Run run);
  }

  private Answer answered(String id, Word word) {
    return session.write(handle -> {
      var run = Run.number(id).flatMap(number -> find(handle, number));
      if (run.isEmpty()) {
        return new Answer.Lost("run: \"%s\" (expected: one that was leased)".formatted(id));
      }
      var answer = word.to(run.get());
      if (answer instanceof Answer.Kept(var kept)) {
        update(handle, kept);
      }
      return answer;
    });
  }

  /// Ends the leases whose time is over; what became of their runs.
  public List<Run> expire(Instant now) {
    return session.write(handle -> {
      var moved = new ArrayList<Run>();
      for (var run : by(handle, "status = ?", RunStatus.RUNNING.word())) {
        run.expired(now)
            .ifPresent(next -> {
              update(handle, next);
              moved.add(next);
            });
      }
      return moved;
    });
  }

  /// Writes a run that was changed by one of its own methods (cancelled, superseded, rerun).
  public void put(Run run) {
    session.change(handle -> update(handle, run));
  }

  /// Keeps a step of the run's current attempt; a later word about the same step replaces it.
  ///
  /// @param json as the worker tells it and the API serves it
  public void step(Run run, String step, String json) {
    session.change(handle ->
        handle.execute(
            "INSERT INTO steps (run, attempt, id, ordinal, json) VALUES (?, ?, ?, (SELECT"
                + " count(*) FROM steps WHERE run = ? AND attempt = ?), ?) ON CONFLICT (run,"
                + " attempt, id) DO UPDATE SET json = excluded.json",
            run.number(),
            run.attempt(),
            step,
            run.number(),
            run.attempt(),
            json));
  }

  /// The steps of an attempt, in the order in which they were first told of.
  public List<String> steps(Run run) {
    return session.read(handle ->
        handle
            .select(
                "SELECT json FROM steps WHERE run = ? AND attempt = ? ORDER BY ordinal",
                run.number(),
                run.attempt())
            .mapTo(String.class)
            .list());
  }

  /// The worker's whole word at the end.
  public Optional<String> result(String id) {
    return session.read(handle ->
        handle
            .select(
                "SELECT result FROM runs WHERE number = ? AND result IS NOT NULL",
                Run.number(id).orElse(0L))
            .mapTo(String.class)
            .findFirst());
  }

  /// The newest first.
  public List<Run> newest(int limit) {
    return session.read(handle ->
        handle
            .select("SELECT * FROM runs ORDER BY number DESC LIMIT ?", limit)
            .map((row, _) -> run(row))
            .list());
  }

  /// The runs of a commit's journey, oldest first.
  public List<Run> ofChange(String commit) {
    return session.read(handle -> by(handle, "change_commit = ?", commit));
  }

  public List<Run> ofArtifact(String digest) {
    return session.read(handle -> by(handle, "artifact = ?", digest));
  }

  public List<Run> with(RunStatus status) {
    return session.read(handle -> by(handle, "status = ?", status.word()));
  }

  /// The runs of a lane that are queued, running or passed, newest first.
  List<Run> lane(String lane) {
    return session.read(handle ->
        handle
            .select(
                "SELECT * FROM runs WHERE lane = ? AND status IN ('queued', 'running',"
                    + " 'passed') ORDER BY number DESC LIMIT 200",
                lane)
            .map((row, _) -> run(row))
            .list());
  }

  /// The last results of a task, newest first: `passed`, `failed`, …
  public List<Run> last(String bundle, String task, int limit) {
    return session.read(handle ->
        handle
            .select(
                "SELECT * FROM runs WHERE bundle = ? AND task = ? ORDER BY number DESC LIMIT ?",
                bundle,
                task,
                limit)
            .map((row, _) -> run(row))
            .list());
  }

  /// How long a task usually takes: the median of its last passed runs; empty without any.
  public OptionalLong usualSeconds(String bundle, String task) {
    var seconds =
        last(bundle, task, SAMPLE).stream()
            .filter(run -> run.status() == RunStatus.PASSED)
            .flatMap(run ->
                run
                    .started()
                    .flatMap(started ->
                        run.finished().map(end -> Duration.between(started, end).toSeconds()))
                    .stream())
            .sorted()
            .toList();
    return seconds.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(seconds.get(seconds.size() / 2));
  }

  private static List<Run> by(Handle handle, String condition, String value) {
    return handle
        .select("SELECT * FROM runs WHERE " + condition + " ORDER BY number", value)
        .map((row, _) -> run(row))
        .list();
  }

  static void insert(Handle handle, Run run) {
    var wanted = run.wanted();
    handle.execute(
        "INSERT INTO runs (number, key, bundle, task, lane, artifact, change_commit, status,"
            + " attempt, fence, once, created, reason, at, wanted) VALUES (?, ?, ?, ?, ?, ?, ?, ?,"
            + " ?, ?, ?, ?, ?, ?, ?)",
        run.number(),
        wanted.key().value(),
        wanted.key().bundle(),
        wanted.key().task(),
        wanted.lane().orElse(null),
        wanted.artifact().orElse(null),
        wanted.change().orElse(null),
        run.status().word(),
        run.attempt(),
        run.fence(),
        0,
        run.created().toString(),
        run.reason(),
        run.at(),
        wanted.json());
  }

  static void update(Handle handle, Run run) {
    handle.execute(
        "UPDATE runs SET status = ?, attempt = ?, fence = ?, once = ?, worker = ?, beat = ?,"
            + " started = ?, finished = ?, reason = ?, at = ? WHERE number = ?",
        run.status().word(),
        run.attempt(),
        run.fence(),
        run.once() ? 1 : 0,
        run.lease().map(Run.Lease::worker).orElse(null),
        run.lease().map(lease -> lease.beat().toString()).orElse(null),
        run.started().map(Instant::toString).orElse(null),
        run.finished().map(Instant::toString).orElse(null),
        run.reason(),
        run.at(),
        run.number());
  }

  static Run run(ResultSet row) throws SQLException {
    var beat = instant(row, "beat");
    var worker = Optional.ofNullable(row.getString("worker"));
    return new Run(
        row.getLong("number"),
        Wanted.parse(row.getString("wanted")),
        RunStatus.of(row.getString("status")),
        row.getInt("attempt"),
        row.getLong("fence"),
        row.getInt("once") == 1,
        Instant.parse(row.getString("created")),
        worker.flatMap(name -> beat.map(last -> new Run.Lease(name, last))),
        instant(row, "started"),
        instant(row, "finished"),
        row.getString("reason"),
        row.getString("at"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column)).map(Instant::parse);
  }
}
