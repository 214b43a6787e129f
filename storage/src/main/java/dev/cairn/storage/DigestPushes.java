// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import dev.cairn.events.Event;
import java.time.Instant;
import java.util.List;

/// Publications of manifests that were pushed by digest only. Most are an index's children, which
/// come before their index and are judged with it; so they wait here until a tag or an index names
/// them, or until they are judged by themselves.
///
/// ```
/// shop  sha256:aa11…  pushed 14:03:12  {"type":"dev.cdevents.artifact.published.0.3.0",…}
/// ```
public final class DigestPushes {
  private final Session session;

  DigestPushes(Session session) {
    this.session = session;
  }

  /// Keeps the publication, unless a tag or an index names the digest or the gate knows it.
  public void add(String repository, String digest, Event published, Instant now) {
    session.change(handle ->
        handle.execute(
            "WITH fresh (repository, digest, pushed, source, id, json) AS (VALUES (?, ?, ?, ?, ?,"
                + " ?)) INSERT INTO digest_pushes (repository, digest, pushed, source, id, json)"
                + " SELECT * FROM fresh f WHERE NOT EXISTS (SELECT 1 FROM tag_pushes t WHERE"
                + " t.repository = f.repository AND t.digest = f.digest) AND NOT EXISTS (SELECT 1"
                + " FROM manifest_parts p WHERE p.repository = f.repository AND p.part ="
                + " f.digest) AND NOT EXISTS (SELECT 1 FROM artifacts a WHERE a.repository ="
                + " f.repository AND a.digest = f.digest) ON CONFLICT DO NOTHING",
            repository,
            digest,
            now.toEpochMilli(),
            published.id().source(),
            published.id().id(),
            published.json()));
  }

  /// A tag or an index names them, and is published itself.
  public void named(String repository, List<String> digests) {
    session.change(handle ->
        digests.forEach(digest ->
            handle.execute(
                "DELETE FROM digest_pushes WHERE repository = ? AND digest = ?",
                repository,
                digest)));
  }

  public boolean waits(String repository, String digest) {
    return session.read(handle ->
        handle
            .select(
                "SELECT 1 FROM digest_pushes WHERE repository = ? AND digest = ?",
                repository,
                digest)
            .mapTo(Integer.class)
            .findFirst()
            .isPresent());
  }

  /// Puts those that were pushed until then into the outbox.
  public void publish(Instant until) {
    session.change(handle -> {
      handle.execute(
          "INSERT INTO outbox (source, id, json) SELECT source, id, json FROM digest_pushes WHERE"
              + " pushed <= ? ORDER BY pushed, digest ON CONFLICT (source, id) DO NOTHING",
          until.toEpochMilli());
      handle.execute("DELETE FROM digest_pushes WHERE pushed <= ?", until.toEpochMilli());
    });
  }
}
