// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import java.util.Locale;

/// The closed list of CONTRACT.md, for nodes and for journeys.
public enum Status {
  PASSED,
  REUSED,
  LIVE,
  REPAIRED,
  QUEUED,
  RUNNING,
  WAITING,
  HELD,
  OVERDUE,
  DRIFTED,
  ROLLED_BACK,
  FAILED,
  FLAGGED,
  EXPECTED,
  REFUSED,
  SUPERSEDED,
  ELSEWHERE,
  UNKNOWN;

  /// As the API writes it: `rolled-back`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
