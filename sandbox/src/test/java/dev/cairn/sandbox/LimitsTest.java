// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LimitsTest {
  @Test
  void theDefaultsAreThese() {
    assertThat(Limits.defaults())
        .isEqualTo(
            new Limits(Duration.ofMinutes(10), 67_108_864L, 1_000, 4_294_967_296L, 2_147_483_648L));
  }

  @Test
  void noFileIsLargerThanTheScratchSpace() {
    assertThat(Limits.defaults().scratchBytes(100).fileBytes()).isEqualTo(100);
  }

  @Test
  void aLimitOfNothingIsRefused() {
    assertThatThrownBy(() -> Limits.defaults().time(Duration.ZERO))
        .hasMessage("limit of time: PT0S (expected: more than 0)");
    assertThatThrownBy(() -> Limits.defaults().processes(0))
        .hasMessageContaining("processes 0", "expected: each more than 0");
  }
}
