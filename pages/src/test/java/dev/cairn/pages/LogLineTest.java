// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LogLineTest {
  private static final String FOUND =
      """
      [scan] reused
      [scan] found CAIRN-DEMO-2026-0001, critical, in dev.example:bank-client 1.0.0
      """;

  @Test
  void whatWasFoundIsAnErrorIfTheVerdictIsBad() {
    assertThat(errors(FOUND + "[scan] verdict: not passed: 1 critical")).containsExactly(2, 3);
    assertThat(errors(FOUND + "[scan] verdict: passed: none above low")).isEmpty();
  }

  @Test
  void whatCompilersAndCairnSayIsAnError() {
    assertThat(errors("A.java:3: error: ';' expected\n1 error\nfailed: javac ended with 1\n"))
        .containsExactly(1, 3);
  }

  @Test
  void aLineBeganWhenItsFirstByteWasWritten() {
    List<LogLine> lines =
        LogLine.of("zwölf\r\n10 %\r20 %\n\nend", at -> Optional.of(Instant.ofEpochMilli(at)));

    assertThat(lines).extracting(LogLine::text).containsExactly("zwölf", "10 %", "20 %", "", "end");
    assertThat(lines)
        .extracting(line -> line.time().orElseThrow().toEpochMilli())
        .containsExactly(0L, 8L, 13L, 18L, 19L);
  }

  private static List<Integer> errors(String log) {
    return LogLine.of(log, _ -> Optional.empty()).stream()
        .filter(LogLine::error)
        .map(LogLine::number)
        .toList();
  }
}
