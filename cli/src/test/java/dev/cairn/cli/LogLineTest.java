// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class LogLineTest {
  private final LogLine lines = new LogLine(ZoneOffset.UTC);

  @Test
  void aMessageOfSeveralLinesIsOne() {
    assertThat(lines.format(record("git: exit 128: fatal: no\nfatal: not there\n\nTry again.\n")))
        .isEqualTo("14:02:03 WARNING git: exit 128: fatal: no fatal: not there Try again.\n");
  }

  @Test
  void placesOfTheMessageAreFilled() {
    LogRecord record = record("look at {0}: {1}");
    record.setParameters(new Object[] {"shop", "it's away"});

    assertThat(lines.format(record)).isEqualTo("14:02:03 WARNING look at shop: it's away\n");
  }

  @Test
  void aFaultOfOursBringsItsStackTrace() {
    LogRecord record = record("join d-7");
    record.setThrown(new IllegalStateException("no"));

    assertThat(lines.format(record).lines())
        .startsWith("14:02:03 WARNING join d-7", "java.lang.IllegalStateException: no")
        .hasSizeGreaterThan(2);
  }

  private static LogRecord record(String message) {
    var record = new LogRecord(Level.WARNING, message);
    record.setInstant(Instant.parse("2026-11-22T14:02:03.456Z"));
    return record;
  }
}
