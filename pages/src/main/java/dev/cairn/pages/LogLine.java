// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One line of a run's log, under its own address (`#L6`).
///
/// @param number from 1
/// @param error whether it is one of those that say what went wrong
public record LogLine(int number, Optional<Instant> time, String text, boolean error) {
  private static final String FOUND = "] found ";
  private static final String NOT_PASSED = "] verdict: not passed";

  /// Lines as a run's log file holds them: text only. A line counts as an error where it has one of
  /// the words by which compilers and Cairn itself say so; what was found does if the verdict is
  /// bad.
  public static List<LogLine> of(String log) {
    boolean bad = log.contains(NOT_PASSED);
    var lines = new ArrayList<LogLine>();
    for (String text : log.lines().toList()) {
      boolean error = soundsBad(text) || (bad && text.contains(FOUND));
      lines.add(new LogLine(lines.size() + 1, Optional.empty(), text, error));
    }
    return List.copyOf(lines);
  }

  private static boolean soundsBad(String text) {
    return text.contains("error:")
        || text.contains("FAILED")
        || text.contains(NOT_PASSED)
        || text.startsWith("Exception in thread")
        || text.startsWith("failed:");
  }
}
