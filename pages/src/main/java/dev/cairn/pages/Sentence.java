// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Status;

/// A journey's sentence in its two parts: where it is, and why.
///
/// ```
/// Held at gate release: the scan found 1 critical.   →   "Held at gate release", "the scan found 1 critical."
/// ```
record Sentence(String head, String rest) {
  static Sentence of(String text) {
    String visible = Words.visible(text);
    int colon = visible.indexOf(": ");
    if (colon < 0) {
      return new Sentence(
          visible.endsWith(".") ? visible.substring(0, visible.length() - 1) : visible, "");
    }
    return new Sentence(visible.substring(0, colon), visible.substring(colon + 2));
  }

  /// With how long it has been so: "Held at gate release for 12 min: the scan …".
  String lasting(String duration) {
    return head + " for " + duration + (rest.isEmpty() ? "." : ": " + rest);
  }

  String whole() {
    return head + (rest.isEmpty() ? "." : ": " + rest);
  }

  /// Whether "for 12 min" may be said of a state: it goes on.
  static boolean lasts(Status status) {
    return switch (status) {
      case LIVE, REPAIRED, QUEUED, RUNNING, WAITING, HELD, OVERDUE, DRIFTED, FLAGGED -> true;
      case PASSED, REUSED, ROLLED_BACK, FAILED, EXPECTED, REFUSED, SUPERSEDED, ELSEWHERE, UNKNOWN ->
          false;
    };
  }
}
