// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JourneyCommandTest {
  @Test
  void anIdIsKnownFromAllElseThatMayBeAskedFor() {
    assertThat(JourneyCommand.isId("a5c8131b-0671-8521-bf03-062636ec0c7c")).isTrue();
    assertThat(JourneyCommand.isId("a5c8131b-0671-4521-bf03-062636ec0c7c")).isFalse();
    assertThat(JourneyCommand.isId("a5c8131b")).isFalse();
    assertThat(JourneyCommand.isId("feature/a5c8131b-0671-8521-bf03-062636ec0c7c")).isFalse();
  }

  @Test
  void ofAStreamOnlyWhatItSaysIsPrinted() {
    assertThat(JourneyCommand.said("data:14:03:12 failed   scan 9 s"))
        .contains("14:03:12 failed   scan 9 s");
    assertThat(JourneyCommand.said("data: 14:03:12 failed   scan 9 s"))
        .contains("14:03:12 failed   scan 9 s");
    assertThat(JourneyCommand.said(": still here")).isEmpty();
    assertThat(JourneyCommand.said("")).isEmpty();
  }
}
