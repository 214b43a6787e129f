// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import java.util.List;

final class MemoryGraphTest extends GraphContract {
  @Override
  protected Graph openEmpty() {
    return new MemoryGraph();
  }

  @Override
  protected void apply(Graph graph, List<Change> changes) {
    ((MemoryGraph) graph).apply(changes);
  }
}
