// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/// What a server or worker logs, on one line each; only a fault of ours brings its stack trace:
///
/// ```
/// 05:43:32 WARNING look at repository shop: git ls-remote …: exit 128: fatal: unable to connect
/// ```
final class LogLine extends Formatter {
  private final ZoneId zone;

  LogLine(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public String format(LogRecord record) {
    LocalTime time = LocalTime.ofInstant(record.getInstant(), zone).truncatedTo(ChronoUnit.SECONDS);
    var text = new StringWriter();
    text.append("%tT %s ".formatted(time, record.getLevel().getName()));
    text.append(formatMessage(record).strip().replaceAll("\\s*\\R\\s*", " ")).append('\n');
    if (record.getThrown() != null) {
      record.getThrown().printStackTrace(new PrintWriter(text, true));
    }
    return text.toString();
  }
}
