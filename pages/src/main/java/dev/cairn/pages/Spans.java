// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Lengths of time and times of day, as people say them.
///
/// ```
/// PT0.4S → <1 s     PT48S → 48 s     PT12M4S → 12 min     PT3H8M → 3 h 8 min     PT63H → 2 d 15 h
/// ```
final class Spans {
  private static final DateTimeFormatter CLOCK = format("HH:mm:ss");
  private static final DateTimeFormatter SHORT_CLOCK = format("HH:mm");
  private static final DateTimeFormatter WEEKDAY = format("EEE HH:mm");
  private static final DateTimeFormatter DAY = format("MMM d");
  private static final long MINUTE = 60;
  private static final long HOUR = 3600;
  private static final long DAY_SECONDS = 86_400;

  private Spans() {}

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  /// The greatest unit only: `12 min`, `3 h`.
  static String brief(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 1) {
      return "<1 s";
    }
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + " min";
    }
    return seconds < DAY_SECONDS ? seconds / HOUR + " h" : seconds / DAY_SECONDS + " d";
  }

  /// With the next unit where there is one: `3 h 8 min`, `2 d 15 h`.
  static String exact(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < HOUR) {
      return brief(duration);
    }
    if (seconds < DAY_SECONDS) {
      return brief(duration) + tail(seconds % HOUR / MINUTE, "min");
    }
    return brief(duration) + tail(seconds % DAY_SECONDS / HOUR, "h");
  }

  private static String tail(long number, String unit) {
    return number == 0 ? "" : " " + number + " " + unit;
  }

  static String between(Instant from, Instant to) {
    Duration duration = Duration.between(from, to);
    return brief(duration.isNegative() ? Duration.ZERO : duration);
  }

  static String clock(Instant instant, ZoneId zone) {
    return CLOCK.format(instant.atZone(zone));
  }

  static String shortClock(Instant instant, ZoneId zone) {
    return SHORT_CLOCK.format(instant.atZone(zone));
  }

  /// The time today; with the weekday within a week; else the day.
  static String near(Instant instant, Instant now, ZoneId zone) {
    long days =
        ChronoUnit.DAYS.between(instant.atZone(zone).toLocalDate(), now.atZone(zone).toLocalDate());
    if (days == 0) {
      return SHORT_CLOCK.format(instant.atZone(zone));
    }
    return (days > 0 && days < 7 ? WEEKDAY : DAY).format(instant.atZone(zone));
  }

  /// As [#near], to the second where it is today.
  static String began(Instant instant, Instant now, ZoneId zone) {
    boolean today = instant.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
    return today ? clock(instant, zone) : near(instant, now, zone);
  }

  static String day(Instant instant, Instant now, ZoneId zone) {
    long days =
        ChronoUnit.DAYS.between(instant.atZone(zone).toLocalDate(), now.atZone(zone).toLocalDate());
    if (days <= 0) {
      return "today";
    }
    return days == 1 ? "yesterday" : DAY.format(instant.atZone(zone));
  }
}
