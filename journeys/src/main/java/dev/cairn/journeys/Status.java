// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

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

  /// Loudest first: of several things in one place, the one that is spoken of.
  private static final List<Status> BY_LOUDNESS =
      List.of(
          HELD,
          FAILED,
          FLAGGED,
          DRIFTED,
          OVERDUE,
          RUNNING,
          QUEUED,
          WAITING,
          REPAIRED,
          LIVE,
          UNKNOWN,
          ROLLED_BACK,
          SUPERSEDED,
          PASSED,
          REUSED,
          EXPECTED,
          REFUSED,
          ELSEWHERE);

  /// What a deployment says of itself when it is up.
  static final Set<Status> HEALTHY = EnumSet.of(LIVE, PASSED, REPAIRED, REUSED);

  static final Set<String> HEALTHY_WORDS =
      HEALTHY.stream().map(Status::word).collect(Collectors.toUnmodifiableSet());

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /// Whether "for 12 min" may be said of it: it goes on.
  public boolean lasts() {
    return switch (this) {
      case LIVE, REPAIRED, QUEUED, RUNNING, WAITING, HELD, OVERDUE, DRIFTED, FLAGGED -> true;
      case PASSED, REUSED, ROLLED_BACK, FAILED, EXPECTED, REFUSED, SUPERSEDED, ELSEWHERE, UNKNOWN ->
          false;
    };
  }

  /// As the API writes it: `rolled-back`.
  public String word() {
    return word;
  }

  /// The status of this word; a word that is not in the list is unknown.
  public static Status of(String word) {
    for (Status status : values()) {
      if (status.word().equals(word)) {
        return status;
      }
    }
    return UNKNOWN;
  }

  /// The one of two that a colleague would speak of.
  public static Status louder(Status one, Status other) {
    return BY_LOUDNESS.indexOf(one) <= BY_LOUDNESS.indexOf(other) ? one : other;
  }
}
