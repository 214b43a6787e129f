// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ColumnsTest {
  @Test
  void whatTheEnvironmentSaysIsTaken() {
    assertThat(Columns.of(Map.of("COLUMNS", "132"), true, () -> "40 80\n")).isEqualTo(132);
    assertThat(Columns.of(Map.of("COLUMNS", "132"), false, () -> "40 80\n")).isEqualTo(132);
  }

  @Test
  void aTerminalIsAskedSinceShellsDoNotExportTheirColumns() {
    assertThat(Columns.of(Map.of(), true, () -> "40 80\n")).isEqualTo(80);
    assertThat(Columns.of(Map.of("COLUMNS", "wide"), true, () -> "24 120\n")).isEqualTo(120);
  }

  @Test
  void aTerminalThatDoesNotKnowItsSizeHasEightyColumns() {
    assertThat(Columns.of(Map.of(), true, () -> "")).isEqualTo(80);
    assertThat(Columns.of(Map.of(), true, () -> "0 0\n")).isEqualTo(80);
    assertThat(Columns.of(Map.of(), true, () -> "stty: what is that?")).isEqualTo(80);
  }

  @Test
  void aPipeIsNotAsked() {
    assertThat(
            Columns.of(
                Map.of(),
                false,
                () -> {
                  throw new AssertionError("asked");
                }))
        .isEqualTo(120);
  }
}
