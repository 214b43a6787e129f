// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.engine.Energy;
import dev.cairn.engine.Usage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class UsageJsonTest {
  @Test
  void whatARunUsedIsToldInWordsAndInNumbers() {
    var used =
        new Usage.Sum(
            2, Duration.ofMillis(8_500), 190_000_000, new Energy(0.0037, 0.00834, 0.0204));
    var avoided =
        new Usage.Sum(5, Duration.ofSeconds(310), 400_000_000, new Energy(0.14, 0.3111, 0.74));

    assertThat(UsageJson.of(new Usage(used, avoided)))
        .hasToString(
            """
            {"words":"8.5 s CPU, 190 MB, an estimated 8.3 mWh (3.7 to 20); 0.31 Wh (0.14 to 0.74) avoided by reuse",\
            "used":{"steps":2,"cpuMillis":8500,"memoryBytes":190000000,"wattHours":{"low":0.0037,"middle":0.00834,"high":0.0204}},\
            "avoided":{"steps":5,"cpuMillis":310000,"memoryBytes":400000000,"wattHours":{"low":0.14,"middle":0.3111,"high":0.74}}}\
            """);
  }
}
