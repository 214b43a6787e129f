// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A journey as a row of glyphs: for each stage that it has, in order, the state that a colleague
/// would name first.
public final class Route {
  private Route() {}

  /// ```
  /// change passed · build passed · artifact passed · checks failed · gate held
  /// ```
  public record Stop(String stage, Status status) {}

  public static List<Stop> of(Journey journey) {
    Map<String, Status> stages = new LinkedHashMap<>();
    for (Journey.Node node : journey.nodes()) {
      if (node.status() != Status.ELSEWHERE) {
        stages.merge(node.stage(), node.status(), Status::louder);
      }
    }
    List<Stop> stops = new ArrayList<>();
    stages.forEach((stage, status) -> stops.add(new Stop(stage, status)));
    return List.copyOf(stops);
  }
}
