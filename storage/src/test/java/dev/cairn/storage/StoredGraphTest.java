// SPDX-License-Identifier: Apache-2.0
package dev.cairn.storage;

import dev.cairn.journeys.Change;
import dev.cairn.journeys.Graph;
import dev.cairn.journeys.GraphContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class StoredGraphTest extends GraphContract {
  @TempDir Path folder;

  private Storage storage;

  @Override
  protected Graph openEmpty() {
    storage = Storage.open(folder);
    return storage.graph();
  }

  @Override
  protected void apply(Graph graph, List<Change> changes) {
    storage.transaction(tx -> {
      tx.graph().apply(changes);
      return true;
    });
  }

  @AfterEach
  void close() {
    storage.close();
  }
}
