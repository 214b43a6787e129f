// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ScreenTest {
  @Test
  void aPictureIsAsWideAsTheTerminalSaysUnlessTheEnvironmentSaysMore() {
    assertThat(Screen.columns("", "40 80\n")).isEqualTo(80);
    assertThat(Screen.columns("", "40 120\n")).isEqualTo(120);
    assertThat(Screen.columns("132", "40 80\n")).isEqualTo(132);
  }

  @Test
  void aTerminalThatDoesNotKnowItsSizeHasEightyColumns() {
    assertThat(Screen.columns("", "")).isEqualTo(80);
    assertThat(Screen.columns("", "0 0\n")).isEqualTo(80);
  }
}
