// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.pages.Card.Timing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// "Steps, in order": the full equivalent of the picture, grouped by stage. Bars are attributes of
/// an SVG, so that nothing is inline.
record StepsTable(Cards cards, Reading reading, Instant now) {
  /// A band that begins before this leaves no room for its label beside the first time.
  private static final double LABEL = 9;

  List<Markup> section() {
    Optional<TimeAxis> axis = TimeAxis.of(cards.cards(), now);
    long done = cards.cards().stream().filter(card -> !card.look().absent()).count();
    boolean folds = axis.map(TimeAxis::foldsAny).orElse(false);
    Markup table = Markup.of("table", "wide steps").add(head(axis));
    for (int column = 0; column < cards.columns().size(); column++) {
      table.add(group(column, axis));
    }
    return List.of(
        Frame.heading(
                "Steps, in order",
                done + " so far; empty time is folded" + (folds ? " (shaded)" : ""))
            .with("id", "steps"),
        table);
  }

  private Markup head(Optional<TimeAxis> axis) {
    Markup when = Markup.of("th", "tl").with("scope", "col");
    axis.ifPresent(present -> when.add(scale(present)));
    when.add(Markup.text("span", "vh", "When"));
    return Markup.of("thead")
        .add(
            Markup.of("tr")
                .add(column("Stage"))
                .add(column("Step"))
                .add(column("State"))
                .add(column("Began"))
                .add(column("Took").with("class", "n"))
                .add(when)
                .add(column("Owner"))
                .add(Markup.of("th").with("scope", "col").add(Markup.text("span", "vh", "Log"))));
  }

  private static Markup column(String text) {
    return Markup.of("th").with("scope", "col").text(text);
  }

  private Markup scale(TimeAxis axis) {
    Markup svg = Markup.of("svg").with("height", "20").with("aria-hidden", "true");
    bands(svg, axis);
    for (TimeAxis.Stretch stretch : axis.stretches()) {
      if (stretch.folded() && stretch.begin() >= LABEL) {
        svg.add(
            Markup.text("text", "ax tm", Spans.brief(stretch.length()))
                .with("x", percent((stretch.begin() + stretch.end()) / 2))
                .with("y", "13"));
      }
    }
    return svg.add(
            Markup.text("text", "ax", reading.clock(axis.first())).with("x", "0").with("y", "13"))
        .add(
            axis.stretches().getLast().folded()
                ? Optional.empty()
                : Optional.of(
                    Markup.text("text", "ax te", "now").with("x", "100%").with("y", "13")));
  }

  private static void bands(Markup svg, TimeAxis axis) {
    axis.stretches().stream()
        .filter(TimeAxis.Stretch::folded)
        .forEach(stretch ->
            svg.add(
                Markup.of("rect", "zz")
                    .with("x", percent(stretch.begin()))
                    .with("y", "-8")
                    .with("width", percent(stretch.end() - stretch.begin()))
                    .with("height", "40")));
  }

  private static String percent(double value) {
    return Markup.number(value) + "%";
  }

  Markup group(int column, Optional<TimeAxis> axis) {
    int index = cards.used().get(column);
    List<Card> in = cards.in(index);
    Markup body = Markup.of("tbody").with("id", "g-" + cards.columns().get(column).key());
    for (int i = 0; i < in.size(); i++) {
      Optional<Markup> stage =
          i > 0
              ? Optional.empty()
              : Optional.of(
                  Markup.of("th")
                      .with("scope", "rowgroup")
                      .with("rowspan", Integer.toString(in.size()))
                      .text(cards.columns().get(column).title()));
      body.add(row(in.get(i), stage, axis));
    }
    return body;
  }

  static String rowId(Card card) {
    return "r" + card.id().substring(1);
  }

  Markup row(Card card, Optional<Markup> stage, Optional<TimeAxis> axis) {
    Markup took =
        Markup.text("td", "n", reading.text(card.timing()))
            .with("data-since", reading.counted(card.timing()));
    Markup log = Markup.of("td");
    card.run().ifPresent(run -> log.add(Markup.link("/runs/" + run, "log")));
    return Markup.of("tr")
        .with("id", rowId(card))
        .add(stage)
        .add(Markup.of("td").add(Markup.link("#" + card.id(), card.title()).with("class", "x")))
        .add(Markup.of("td").add(Frame.state(card.look(), 14)))
        .add(began(card))
        .add(took)
        .add(bar(card, axis))
        .add(Frame.cell(card.owner().isEmpty() ? "" : "mut", card.owner().orElse("")))
        .add(log);
  }

  private Markup began(Card card) {
    Markup cell = Markup.of("td", "m mut");
    card.started()
        .ifPresent(at ->
            cell.add(Markup.text("time", "", reading.began(at)).with("datetime", at.toString())));
    return cell;
  }

  private Markup bar(Card card, Optional<TimeAxis> axis) {
    Markup cell = Markup.of("td", "tl");
    axis.ifPresent(present ->
        span(card)
            .ifPresent(span -> {
              double from = present.place(span.getFirst());
              double to = present.place(span.getLast());
              Markup svg = Markup.of("svg").with("aria-hidden", "true");
              bands(svg, present);
              cell.add(svg.add(bar(card, from, to)));
            }));
    return cell;
  }

  private static Markup bar(Card card, double from, double to) {
    Markup bar =
        Markup.of("rect", "b " + card.look().hue().css())
            .with("x", percent(Math.min(from, 99.5)))
            .with("width", percent(Math.max(0.45, to - from)));
    boolean idle = card.timing() instanceof Timing.Since && card.look().hue() != Look.Hue.NOW;
    return idle ? bar.with("opacity", ".55") : bar;
  }

  private Optional<List<Instant>> span(Card card) {
    return switch (card.timing()) {
      case Timing.Untimed _, Timing.Usual _ -> Optional.empty();
      case Timing.At(var at) -> Optional.of(List.of(at, at));
      case Timing.Took(var from, var to) -> Optional.of(List.of(from, to));
      case Timing.Since(var from) -> Optional.of(List.of(from, from.isAfter(now) ? from : now));
    };
  }
}
