// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import java.util.Locale;

/// The three parts of the list of journeys, by how much they ask of people.
public enum Section {
  /// It does not go on by itself, or nobody knows: `?show=needs`.
  NEEDS,
  /// It goes on by itself: `?show=moving`.
  MOVING,
  /// Nothing is to come, and nothing is wrong: `?show=settled`.
  SETTLED;

  public static Section of(Status status) {
    return switch (status) {
      case HELD, OVERDUE, DRIFTED, FAILED, FLAGGED, UNKNOWN -> NEEDS;
      case QUEUED, RUNNING, WAITING, EXPECTED -> MOVING;
      case PASSED, REUSED, LIVE, REPAIRED, ROLLED_BACK, REFUSED, SUPERSEDED, ELSEWHERE -> SETTLED;
    };
  }

  /// As it stands in an address: `needs`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
