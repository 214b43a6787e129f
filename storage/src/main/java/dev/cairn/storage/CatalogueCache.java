// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import dev.cairn.dispatch.Catalogue;
import dev.cairn.dispatch.CatalogueJson;
import org.jdbi.v3.core.Handle;

/// The catalogue as it was at a position of its log, so that only what is newer is replayed. A
/// transaction works on a copy, and hands it back when it has committed. Safe for several threads.
final class CatalogueCache {
  private record At(long position, Catalogue catalogue) {}

  private volatile At at;

  CatalogueCache() {
    this.at = new At(0, Catalogue.EMPTY);
  }

  CatalogueCache(CatalogueCache other) {
    this.at = other.at;
  }

  void take(CatalogueCache committed) {
    this.at = committed.at;
  }

  Catalogue at(Handle handle) {
    var known = at;
    var newest = known;
    var rows =
        handle
            .select(
                "SELECT position, change FROM catalogue WHERE position > ? ORDER BY position",
                known.position())
            .map((row, _) -> new Row(row.getLong("position"), row.getString("change")))
            .list();
    for (var row : rows) {
      newest = new At(row.position(), newest.catalogue().after(CatalogueJson.change(row.change())));
    }
    at = newest;
    return newest.catalogue();
  }

  private record Row(long position, String change) {}
}
