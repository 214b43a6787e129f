// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.pages.EnvironmentsView.Cell;
import dev.cairn.pages.EnvironmentsView.Place;
import dev.cairn.pages.EnvironmentsView.ServiceRow;
import dev.cairn.pages.EnvironmentsView.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Service by environment, in promotion order: what runs, and only if something else is wanted,
/// what and why it is not there.
record EnvironmentsPage(EnvironmentsView view, Reading reading, Instant now) {
  private static final String BETWEEN =
      " +3: three changes are in the left one and not yet in the right one.";
  private static final Duration OLD = Duration.ofSeconds(60);

  String page() {
    Markup main =
        Markup.of("main")
            .with("data-list", "environments")
            .add(Markup.of("h1").text("Environments"))
            .add(say());
    if (view.services().isEmpty()) {
      main.add(
          Markup.text(
              "p",
              "mut",
              "No environment is configured. Name one under “environments” in cairn.yaml."));
    } else {
      main.add(
              Markup.of("div", "scroll")
                  .with("tabindex", "0")
                  .with("role", "region")
                  .with("aria-label", "Services by environment")
                  .add(table()))
          .add(
              Markup.text(
                  "p",
                  "mut foot",
                  "A cell says what runs. If something else is wanted, the line below says so and"
                      + " why it is not there."
                      + (view.environments().size() > 1 ? BETWEEN : "")));
    }
    return new Frame("Environments", "environments", worst().hue()).page(main);
  }

  private List<Cell> cells() {
    return view.services().stream().flatMap(row -> row.cells().stream()).toList();
  }

  private static Look look(Cell cell) {
    return switch (cell) {
      case Cell.Absent _ -> Look.REFUSED;
      case Cell.Running running -> Look.of(running.status());
      case Cell.Nothing(var wanted) -> Look.of(wanted.status());
    };
  }

  private Look worst() {
    return cells().stream()
        .filter(cell -> !(cell instanceof Cell.Absent))
        .map(EnvironmentsPage::look)
        .min((a, b) -> Integer.compare(a.weight(), b.weight()))
        .orElse(Look.EXPECTED);
  }

  private Markup say() {
    Map<Look, Integer> counts = new TreeMap<>();
    int all = 0;
    int good = 0;
    for (Cell cell : cells()) {
      if (!(cell instanceof Cell.Absent)) {
        all++;
        if (asDesired(cell)) {
          good++;
        } else {
          counts.merge(troubleOf(cell), 1, Integer::sum);
        }
      }
    }
    List<String> others = new ArrayList<>();
    counts.forEach((look, number) -> others.add(number + " " + look.word()));
    String trouble = String.join(", ", others) + ".";
    String well = good + " of " + all + (all == 1 ? " is" : " are") + " as desired and healthy.";
    String text =
        others.isEmpty()
            ? well
            : good == 0
                ? "Of " + Words.count(all, "service") + ", " + trouble
                : well + " " + trouble;
    return Frame.say(worst(), Markup.of("strong").text(text), Markup.of("p").text(ages()));
  }

  /// Where something runs well and something else is wanted, what keeps that away.
  private static Look troubleOf(Cell cell) {
    return cell instanceof Cell.Running running && Look.of(running.status()).settledWell()
        ? running.wanted().map(wanted -> Look.of(wanted.status())).orElse(look(cell))
        : look(cell);
  }

  private static boolean asDesired(Cell cell) {
    return cell instanceof Cell.Running running
        && running.wanted().isEmpty()
        && Look.of(running.status()).settledWell();
  }

  private String ages() {
    return "Desired is what Git says"
        + (view.desiredFrom().isEmpty() ? "" : ", " + view.desiredFrom())
        + age(", read ", view.desiredAsOf())
        + ". Actual is what each environment reported"
        + age(", the oldest ", view.actualAsOf())
        + ".";
  }

  private String age(String before, Optional<Instant> at) {
    return at.map(instant ->
            before
                + Spans.between(instant, now)
                + " ago"
                + (Duration.between(instant, now).compareTo(OLD) > 0 ? ", which is old" : ""))
        .orElse("");
  }

  private Markup table() {
    Markup head = Markup.of("tr").add(Markup.of("th").with("scope", "col").text("Service"));
    for (int i = 0; i < view.environments().size(); i++) {
      Place place = view.environments().get(i);
      if (i > 0) {
        head.add(Markup.of("th", "pl").add(Markup.text("span", "vh", "not yet in the next")));
      }
      head.add(
          Markup.of("th")
              .with("scope", "col")
              .text(place.name())
              .add(Markup.of("small").text(place.note())));
    }
    Markup body = Markup.of("tbody");
    view.services().forEach(row -> body.add(row(row)));
    return Markup.of("table", "env").add(Markup.of("thead").add(head)).add(body);
  }

  private Markup row(ServiceRow service) {
    Markup row = Markup.of("tr").add(Markup.of("th").with("scope", "row").text(service.name()));
    for (int i = 0; i < service.cells().size(); i++) {
      if (i > 0) {
        row.add(ahead(service.cells().get(i - 1)));
      }
      row.add(cell(service.cells().get(i), i));
    }
    return row;
  }

  private static Markup ahead(Cell left) {
    boolean some = left instanceof Cell.Running running && running.ahead() > 0;
    int number = left instanceof Cell.Running running ? running.ahead() : 0;
    Markup cell = Markup.of("td", "pl");
    return some
        ? cell.add(
            Markup.text("span", "chip", "+" + number)
                .with("aria-label", number + " changes not yet in the next environment"))
        : cell;
  }

  private Markup cell(Cell cell, int column) {
    Look look = look(cell);
    boolean loud = !(cell instanceof Cell.Absent) && (look.loud() || look.hue() == Look.Hue.NOW);
    Markup data =
        Markup.of("td", look.hue().css() + (loud ? " cl" : ""))
            .with(
                "data-place",
                column < view.environments().size() ? view.environments().get(column).name() : "");
    switch (cell) {
      case Cell.Absent _ -> data.add(Markup.text("small", "", "not here"));
      case Cell.Nothing(var wanted) ->
          data.add(Markup.text("small", "", "nothing runs")).add(next(wanted));
      case Cell.Running running -> running(data, running, look);
    }
    return data;
  }

  private void running(Markup data, Cell.Running running, Look look) {
    Markup name =
        running
            .journey()
            .map(id -> Markup.of("a").with("href", "/journeys/" + id))
            .orElseGet(() -> Markup.of("span"));
    data.add(
        name.add(Symbols.icon(look, 15))
            .add(Markup.of("b").text(running.runs()))
            .add(Markup.text("span", "vh", look.word())));
    Optional<String> span = running.since().map(at -> Spans.between(at, now));
    String state =
        switch (look) {
          case REPAIRED ->
              "live, drift repaired" + span.map(text -> " " + text + " ago").orElse("");
          case FLAGGED -> "live" + span.map(text -> " for " + text).orElse("") + ", flagged";
          default -> look.word() + span.map(text -> " for " + text).orElse("");
        };
    String reason = running.reason().orElse("");
    data.add(Markup.of("small").text(state + (reason.isEmpty() ? "" : ": " + reason)));
    running
        .address()
        .ifPresent(address -> data.add(Markup.of("small").add(Markup.link(address, address))));
    running.wanted().ifPresent(wanted -> data.add(next(wanted)));
  }

  private static Markup next(Wanted wanted) {
    Look look = Look.of(wanted.status());
    Markup line =
        Markup.of("small", "nx " + look.hue().css()).add(Symbols.icon(look, 12)).text(" next ");
    wanted
        .journey()
        .ifPresentOrElse(
            id -> line.add(Markup.link("/journeys/" + id, wanted.artifact())),
            () -> line.text(wanted.artifact()));
    return line.text(wanted.why().isEmpty() ? "" : ", " + wanted.why());
  }
}
