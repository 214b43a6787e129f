// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MeterTest {
  @Test
  void ticksAreThoseOfAProcessAndOfItsEndedChildrenWhateverItsName() {
    String stat =
        "4711 (a) R 9 (b) S 1 4711 4711 0 -1 4194304 800 9000 0 3 40 7 200 1000 20 0 1 0 8812"
            + " 2625536 216 1844674";

    assertThat(Meter.ticks(stat)).isEqualTo(1247);
  }

  @Test
  void memoryIsWhatIsResidentAndOfNoFile() {
    String status =
        "Name:\tjavac\nVmRSS:\t  190000 kB\nRssAnon:\t  150000 kB\nRssFile:\t40000 kB\n";

    assertThat(Meter.bytes(status)).isEqualTo(153_600_000);
  }

  @Test
  void deadProcessThatNobodyHasLookedAtHasNoMemory() {
    assertThat(Meter.bytes("Name:\tsh\nState:\tZ (zombie)\nThreads:\t1\n")).isZero();
  }
}
