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
/// @param titles of the other journeys that this one touches, by their ids; who has none is shown
///   by its id
public record JourneyView(
    Journey journey,
    Map<String, List<LogLine>> logs,
    Set<String> unfolded,
    Map<String, String> titles) {
  public JourneyView {
    logs = Map.copyOf(logs);
    unfolded = Set.copyOf(unfolded);
    titles = Map.copyOf(titles);
  }

  public static JourneyView of(Journey journey) {
    return new JourneyView(journey, Map.of(), Set.of(), Map.of());
  }
}
