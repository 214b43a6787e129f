// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class TextWidthsTest {
  private static final Offset<Double> CLOSE = Offset.offset(0.01);

  @Test
  void aLetterIsAsWideAsInTheWidestOfThreeFonts() {
    assertThat(TextWidths.plain("m", 100)).as("DejaVu Sans").isEqualTo(97.5, CLOSE);
    assertThat(TextWidths.plain("E", 100)).as("Liberation Sans").isEqualTo(66.7, CLOSE);
    assertThat(TextWidths.plain("N", 100)).as("Open Sans").isEqualTo(75.4, CLOSE);
    assertThat(TextWidths.bold("m", 100)).as("DejaVu Sans Bold").isEqualTo(104.2, CLOSE);
  }

  @Test
  void anAccentTakesNoWidth() {
    assertThat(TextWidths.plain("Grüße", 11)).isGreaterThan(TextWidths.plain("Gru", 11));
    assertThat(TextWidths.plain("ü", 11)).isEqualTo(TextWidths.plain("u", 11));
    assertThat(TextWidths.bold("É", 11)).isEqualTo(TextWidths.bold("E", 11));
    assertThat(TextWidths.plain("u\u0308", 11)).isEqualTo(TextWidths.plain("u", 11));
  }

  @Test
  void whatIsCutFitsAndSaysSo() {
    String text = "1 critical, CAIRN-DEMO-2026-0002 in dev.example:currencies 2.3.0";
    for (double width = 20; width < 400; width += 7) {
      String plain = TextWidths.cut(text, width, 11);
      String bold = TextWidths.cutBold(text, width, 11);
      assertThat(TextWidths.plain(plain, 11)).isLessThanOrEqualTo(width);
      assertThat(TextWidths.bold(bold, 11)).isLessThanOrEqualTo(width);
      assertThat(plain.equals(text) || plain.endsWith("…")).as(plain).isTrue();
    }
  }

  @Test
  void theFirstLineLeavesRoomForWhatElseStandsInIt() {
    assertThat(TextWidths.wrap("1 critical finding, CVE-2026-31337", 150, 2, 0))
        .containsExactly("1 critical finding,", "CVE-2026-31337");
    assertThat(TextWidths.wrap("1 critical finding, CVE-2026-31337", 150, 2, 60))
        .containsExactly("1 critical", "finding, CVE-2026-31337");
  }
}
