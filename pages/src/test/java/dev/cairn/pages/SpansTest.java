// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpansTest {
  @ParameterizedTest
  @CsvSource({
    "PT0.4S, <1 s, <1 s",
    "PT48S, 48 s, 48 s",
    "PT12M4S, 12 min, 12 min",
    "PT3H8M, 3 h, 3 h 8 min",
    "PT3H, 3 h, 3 h",
    "PT63H, 2 d, 2 d 15 h"
  })
  void lengthsAreSaidAsPeopleSayThem(String duration, String brief, String exact) {
    assertThat(Spans.brief(Duration.parse(duration))).isEqualTo(brief);
    assertThat(Spans.exact(Duration.parse(duration))).isEqualTo(exact);
  }
}
