// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The journey on a phone: stages as headings on a rail; good stages folded to one line.
record Rail(Board board, Reading reading) {
  Markup list() {
    Markup rail = Markup.of("ol", "rail").with("id", "rail").with("aria-label", "Steps by stage");
    for (int i = 0; i < board.columns().size(); i++) {
      rail.add(stage(board.columns().get(i), board.in(board.used().get(i))));
    }
    return rail;
  }

  private Markup stage(Column column, List<Card> in) {
    boolean quiet = column.look().settledWell() && !column.here();
    Markup steps = Markup.of("ul");
    in.forEach(card -> steps.add(step(card)));
    Markup body =
        quiet
            ? Markup.of("details").add(Markup.of("summary").add(heading(column))).add(steps)
            : Markup.of("div").add(heading(column)).add(steps);
    return Markup.of("li", column.look().hue().css() + (column.here() ? " here" : ""))
        .add(Markup.of("span", "sg").add(Symbols.icon(column.look(), 18)))
        .add(body);
  }

  private Markup heading(Column column) {
    return Markup.of("h3")
        .text(column.title())
        .add(
            Markup.of("small")
                .text(reading.head(column.head()))
                .with("data-since", reading.counted(column.head()))
                .with(
                    "data-before",
                    column.head() instanceof Column.Head.Lasting(var before, _) ? before : ""));
  }

  private Markup step(Card card) {
    Look look = card.look();
    String state = look.loud() ? "loud " + look.hue().css() : look.absent() ? "off" : "";
    boolean timeless = look.absent() || look == Look.SUPERSEDED;
    String time = timeless ? look.word() : reading.text(card.timing());
    return Markup.of("li", state)
        .add(
            Markup.of("a")
                .with("href", "#" + card.id())
                .add(Symbols.icon(look, 16))
                .add(Markup.of("b").text(card.title()))
                .add(
                    Markup.text("span", "mut", time)
                        .with("data-since", reading.counted(card.timing())))
                .add(Markup.of("small").text(words(card))));
  }

  private static String words(Card card) {
    List<String> words = new ArrayList<>(card.words());
    card.rows().forEach(row -> words.add(Card.spoken(row)));
    return Stream.concat(words.stream(), Stream.of(card.foot()))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" · "));
  }
}
