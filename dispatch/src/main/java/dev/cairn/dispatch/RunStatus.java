// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import java.util.Locale;

/// Where a run is. [LifeCycle] says what may follow what.
public enum RunStatus {
  QUEUED,
  RUNNING,
  PASSED,
  FAILED,
  SKIPPED,
  /// Something was begun that may not be repeated, and its end is not known: a person looks.
  UNKNOWN,
  SUPERSEDED,
  CANCELLED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static RunStatus of(String word) {
    for (var status : values()) {
      if (status.word().equals(word)) {
        return status;
      }
    }
    throw new IllegalArgumentException(
        "run: status: \"%s\" (expected: queued, running, passed, failed, skipped, unknown,"
                .formatted(word)
            + " superseded or cancelled)");
  }

  public boolean finished() {
    return this != QUEUED && this != RUNNING;
  }
}
