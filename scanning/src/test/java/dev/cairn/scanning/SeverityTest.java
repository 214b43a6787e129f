// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeverityTest {
  @ParameterizedTest
  @CsvSource({
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, CRITICAL, 9.8",
    "CVSS:3.0/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N, LOW, 1.8",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N, HIGH, 7.5",
    "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N, CRITICAL, 9.3",
    "AV:N/AC:L/Au:N/C:P/I:N/A:N, MEDIUM, 5.0",
  })
  void vectorGivesScoreAndLevel(String vector, Severity.Level level, String score)
      throws IOException {
    assertThat(Severity.of("X", List.of(vector), "")).isEqualTo(new Severity(level, score));
  }

  @Test
  void worstVectorCounts() throws IOException {
    assertThat(
            Severity.of(
                "X",
                List.of(
                    "CVSS:3.0/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N",
                    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
                "LOW"))
        .isEqualTo(new Severity(Severity.Level.CRITICAL, "9.8"));
  }

  @Test
  void wordCountsWhereThereIsNoVector() throws IOException {
    assertThat(Severity.of("X", List.of(), "MODERATE").level()).isEqualTo(Severity.Level.MEDIUM);
  }

  @Test
  void whatNobodyRatedRanksAboveAll() throws IOException {
    assertThat(Severity.of("X", List.of(), "NOT YET ASSIGNED"))
        .isGreaterThan(new Severity(Severity.Level.CRITICAL, "10.0"));
  }

  @Test
  void vectorThatIsNoneIsAnError() {
    assertThatThrownBy(() -> Severity.of("X", List.of("CVSS:3.1/AV:N"), ""))
        .hasMessageStartingWith("rate X: vector \"CVSS:3.1/AV:N\" (expected: CVSS 2, 3 or 4)");
  }
}
