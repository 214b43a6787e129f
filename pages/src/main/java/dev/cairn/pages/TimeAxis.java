// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.pages.Card.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Folded time: a stretch in which nothing worked, longer than a minute and 12 % of the busy time,
/// is a band of fixed width with its length on it. Waiting and held count as not working.
///
/// ```
/// |test==ship====|scan=|   2.7 h   |deploy=|        0 % … 100 %
/// ```
///
/// @param stretches in order, without gaps
record TimeAxis(List<Stretch> stretches) {
  private static final double BAND = 5;
  private static final double SHARE = 0.12;

  /// @param begin and [#end] in percent of the axis
  record Stretch(Instant from, Instant to, boolean folded, double begin, double end) {
    Duration length() {
      return Duration.between(from, to);
    }
  }

  private record Span(Instant from, Instant to) {}

  static Optional<TimeAxis> of(List<Card> cards, Instant now) {
    List<Span> all = cards.stream().flatMap(card -> span(card, now).stream()).toList();
    Optional<Instant> first = all.stream().map(Span::from).min(Comparator.naturalOrder());
    Optional<Instant> last = all.stream().map(Span::to).max(Comparator.naturalOrder());
    return first.flatMap(
        from -> last.map(to -> new TimeAxis(stretches(cards, now, new Span(from, to)))));
  }

  private static Optional<Span> span(Card card, Instant now) {
    return switch (card.timing()) {
      case Timing.Untimed _, Timing.Usual _ -> Optional.empty();
      case Timing.At(var at) -> Optional.of(new Span(at, at));
      case Timing.Took(var from, var to) -> Optional.of(new Span(from, to));
      case Timing.Since(var from) -> Optional.of(new Span(from, from.isAfter(now) ? from : now));
    };
  }

  private static List<Stretch> stretches(List<Card> cards, Instant now, Span whole) {
    List<Span> busy =
        merged(
            cards.stream()
                .filter(TimeAxis::works)
                .flatMap(card -> span(card, now).stream())
                .toList());
    long busySeconds =
        busy.stream().mapToLong(span -> Duration.between(span.from(), span.to()).toSeconds()).sum();
    List<Span> pieces = new ArrayList<>();
    List<Boolean> folded = new ArrayList<>();
    Instant at = whole.from();
    for (Span span : busy) {
      boolean fold = folds(at, span.from(), busySeconds);
      if (fold) {
        pieces.add(new Span(at, span.from()));
        folded.add(true);
        at = span.from();
      }
      pieces.add(new Span(at, span.to()));
      folded.add(false);
      at = span.to();
    }
    if (at.isBefore(whole.to()) || pieces.isEmpty()) {
      pieces.add(new Span(at, whole.to()));
      folded.add(folds(at, whole.to(), busySeconds) && !busy.isEmpty());
    }
    return scaled(pieces, folded);
  }

  /// Things are there, gates wait; only what is done is work.
  private static boolean works(Card card) {
    if (card.shape() == Card.Shape.THING || card.shape() == Card.Shape.GATE) {
      return false;
    }
    return switch (card.timing()) {
      case Timing.Untimed _, Timing.At _, Timing.Usual _ -> false;
      case Timing.Took _ -> true;
      case Timing.Since _ -> card.look().hue() == Look.Hue.NOW;
    };
  }

  private static boolean folds(Instant from, Instant to, long busySeconds) {
    long gap = Duration.between(from, to).toSeconds();
    return gap > 60 && gap > busySeconds * SHARE;
  }

  private static List<Span> merged(List<Span> spans) {
    List<Span> merged = new ArrayList<>();
    for (Span span :
        spans.stream().sorted(Comparator.comparing(Span::from).thenComparing(Span::to)).toList()) {
      boolean apart = merged.isEmpty() || span.from().isAfter(merged.getLast().to());
      if (apart) {
        merged.add(span);
      } else if (span.to().isAfter(merged.getLast().to())) {
        merged.set(merged.size() - 1, new Span(merged.getLast().from(), span.to()));
      }
    }
    return merged;
  }

  private static List<Stretch> scaled(List<Span> pieces, List<Boolean> folded) {
    long bands = folded.stream().filter(fold -> fold).count();
    double band = Math.min(BAND, 40.0 / Math.max(1, bands));
    double open = 0;
    for (int i = 0; i < pieces.size(); i++) {
      open += folded.get(i) ? 0 : millis(pieces.get(i));
    }
    double perMilli = open == 0 ? 0 : (100 - band * bands) / open;
    List<Stretch> stretches = new ArrayList<>();
    double begin = 0;
    for (int i = 0; i < pieces.size(); i++) {
      Span piece = pieces.get(i);
      double end = begin + (folded.get(i) ? band : millis(piece) * perMilli);
      stretches.add(new Stretch(piece.from(), piece.to(), folded.get(i), begin, end));
      begin = end;
    }
    return List.copyOf(stretches);
  }

  private static double millis(Span span) {
    return Duration.between(span.from(), span.to()).toMillis();
  }

  /// Where an instant is, in percent.
  double place(Instant instant) {
    double place = 0;
    for (Stretch stretch : stretches) {
      if (instant.isBefore(stretch.from())) {
        break;
      }
      double length = Math.max(1, stretch.length().toMillis());
      double share = Math.min(1, Duration.between(stretch.from(), instant).toMillis() / length);
      place = stretch.begin() + share * (stretch.end() - stretch.begin());
    }
    return place;
  }

  Instant first() {
    return stretches.getFirst().from();
  }

  boolean foldsAny() {
    return stretches.stream().anyMatch(Stretch::folded);
  }
}
