// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Status;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A journey as text: the same sentence, the same stages, the canonical order as a tree. Made on
/// the server, so that `curl` and `cairn journey` show the same.
///
/// ```
///  ‖ HELD  at gate release for 12 min: the scan found 1 critical, …
///
/// change        ✓ #412 merged                 14:02:11  3f9c1e2 on main
/// build         ├─✓ test                          31 s  212 passed, 9 of 10 reused        shop  r-58b8
/// ```
public final class Terminal {
  private static final int NARROW = 60;
  private static final int WIDE = 100;

  private final Style style;
  private final ZoneId zone;

  /// @param columns of the terminal; lines are never longer
  /// @param color sixteen colours of the reader's own theme, or none
  /// @param utf8 signs and lines; else words and indents
  public record Style(int columns, boolean color, boolean utf8) {
    public Style {
      if (columns < 20 || columns > 1000) {
        throw new IllegalArgumentException(
            "terminal: columns: %d (expected: 20 to 1000)".formatted(columns));
      }
    }
  }

  public Terminal(Style style, ZoneId zone) {
    this.style = style;
    this.zone = zone;
  }

  public String text(Journey journey, Instant now) {
    Cards cards = Cards.of(journey, Set.of());
    Reading reading = Reading.at(now, zone);
    List<String> lines = new ArrayList<>();
    header(lines, journey, cards, reading);
    lines.add("");
    sentence(lines, journey, now);
    lines.add("");
    lines.addAll(new TerminalTree(cards, style, reading).lines());
    footer(lines, cards);
    return String.join("\n", lines) + "\n";
  }

  private Ink ink() {
    return new Ink(style.color(), style.utf8());
  }

  private void header(List<String> lines, Journey journey, Cards cards, Reading reading) {
    Ink ink = ink();
    String place = ListRow.place(journey);
    String title = (place.isEmpty() ? "" : place + "  ") + ListRow.title(journey);
    List<String> facts = new ArrayList<>();
    facts.add(ListRow.commit(journey));
    journey.started().ifPresent(at -> facts.add("began " + reading.began(at)));
    facts.add("j-" + journey.id().substring(0, Math.min(6, journey.id().length())));
    boolean moving =
        cards.cards().stream()
            .anyMatch(card -> card.look() == Look.EXPECTED || card.look().hue() == Look.Hue.NOW);
    if (moving && style.columns() >= WIDE) {
      facts.add("live");
    }
    facts.removeIf(String::isEmpty);
    String right = ink.plain(String.join(style.columns() >= WIDE ? " · " : ", ", facts));
    String left = ink.plain(title);
    if (style.columns() >= WIDE) {
      left = Ink.cut(left, style.columns() - Ink.width(right) - 2, style.utf8());
      int gap = style.columns() - Ink.width(left) - Ink.width(right);
      lines.add(ink.bold(left) + " ".repeat(gap) + ink.dim(right));
    } else {
      lines.add(ink.bold(Ink.cut(left, style.columns(), style.utf8())));
      lines.add(ink.dim(Ink.cut(right, style.columns(), style.utf8())));
    }
  }

  private void sentence(List<String> lines, Journey journey, Instant now) {
    Ink ink = ink();
    Look look = Look.of(journey.status());
    Sentence sentence = Sentence.of(ink.plain(journey.summary().text()));
    String head = sentence.head();
    String first = head.split("[ ,]", 2)[0];
    boolean repeats = saysState(first, look);
    String word = (repeats ? first : look.word()).toUpperCase(Locale.ROOT);
    String rest = repeats ? head.substring(first.length()).strip() : head;
    String lasting =
        journey.summary().since().isPresent() && journey.status().lasts()
            ? " for " + Spans.between(journey.summary().since().get(), now)
            : "";
    String sign = style.utf8() ? look.sign() + " " : "";
    String badge = style.utf8() ? " " + sign + word + " " : word;
    String begin = (rest + lasting).strip();
    String whole =
        begin.isEmpty() || sentence.rest().isEmpty()
            ? begin + sentence.rest()
            : begin + ": " + sentence.rest();
    whole = whole.endsWith(".") ? whole.substring(0, whole.length() - 1) : whole;
    int room = style.columns() - Ink.width(badge) - 1;
    if (Ink.width(whole) <= room) {
      lines.add(ink.badge(look, badge) + " " + ink.bold(whole));
    } else {
      lines.add(ink.badge(look, badge) + " " + ink.bold(Ink.cut(begin, room, style.utf8())));
      lines.addAll(wrapped(sentence.rest()));
    }
    lines.addAll(wrapped(ink.plain(LeadTime.orNext(journey))));
  }

  /// Whether the sentence begins with a word for the state, or for one that is as good.
  private static boolean saysState(String word, Look state) {
    for (Look look : Look.values()) {
      if (look.hue() == state.hue() && look.word().equalsIgnoreCase(word)) {
        return true;
      }
    }
    return false;
  }

  /// As many lines as it needs, two columns in; sentences are never cut.
  private List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    String stripped = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    for (String word : stripped.split(" ", -1)) {
      if (!line.isEmpty()
          && Ink.width(line.toString()) + 1 + Ink.width(word) > style.columns() - 2) {
        lines.add("  " + line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ")
          .append(Ink.cut(word, style.columns() - 2, style.utf8()));
    }
    if (!line.isEmpty()) {
      lines.add("  " + line);
    }
    return lines;
  }

  private void footer(List<String> lines, Cards cards) {
    Optional<String> run =
        cards.cards().stream()
            .filter(card -> card.look().hurts())
            .flatMap(card -> card.run().stream())
            .findFirst()
            .or(() ->
                cards.cards().stream()
                    .flatMap(card -> card.run().stream())
                    .reduce((_, last) -> last));
    List<String> commands = new ArrayList<>();
    run.ifPresent(id -> commands.add(command("log", "cairn logs " + id)));
    if (!commands.isEmpty() && style.columns() >= NARROW) {
      lines.add("");
      lines.add(String.join(style.columns() >= WIDE ? "      " : "   ", commands));
    }
  }

  private String command(String name, String command) {
    String gap = style.columns() >= WIDE ? "  " : " ";
    return ink().dim(style.utf8() ? name : name + ":") + (style.utf8() ? gap : " ") + command;
  }

  /// One line for every change of state from one version of a journey to the next: what a pipe or a
  /// log gets instead of a picture.
  ///
  /// ```
  /// 14:03:12 failed   scan 9 s: 1 critical, CVE-2026-31337 in libxml2 2.9.14 (r-58c2)
  /// ```
  public List<String> changes(Optional<Journey> before, Journey after) {
    Cards now = Cards.of(after, Set.of("all"));
    Optional<Deck> known = before.map(journey -> Cards.of(journey, Set.of("all")).deck());
    return now.cards().stream()
        .filter(card -> card.look() != Look.EXPECTED)
        .filter(card ->
            known
                .flatMap(deck -> state(deck, card))
                .map(state -> state != card.status())
                .orElse(true))
        .sorted(Comparator.comparing((Card card) -> when(card).map(Instant::toString).orElse("~")))
        .map(this::changeLine)
        .toList();
  }

  private static Optional<Status> state(Deck deck, Card card) {
    return deck.has(card.id()) ? Optional.of(deck.card(card.id()).status()) : Optional.empty();
  }

  private static Optional<Instant> when(Card card) {
    return switch (card.timing()) {
      case Card.Timing.Took(_, var to) -> Optional.of(to);
      case Card.Timing.At _, Card.Timing.Since _, Card.Timing.Untimed _, Card.Timing.Usual _ ->
          card.started();
    };
  }

  private String changeLine(Card card) {
    Ink ink = ink();
    String time = when(card).map(at -> Spans.clock(at, zone)).orElse("--:--:--");
    String word = card.look().word() + " ".repeat(Math.max(1, 9 - card.look().word().length()));
    String took =
        card.timing() instanceof Card.Timing.Took(var from, var to)
                && card.shape() == Card.Shape.DOING
            ? " " + Spans.between(from, to)
            : "";
    String reason = Faces.reason(card.nodes()).map(text -> ": " + text).orElse("");
    String run = card.run().map(id -> " (" + id + ")").orElse("");
    String commit =
        card.column() <= 1 && card.shape() == Card.Shape.THING
            ? " " + Faces.words(card.id(), card.nodes()).getFirst()
            : "";
    String head = time + " " + ink.hue(card.look().hue(), word);
    int room = style.columns() - time.length() - 1 - word.length() - run.length();
    return head
        + Ink.cut(ink.plain(card.title() + commit + took + reason), room, style.utf8())
        + run;
  }
}
