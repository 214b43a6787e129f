// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Status;

/// How a state looks: hue, silhouette, sign and word (README of the pages, "States"). Hue says how
/// much to care; the silhouette says what; a word always stands beside it or in its label.
enum Look {
  PASSED("ok", Hue.OK, "✓", "passed"),
  REUSED("reused", Hue.OK, "=", "reused"),
  LIVE("live", Hue.OK, "◉", "live"),
  REPAIRED("repaired", Hue.OK, "↻", "repaired"),
  QUEUED("queued", Hue.NOW, "●", "queued"),
  RUNNING("running", Hue.NOW, "●", "running"),
  WAITING("waiting", Hue.WAIT, "◷", "waiting"),
  HELD("held", Hue.WAIT, "‖", "held"),
  OVERDUE("overdue", Hue.WAIT, "!", "overdue"),
  DRIFTED("drift", Hue.WAIT, "≠", "drifted"),
  ROLLED_BACK("back", Hue.WAIT, "↶", "rolled back"),
  FAILED("failed", Hue.BAD, "✗", "failed"),
  FLAGGED("flagged", Hue.BAD, "⚑", "flagged"),
  EXPECTED("expected", Hue.OFF, "◌", "expected"),
  REFUSED("skipped", Hue.OFF, "/", "refused"),
  SUPERSEDED("superseded", Hue.OFF, "»", "replaced"),
  ELSEWHERE("elsewhere", Hue.OFF, "↗", "elsewhere"),
  UNKNOWN("unknown", Hue.WAIT, "?", "unknown");

  private final String symbol;
  private final Hue hue;
  private final String sign;
  private final String word;

  Look(String symbol, Hue hue, String sign, String word) {
    this.symbol = symbol;
    this.hue = hue;
    this.sign = sign;
    this.word = word;
  }

  static Look of(Status status) {
    return switch (status) {
      case PASSED -> PASSED;
      case REUSED -> REUSED;
      case LIVE -> LIVE;
      case REPAIRED -> REPAIRED;
      case QUEUED -> QUEUED;
      case RUNNING -> RUNNING;
      case WAITING -> WAITING;
      case HELD -> HELD;
      case OVERDUE -> OVERDUE;
      case DRIFTED -> DRIFTED;
      case ROLLED_BACK -> ROLLED_BACK;
      case FAILED -> FAILED;
      case FLAGGED -> FLAGGED;
      case EXPECTED -> EXPECTED;
      case REFUSED -> REFUSED;
      case SUPERSEDED -> SUPERSEDED;
      case ELSEWHERE -> ELSEWHERE;
      case UNKNOWN -> UNKNOWN;
    };
  }

  /// Id of its `<symbol>`, after `g-`.
  String symbol() {
    return symbol;
  }

  Hue hue() {
    return hue;
  }

  /// In a terminal that shows UTF-8.
  String sign() {
    return sign;
  }

  String word() {
    return word;
  }

  /// Tinted, with a strong border: it wants to be seen.
  boolean loud() {
    return hue == Hue.BAD || hue == Hue.WAIT;
  }

  /// It hurts: the way to it is drawn thick.
  boolean hurts() {
    return hue == Hue.BAD || this == OVERDUE || this == DRIFTED || this == UNKNOWN;
  }

  /// Nothing more is to come of it, and it is well.
  boolean settledWell() {
    return hue == Hue.OK;
  }

  /// Not there: drawn dashed and pale.
  boolean absent() {
    return this == EXPECTED || this == REFUSED;
  }

  /// What outweighs what where several states are shown as one: the least number wins.
  int weight() {
    return switch (this) {
      case FAILED -> 0;
      case FLAGGED -> 1;
      case HELD -> 2;
      case OVERDUE -> 3;
      case DRIFTED -> 4;
      case UNKNOWN -> 5;
      case RUNNING -> 6;
      case QUEUED -> 7;
      case WAITING -> 8;
      case ROLLED_BACK -> 9;
      case EXPECTED -> 10;
      case REPAIRED -> 11;
      case LIVE -> 12;
      case PASSED -> 13;
      case REUSED -> 14;
      case ELSEWHERE -> 15;
      case REFUSED -> 16;
      case SUPERSEDED -> 17;
    };
  }

  /// Names of the five hues in the style sheet.
  enum Hue {
    OK("h-ok"),
    NOW("h-now"),
    WAIT("h-wait"),
    BAD("h-bad"),
    OFF("h-off");

    private final String css;

    Hue(String css) {
      this.css = css;
    }

    String css() {
      return css;
    }
  }
}
