// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import dev.cairn.engine.Energy;
import dev.cairn.engine.Usage;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a run used, as its result says it:
///
/// ```
/// {"words":"8.5 s CPU, 190 MB, an estimated 8.3 mWh (3.7 to 20); 0.31 Wh (0.14 to 0.74) avoided by reuse",
///  "used":{"steps":2,"cpuMillis":8500,"memoryBytes":190000000,"wattHours":{"low":0.0037,"middle":0.0083,"high":0.02}},
///  "avoided":{"steps":5,"cpuMillis":…,"memoryBytes":…,"wattHours":{…}}}
/// ```
final class UsageJson {
  private static final double PARTS = 1e6;

  private UsageJson() {}

  static ObjectNode of(Usage usage) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("words", usage.words());
    json.set("used", of(usage.used()));
    json.set("avoided", of(usage.avoided()));
    return json;
  }

  private static ObjectNode of(Usage.Sum sum) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("steps", sum.steps())
            .put("cpuMillis", sum.cpu().toMillis())
            .put("memoryBytes", sum.memoryBytes());
    Energy energy = sum.energy();
    json.putObject("wattHours")
        .put("low", rounded(energy.low()))
        .put("middle", rounded(energy.middle()))
        .put("high", rounded(energy.high()));
    return json;
  }

  /// More digits would say nothing.
  private static double rounded(double wattHours) {
    return Math.round(wattHours * PARTS) / PARTS;
  }
}
