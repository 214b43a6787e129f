// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import dev.cairn.dispatch.Trigger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What each environment's services should be, by Git, and what they are, by the worker's reports.
///
/// ```
/// production/shop  desired sha256:9f86… by config commit c0f1…   actual sha256:77c0… healthy
/// ```
public final class Environments {
  private static final String VERSION = "environments";

  private final Session session;

  Environments(Session session) {
    this.session = session;
  }

  /// @param digest empty where the service should not run
  /// @param reference `shop@sha256:9f86…`
  public record Desired(
      String environment,
      String service,
      Optional<String> digest,
      String reference,
      String configCommit,
      Instant since) {}

  /// @param state starting, healthy, failed, gone, repaired or stopped
  /// @param digest empty where nothing runs
  /// @param name the artifact's name
  /// @param since when it became this
  /// @param process the operating system's id of the process, for the driver `local`
  /// @param asOf when it was last heard of
  public record Actual(
      String environment,
      String service,
      String state,
      Optional<String> digest,
      String name,
      String configCommit,
      String url,
      int replicas,
      Optional<Long> process,
      String reason,
      Instant since,
      Instant asOf) {
    public boolean healthy() {
      return state.equals("healthy") || state.equals("repaired");
    }
  }

  /// Takes in what Git says; whether anything changed. Workers that wait for a newer version get
  /// it.
  public boolean desire(Desired desired) {
    return session.write(handle -> {
      var known =
          new Environments(new Session.On(handle))
              .desired(desired.environment(), desired.service());
      if (known
          .filter(now ->
              now.digest().equals(desired.digest())
                  && now.configCommit().equals(desired.configCommit()))
          .isPresent()) {
        return false;
      }
      handle.execute(
          "INSERT INTO desired (environment, service, digest, reference, config_commit, since)"
              + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (environment, service) DO UPDATE SET"
              + " digest = excluded.digest, reference = excluded.reference, config_commit ="
              + " excluded.config_commit, since = excluded.since",
          desired.environment(),
          desired.service(),
          desired.digest().orElse(null),
          desired.reference(),
          desired.configCommit(),
          desired.since().toString());
      handle.execute(
          "INSERT INTO settings (name, value) VALUES (?, '1') ON CONFLICT (name) DO UPDATE SET"
              + " value = CAST(CAST(settings.value AS INTEGER) + 1 AS TEXT)",
          VERSION);
      return true;
    });
  }

  /// Grows with each change of what is desired; 0 at first.
  public long version() {
    return session.read(handle ->
        handle
            .select("SELECT CAST(value AS INTEGER) FROM settings WHERE name = ?", VERSION)
            .mapTo(Long.class)
            .findFirst()
            .orElse(0L));
  }

  public List<Desired> desired() {
    return session.read(handle ->
        handle
            .select("SELECT * FROM desired ORDER BY environment, service")
            .map((row, _) -> desired(row))
            .list());
  }

  public Optional<Desired> desired(String environment, String service) {
    return session.read(handle ->
        handle
            .select(
                "SELECT * FROM desired WHERE environment = ? AND service = ?", environment, service)
            .map((row, _) -> desired(row))
            .findFirst());
  }

  /// Takes in a report; false, and nothing changes, where it came before.
  ///
  /// @param report its unique id
  public boolean report(String report, Actual actual) {
    return session.write(handle -> {
      if (handle.execute(
              "INSERT INTO environment_reports (id) VALUES (?) ON CONFLICT DO NOTHING", report)
          == 0) {
        return false;
      }
      handle.execute(
          "INSERT INTO actual (environment, service, state, digest, name, config_commit, url,"
              + " replicas, process, reason, since, as_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
              + " ?) ON CONFLICT (environment, service) DO UPDATE SET since = CASE WHEN"
              + " actual.digest IS excluded.digest AND actual.state = excluded.state THEN"
              + " actual.since ELSE excluded.since END, state = excluded.state, digest ="
              + " excluded.digest, name = excluded.name, config_commit = excluded.config_commit,"
              + " url = excluded.url, replicas = excluded.replicas, process = excluded.process,"
              + " reason = excluded.reason, as_of = excluded.as_of",
          actual.environment(),
          actual.service(),
          actual.state(),
          actual.digest().orElse(null),
          actual.name(),
          actual.configCommit(),
          actual.url(),
          actual.replicas(),
          actual.process().orElse(null),
          actual.reason(),
          actual.since().toString(),
          actual.asOf().toString());
      if (actual.healthy() && actual.digest().isPresent()) {
        handle.execute(
            "INSERT INTO ran (environment, service, digest) VALUES (?, ?, ?) ON CONFLICT DO"
                + " NOTHING",
            actual.environment(),
            actual.service(),
            actual.digest().get());
      }
      return true;
    });
  }

  /// Whether an artifact was healthy at a service before.
  public boolean ranBefore(String environment, String service, String digest) {
    return session.read(handle ->
        handle
            .select(
                "SELECT 1 FROM ran WHERE environment = ? AND service = ? AND digest = ?",
                environment,
                service,
                digest)
            .mapTo(Integer.class)
            .findFirst()
            .isPresent());
  }

  public List<Actual> actual() {
    return session.read(handle ->
        handle
            .select("SELECT * FROM actual ORDER BY environment, service")
            .map((row, _) -> actual(row))
            .list());
  }

  public Optional<Actual> actual(String environment, String service) {
    return session.read(handle ->
        handle
            .select(
                "SELECT * FROM actual WHERE environment = ? AND service = ?", environment, service)
            .map((row, _) -> actual(row))
            .findFirst());
  }

  /// One trigger per artifact, environment and service that runs now.
  List<Trigger> live() {
    return actual().stream()
        .filter(Actual::healthy)
        .flatMap(actual ->
            actual.digest().stream()
                .map(digest ->
                    Trigger.live(
                        actual.environment() + "/" + actual.service(),
                        new Trigger.Field.Artifact(actual.name(), digest),
                        actual.since())))
        .toList();
  }

  private static Desired desired(ResultSet row) throws SQLException {
    return new Desired(
        row.getString("environment"),
        row.getString("service"),
        Optional.ofNullable(row.getString("digest")),
        row.getString("reference"),
        row.getString("config_commit"),
        Instant.parse(row.getString("since")));
  }

  private static Actual actual(ResultSet row) throws SQLException {
    return new Actual(
        row.getString("environment"),
        row.getString("service"),
        row.getString("state"),
        Optional.ofNullable(row.getString("digest")),
        row.getString("name"),
        row.getString("config_commit"),
        row.getString("url"),
        row.getInt("replicas"),
        Optional.ofNullable(row.getObject("process"))
            .map(process -> ((Number) process).longValue()),
        row.getString("reason"),
        Instant.parse(row.getString("since")),
        Instant.parse(row.getString("as_of")));
  }
}
