// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/// One line of a run's log, under its own address (`#L6`).
///
/// @param number from 1
/// @param error whether it is one of those that say what went wrong
public record LogLine(int number, Optional<Instant> time, String text, boolean error) {
  private static final String FOUND = "] found ";
  private static final String NOT_PASSED = "] verdict: not passed";

  /// Lines as a run's log file holds them. A line counts as an error where it has one of the words
  /// by which compilers and Cairn itself say so; what was found does if the verdict is bad.
  ///
  /// @param began when the line that begins at this byte of the file was written, where that is
  ///   known
  public static List<LogLine> of(String log, LongFunction<Optional<Instant>> began) {
    boolean bad = log.contains(NOT_PASSED);
    var lines = new ArrayList<LogLine>();
    long offset = 0;
    int from = 0;
    while (from < log.length()) {
      int end = end(log, from);
      String text = log.substring(from, end);
      boolean error = soundsBad(text) || (bad && text.contains(FOUND));
      lines.add(new LogLine(lines.size() + 1, began.apply(offset), text, error));
      int next = end + (log.startsWith("\r\n", end) ? 2 : 1);
      offset += text.getBytes(StandardCharsets.UTF_8).length + (next - end);
      from = next;
    }
    return List.copyOf(lines);
  }

  private static int end(String log, int from) {
    int end = from;
    while (end < log.length() && log.charAt(end) != '\n' && log.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private static boolean soundsBad(String text) {
    return text.contains("error:")
        || text.contains("FAILED")
        || text.contains(NOT_PASSED)
        || text.startsWith("Exception in thread")
        || text.startsWith("failed:");
  }
}
