// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import org.jdbi.v3.core.Handle;

/// What storage holds, seen from one transaction: a narrow view for each matter.
public final class Views {
  private final Session session;
  private final CatalogueCache cache;

  Views(Session session, CatalogueCache cache) {
    this.session = session;
    this.cache = cache;
  }

  /// The same views within a transaction that one of them has begun.
  Views on(Handle handle) {
    return new Views(new Session.On(handle), new CatalogueCache(cache));
  }

  public Deliveries deliveries() {
    return new Deliveries(session);
  }

  public Events events() {
    return new Events(session);
  }

  public StoredGraph graph() {
    return new StoredGraph(session);
  }

  public Runs runs() {
    return new Runs(session);
  }

  public Catalogues catalogue() {
    return new Catalogues(session, cache);
  }

  public Dispatching dispatching() {
    return new Dispatching(session, this);
  }

  public Releases releases() {
    return new Releases(session);
  }

  public DigestPushes digestPushes() {
    return new DigestPushes(session);
  }

  public Environments environments() {
    return new Environments(session);
  }

  public Outbox outbox() {
    return new Outbox(session);
  }

  public Progress progress() {
    return new Progress(session);
  }

  void forgetProjection() {
    session.change(handle -> {
      for (var table : Storage.PROJECTION) {
        handle.execute("DELETE FROM " + table);
      }
    });
    progress().joined(0);
  }
}
