// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import dev.cairn.dispatch.Ancestry;
import dev.cairn.dispatch.Bundle;
import dev.cairn.dispatch.Decision;
import dev.cairn.dispatch.Knowledge;
import dev.cairn.dispatch.Run;
import dev.cairn.dispatch.State;
import dev.cairn.dispatch.Trigger;
import dev.cairn.dispatch.Wanted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What dispatch reads, and how its decisions are carried out.
///
/// ```java
/// for (var trigger : Trigger.of(event)) {
///   var decisions = dispatch.decide(trigger, tx.dispatching().state(folders));
///   var runs = tx.dispatching().carryOut(trigger, decisions, now);
/// }
/// ```
public final class Dispatching {
  private final Session session;
  private final Views views;

  Dispatching(Session session, Views views) {
    this.session = session;
    this.views = views;
  }

  /// The content of bundles' folders, which only their repositories know.
  @FunctionalInterface
  public interface Folders {
    State.Folder at(Bundle bundle, String commit);
  }

  /// Why a task did not start, or has not yet.
  ///
  /// @param waits whether it waits for other events; else its condition, or something else, refused
  public record Answer(
      boolean waits,
      String bundle,
      String task,
      String at,
      String subject,
      String clause,
      Instant time) {}

  public record Refusals(String bundle, String task, long count) {}

  public State state(Folders folders) {
    return new StoredState(views, folders);
  }

  /// What `Expectations` ask.
  ///
  /// @param configured the services that the configuration names
  public Knowledge knowledge(List<Knowledge.Place> configured) {
    return new StoredKnowledge(views, configured);
  }

  /// Keeps in which order commits follow each other.
  public void order(List<Ancestry> ancestry) {
    session.change(handle -> {
      for (var link : ancestry) {
        handle.execute(
            "INSERT INTO ancestry (child, parent) VALUES (?, ?) ON CONFLICT DO NOTHING",
            link.child(),
            link.parent());
      }
    });
  }

  /// Keeps the trigger for later joins, and does what was decided. What was started, superseded
  /// ones too; then what they superseded.
  public List<Run> carryOut(Trigger cause, List<Decision> decisions, Instant now) {
    return session.write(handle -> {
      keep(handle, cause);
      return views.on(handle).dispatching().carryOut(Optional.of(cause), decisions, now);
    });
  }

  /// Does what was decided without a trigger: after a load, or new advisories.
  public List<Run> carryOut(List<Decision> decisions, Instant now) {
    return session.write(
        handle -> views.on(handle).dispatching().carryOut(Optional.empty(), decisions, now));
  }

  private static void keep(Handle handle, Trigger trigger) {
    handle.execute(
        "INSERT INTO triggers (type, artifact, change_commit, source, event, json) VALUES (?, ?, ?,"
            + " ?, ?, ?) ON CONFLICT DO NOTHING",
        trigger.type().word(),
        trigger.artifact().orElse(null),
        trigger.change().orElse(null),
        trigger.event().source(),
        trigger.event().id(),
        trigger.json());
  }

  /// The load of this version has ended, and its triggers were decided.
  public void forgetAwaiting(String bundle, String key) {
    session.change(
        handle -> handle.execute("DELETE FROM awaiting WHERE bundle = ? AND key = ?", bundle, key));
  }

  private List<Run> carryOut(Optional<Trigger> cause, List<Decision> decisions, Instant now) {
    return session.write(handle -> {
      var started = new ArrayList<Run>();
      var superseded = new ArrayList<Run>();
      for (var decision : decisions) {
        switch (decision) {
          case Decision.Start(var wanted) -> started(handle, wanted, now).ifPresent(started::add);
          case Decision.StartSuperseded(var wanted, var by) ->
              started(handle, wanted, now)
                  .flatMap(run -> superseded(handle, run, by, now))
                  .ifPresent(started::add);
          case Decision.Supersede(var id, var by) ->
              views
                  .runs()
                  .find(id)
                  .flatMap(run -> superseded(handle, run, by, now))
                  .ifPresent(superseded::add);
          case Decision.Refused(var bundle, var task, var at, var subject, var clause) ->
              answer(handle, cause, new Answer(false, bundle, task, at, subject, clause, now));
          case Decision.Waiting(var bundle, var task, var at, var subject, var missing) ->
              answer(
                  handle,
                  cause,
                  new Answer(
                      true,
                      bundle,
                      task,
                      at,
                      subject,
                      "waits for " + String.join(", ", missing),
                      now));
          case Decision.Learn(var change) -> views.catalogue().append(change);
          case Decision.Await(var trigger, var bundle, var key) ->
              handle.execute(
                  "INSERT INTO awaiting (bundle, key, trigger_json) VALUES (?, ?, ?) ON"
                      + " CONFLICT DO NOTHING",
                  bundle,
                  key,
                  trigger.json());
          case Decision.Already _ -> {}
        }
      }
      started.addAll(superseded);
      return started;
    });
  }

  private Optional<Run> started(Handle handle, Wanted wanted, Instant now) {
    handle.execute(
        "DELETE FROM answers WHERE kind = 'waiting' AND bundle = ? AND task = ? AND subject = ?",
        wanted.key().bundle(),
        wanted.key().task(),
        wanted.key().subject());
    return views.runs().add(wanted, now);
  }

  private static Optional<Run> superseded(Handle handle, Run run, String by, Instant now) {
    var next = run.superseded(by, now);
    next.ifPresent(changed -> Runs.update(handle, changed));
    return next;
  }

  private static void answer(Handle handle, Optional<Trigger> cause, Answer answer) {
    handle.execute(
        "INSERT INTO answers (kind, source, event, artifact, change_commit, bundle, task, at,"
            + " subject, clause, time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind,"
            + " source, event, bundle, task, subject) DO UPDATE SET clause = excluded.clause, time"
            + " = excluded.time",
        answer.waits() ? "waiting" : "refused",
        cause.map(trigger -> trigger.event().source()).orElse(""),
        cause.map(trigger -> trigger.event().id()).orElse(""),
        cause.flatMap(Trigger::artifact).orElse(null),
        cause.flatMap(Trigger::change).orElse(null),
        answer.bundle(),
        answer.task(),
        answer.at(),
        answer.subject(),
        answer.clause(),
        answer.time().toString());
  }

  /// How many events each task's conditions refused, of the newest 20,000 answers.
  public List<Refusals> refusals() {
    return session.read(handle ->
        handle
            .select(
                "SELECT bundle, task, count(*) AS number FROM answers WHERE kind = 'refused' AND"
                    + " position > (SELECT coalesce(max(position), 0) - 20000 FROM answers) GROUP"
                    + " BY bundle, task ORDER BY bundle, task")
            .map((row, _) ->
                new Refusals(row.getString("bundle"), row.getString("task"), row.getLong("number")))
            .list());
  }

  /// "Why did nothing start?", for a commit.
  public List<Answer> answersToChange(String commit) {
    return answers("change_commit = ?", commit);
  }

  /// "Why did nothing start?", for an artifact.
  public List<Answer> answersToArtifact(String digest) {
    return answers("artifact = ?", digest);
  }

  private List<Answer> answers(String condition, String value) {
    return session.read(handle ->
        handle
            .select(
                "SELECT * FROM answers WHERE " + condition + " ORDER BY bundle, task, position",
                value)
            .map((row, _) -> answer(row))
            .list());
  }

  private static Answer answer(ResultSet row) throws SQLException {
    return new Answer(
        row.getString("kind").equals("waiting"),
        row.getString("bundle"),
        row.getString("task"),
        row.getString("at"),
        row.getString("subject"),
        row.getString("clause"),
        Instant.parse(row.getString("time")));
  }

  /// The triggers about an artifact or a change, newest first.
  List<Trigger> earlier(Trigger.Type type, String about) {
    return session.read(handle ->
        handle
            .select(
                "SELECT json, position FROM triggers WHERE artifact = ? AND type = ? UNION"
                    + " SELECT json, position FROM triggers WHERE change_commit = ? AND type ="
                    + " ? ORDER BY position DESC",
                about,
                type.word(),
                about,
                type.word())
            .map((row, _) -> Trigger.parse(row.getString("json")))
            .list());
  }

  List<Trigger> awaiting(String bundle, String key) {
    return session.read(handle ->
        handle
            .select(
                "SELECT trigger_json FROM awaiting WHERE bundle = ? AND key = ? ORDER BY"
                    + " position",
                bundle,
                key)
            .map((row, _) -> Trigger.parse(row.getString("trigger_json")))
            .list());
  }

  boolean follows(String commit, String earlier) {
    return session.read(handle ->
        handle
            .select(
                "WITH RECURSIVE up (id) AS (SELECT parent FROM ancestry WHERE child = ? UNION"
                    + " SELECT a.parent FROM ancestry a JOIN up ON a.child = up.id) SELECT 1"
                    + " FROM up WHERE id = ? LIMIT 1",
                commit,
                earlier)
            .mapTo(Integer.class)
            .findFirst()
            .isPresent());
  }
}
