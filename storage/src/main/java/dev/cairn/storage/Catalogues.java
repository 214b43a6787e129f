// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import dev.cairn.dispatch.Catalogue;
import dev.cairn.dispatch.CatalogueJson;

/// The catalogue as the log of its changes, replayed when it is asked for.
public final class Catalogues {
  private final Session session;
  private final CatalogueCache cache;

  Catalogues(Session session, CatalogueCache cache) {
    this.session = session;
    this.cache = cache;
  }

  public Catalogue now() {
    return session.read(cache::at);
  }

  /// Appends a change; one that changes nothing is not kept.
  public void append(Catalogue.Change change) {
    session.change(handle -> {
      var before = cache.at(handle);
      if (!before.after(change).equals(before)) {
        handle.execute("INSERT INTO catalogue (change) VALUES (?)", CatalogueJson.json(change));
      }
    });
  }
}
