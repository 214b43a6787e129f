// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Journey;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the journey page shows beside the graph.
///
/// @param logs by run id (`r-12`): the last lines of its log; a run without any is left out
/// @param unfolded ids of folded cards to show with all their members; `all` for every one
public record JourneyView(Journey journey, Map<String, List<LogLine>> logs, Set<String> unfolded) {
  public JourneyView {
    logs = Map.copyOf(logs);
    unfolded = Set.copyOf(unfolded);
  }

  public static JourneyView of(Journey journey) {
    return new JourneyView(journey, Map.of(), Set.of());
  }
}
