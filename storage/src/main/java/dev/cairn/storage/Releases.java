// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import dev.cairn.dispatch.Gate.Verdict;
import dev.cairn.dispatch.Trigger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The registry's side of the gate: what was pushed, what is held and why, what is released, and
/// where tags point.
///
/// ```
/// manifests   shop  sha256:9f86…  index, with 2 manifests and their blobs
/// artifacts   shop  sha256:9f86…  held "scan has not said anything yet (security)"
/// tag pushes  1 shop:latest → sha256:77c0… (released)   2 shop:latest → sha256:9f86… (held)
/// ```
///
/// Here `shop:latest` answers `sha256:77c0…`: a tag moves when its digest is released, and until
/// then answers the last released one. An artifact is released per repository, since a gate task's
/// condition may ask for it. What was never released is held.
public final class Releases {
  /// Digests that hold the one asked for, itself included, up to the manifests that were pushed.
  private static final String UPWARDS =
      "WITH RECURSIVE up (digest) AS (SELECT ? UNION SELECT p.manifest FROM manifest_parts p JOIN"
          + " up ON p.part = up.digest WHERE p.repository = ?) ";

  private final Session session;

  Releases(Session session) {
    this.session = session;
  }

  /// @param parts digests of what it names: an index's manifests, a manifest's config and layers
  public record Manifest(
      String repository, String digest, String mediaType, long size, List<String> parts) {
    public Manifest {
      parts = List.copyOf(parts);
    }
  }

  /// @param published its publication, by which gate tasks judge it
  /// @param released whether it may be pulled
  /// @param reason why it is held; empty when it is released
  public record Artifact(Trigger published, boolean released, String reason, Instant since) {}

  /// Whether a manifest or blob may be read by anyone.
  public enum Access {
    RELEASED,
    HELD,
    /// Nothing that was pushed here names it: an upload that waits for its manifest.
    UNNAMED
  }

  /// Records a push, before it is answered. From now on it is held, unless it was released before.
  public void pushed(Manifest manifest, Instant now) {
    session.change(handle -> {
      handle.execute(
          "INSERT INTO manifests (repository, digest, media_type, size, pushed) VALUES (?, ?,"
              + " ?, ?, ?) ON CONFLICT DO NOTHING",
          manifest.repository(),
          manifest.digest(),
          manifest.mediaType(),
          manifest.size(),
          now.toString());
      for (var part : manifest.parts()) {
        handle.execute(
            "INSERT INTO manifest_parts (repository, part, manifest) VALUES (?, ?, ?) ON"
                + " CONFLICT DO NOTHING",
            manifest.repository(),
            part,
            manifest.digest());
      }
    });
  }

  public Optional<Manifest> manifest(String repository, String digest) {
    return session.read(handle ->
        handle
            .select(
                "SELECT * FROM manifests WHERE repository = ? AND digest = ?", repository, digest)
            .map((row, _) ->
                new Manifest(
                    repository,
                    digest,
                    row.getString("media_type"),
                    row.getLong("size"),
                    handle
                        .select(
                            "SELECT part FROM manifest_parts WHERE repository = ? AND"
                                + " manifest = ? ORDER BY part",
                            repository,
                            digest)
                        .mapTo(String.class)
                        .list()))
            .findFirst());
  }

  /// A manifest, an index's child or a blob is released with any released manifest that reaches it.
  public Access access(String repository, String digest) {
    boolean released =
        count(
            UPWARDS
                + "SELECT 1 FROM up JOIN artifacts a ON a.digest = up.digest WHERE a.repository ="
                + " ? AND a.state = 'released' LIMIT 1",
            digest,
            repository,
            repository);
    if (released) {
      return Access.RELEASED;
    }
    boolean named =
        count(
            UPWARDS
                + "SELECT 1 FROM up JOIN manifests m ON m.digest = up.digest WHERE m.repository ="
                + " ? LIMIT 1",
            digest,
            repository,
            repository);
    return named ? Access.HELD : Access.UNNAMED;
  }

  /// The held artifact that a held digest belongs to, for the sentence that says why.
  public Optional<Artifact> holder(String repository, String digest) {
    return session.read(handle ->
        handle
            .select(
                UPWARDS
                    + "SELECT a.* FROM up JOIN artifacts a ON a.digest = up.digest WHERE"
                    + " a.repository = ? ORDER BY a.since DESC LIMIT 1",
                digest,
                repository,
                repository)
            .map((row, _) -> artifact(row))
            .findFirst());
  }

  private boolean count(String sql, Object... values) {
    return session.read(
        handle -> handle.select(sql, values).mapTo(Integer.class).findFirst().isPresent());
  }

  /// Puts a tag on a digest; returns the push's position.
  public long tag(String repository, String tag, String digest) {
    return session.write(handle ->
        handle
            .createQuery(
                "INSERT INTO tag_pushes (repository, tag, digest) VALUES (?, ?, ?) RETURNING"
                    + " position")
            .bind(0, repository)
            .bind(1, tag)
            .bind(2, digest)
            .mapTo(Long.class)
            .one());
  }

  /// The digest that a tag answers: the newest pushed one that is released.
  public Optional<String> resolve(String repository, String tag) {
    return session.read(handle ->
        handle
            .select(
                "SELECT t.digest FROM tag_pushes t JOIN artifacts a ON a.repository ="
                    + " t.repository AND a.digest = t.digest WHERE t.repository = ? AND t.tag"
                    + " = ? AND a.state = 'released' ORDER BY t.position DESC LIMIT 1",
                repository,
                tag)
            .mapTo(String.class)
            .findFirst());
  }

  /// The digest that a tag was put on last, released or not.
  public Optional<String> newest(String repository, String tag) {
    return session.read(handle ->
        handle
            .select(
                "SELECT digest FROM tag_pushes WHERE repository = ? AND tag = ? ORDER BY"
                    + " position DESC LIMIT 1",
                repository,
                tag)
            .mapTo(String.class)
            .findFirst());
  }

  /// The tags that answer something, sorted.
  public List<String> tags(String repository) {
    return session.read(handle ->
        handle
            .select(
                "SELECT DISTINCT t.tag FROM tag_pushes t JOIN artifacts a ON a.repository ="
                    + " t.repository AND a.digest = t.digest WHERE t.repository = ? AND"
                    + " a.state = 'released' ORDER BY t.tag",
                repository)
            .mapTo(String.class)
            .list());
  }

  public List<String> repositories() {
    return session.read(handle ->
        handle
            .select("SELECT DISTINCT repository FROM manifests ORDER BY repository")
            .mapTo(String.class)
            .list());
  }

  /// An artifact was published and is not released yet, for this reason. What is released stays so:
  /// a later finding notifies, only a person quarantines.
  public void hold(Trigger published, String reason, Instant now) {
    session.change(handle ->
        handle.execute(
            "INSERT INTO artifacts (repository, digest, state, reason, since, published) VALUES"
                + " (?, ?, 'held', ?, ?, ?) ON CONFLICT (repository, digest) DO UPDATE SET"
                + " reason = excluded.reason, published = excluded.published WHERE"
                + " artifacts.state = 'held'",
            published.text("repository"),
            published.artifact().orElse(""),
            reason,
            now.toString(),
            published.json()));
  }

  /// The gate opens for this publication; whether it was shut for it until now. The same bytes that
  /// are published by another change (a revert) are released once more, for that change.
  public boolean release(Trigger published, Instant now) {
    var repository = published.text("repository");
    var digest = published.artifact().orElse("");
    return session.write(handle -> {
      handle.execute(
          "INSERT INTO artifacts (repository, digest, state, reason, since, published) VALUES"
              + " (?, ?, 'released', '', ?, ?) ON CONFLICT (repository, digest) DO UPDATE SET"
              + " state = 'released', reason = '', since = excluded.since, published ="
              + " excluded.published WHERE artifacts.state = 'held'",
          repository,
          digest,
          now.toString(),
          published.json());
      return handle.execute(
              "INSERT INTO releases (repository, digest, occasion, released) VALUES (?, ?, ?,"
                  + " ?) ON CONFLICT DO NOTHING",
              repository,
              digest,
              published.occasion(),
              now.toString())
          > 0;
    });
  }

  public Optional<Artifact> artifact(String repository, String digest) {
    return session.read(handle ->
        handle
            .select(
                "SELECT * FROM artifacts WHERE repository = ? AND digest = ?", repository, digest)
            .map((row, _) -> artifact(row))
            .findFirst());
  }

  /// In whatever repositories it is.
  public List<Artifact> artifacts(String digest) {
    return session.read(handle ->
        handle
            .select("SELECT * FROM artifacts WHERE digest = ? ORDER BY repository", digest)
            .map((row, _) -> artifact(row))
            .list());
  }

  /// The publications of what is held, oldest first.
  public List<Trigger> held() {
    return session.read(handle ->
        handle
            .select("SELECT * FROM artifacts WHERE state = 'held' ORDER BY since, digest")
            .map((row, _) -> artifact(row).published())
            .list());
  }

  /// Keeps what a gate task's run, or one that looks at what is live, said.
  ///
  /// @param json the verdict whole: findings, SBOM
  public void verdict(Verdict verdict, String json, Instant now) {
    session.change(handle ->
        handle.execute(
            "INSERT INTO verdicts (run, digest, bundle, task, passed, reason, json, time)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run, digest) DO UPDATE SET"
                + " passed = excluded.passed, reason = excluded.reason, json = excluded.json,"
                + " time = excluded.time",
            verdict.number(),
            verdict.digest(),
            verdict.bundle(),
            verdict.task(),
            verdict.passed() ? 1 : 0,
            verdict.reason(),
            json,
            now.toString()));
  }

  /// All that was said of an artifact, oldest first.
  public List<Verdict> verdicts(String digest) {
    return session.read(handle ->
        handle
            .select("SELECT * FROM verdicts WHERE digest = ? ORDER BY run", digest)
            .map((row, _) ->
                new Verdict(
                    row.getString("bundle"),
                    row.getString("task"),
                    digest,
                    row.getLong("run"),
                    row.getInt("passed") == 1,
                    row.getString("reason")))
            .list());
  }

  /// A verdict whole.
  public Optional<String> verdictJson(long run, String digest) {
    return session.read(handle ->
        handle
            .select("SELECT json FROM verdicts WHERE run = ? AND digest = ?", run, digest)
            .mapTo(String.class)
            .findFirst());
  }

  private static Artifact artifact(ResultSet row) throws SQLException {
    return new Artifact(
        Trigger.parse(row.getString("published")),
        row.getString("state").equals("released"),
        row.getString("reason"),
        Instant.parse(row.getString("since")));
  }
}
