// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.pages.Card.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// When and where something is read. With a now, what lasts is said as a length ("12 min"); without
/// one, as an instant ("from 14:03"), so that the same events give the same picture.
record Reading(Optional<Instant> now, ZoneId zone) {
  static final Reading TIMELESS = new Reading(Optional.empty(), ZoneOffset.UTC);

  static Reading at(Instant now, ZoneId zone) {
    return new Reading(Optional.of(now), zone);
  }

  String text(Timing timing) {
    return switch (timing) {
      case Timing.Untimed _ -> "";
      case Timing.At _ -> "";
      case Timing.Took(var from, var to) -> Spans.between(from, to);
      case Timing.Since(var from) -> since("", from);
      case Timing.Usual(var length) -> Spans.brief(length);
    };
  }

  /// @param before a word such as `for` or `live`, or empty
  String since(String before, Instant from) {
    String word = before.isEmpty() ? "" : before + " ";
    return now.map(instant -> word + Spans.between(from, instant))
        .orElseGet(() ->
            (before.isEmpty() || before.equals("for") ? "from " : word + "from ") + clock(from));
  }

  /// The instant from which a browser counts on.
  Optional<String> counted(Timing timing) {
    return now.isPresent() && timing instanceof Timing.Since(var from)
        ? Optional.of(from.toString())
        : Optional.empty();
  }

  String clock(Instant instant) {
    return Spans.shortClock(instant, zone);
  }

  /// The time if it was today; with the weekday within a week; else the day.
  String near(Instant instant) {
    return now.map(present -> Spans.near(instant, present, zone)).orElseGet(() -> clock(instant));
  }

  String began(Instant instant) {
    return now.map(present -> Spans.began(instant, present, zone))
        .orElseGet(() -> Spans.clock(instant, zone));
  }

  String head(Column.Head head) {
    return switch (head) {
      case Column.Head.At(var instant) -> began(instant);
      case Column.Head.Lasting(var before, var since) -> since(before, since);
      case Column.Head.Said(var text) -> Words.visible(text);
    };
  }

  Optional<String> counted(Column.Head head) {
    return now.isPresent() && head instanceof Column.Head.Lasting(_, var since)
        ? Optional.of(since.toString())
        : Optional.empty();
  }

  Optional<Duration> length(Timing timing) {
    return switch (timing) {
      case Timing.Untimed _, Timing.At _, Timing.Usual _ -> Optional.empty();
      case Timing.Took(var from, var to) -> Optional.of(Duration.between(from, to));
      case Timing.Since(var from) -> now.map(instant -> Duration.between(from, instant));
    };
  }
}
