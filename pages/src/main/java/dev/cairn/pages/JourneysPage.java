// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.pages.JourneysView.Section;
import dev.cairn.pages.ListRow.Stop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The list: what needs someone first, then what moves, then what has settled, by day.
record JourneysPage(JourneysView view, Reading reading, Instant now) {
  String page() {
    Markup main =
        Markup.of("main")
            .with("data-list", "journeys")
            .add(Markup.of("h1").text("Journeys"))
            .add(chips());
    Map<String, List<ListRow>> sections = sections();
    sections.forEach((title, rows) ->
        main.add(Frame.heading(title, Integer.toString(rows.size()))).add(list(rows)));
    if (sections.isEmpty()) {
      main.add(nothing());
    }
    view.next()
        .ifPresent(cursor ->
            main.add(
                Markup.of("p", "more")
                    .add(Markup.link("/journeys?from=" + cursor, "Older").with("class", "btn"))));
    long needs = view.rows().stream().filter(row -> section(row) == Section.NEEDS).count();
    String title = needs == 0 ? "Journeys" : needs + " need someone · Journeys";
    return new Frame(title, "journeys", needs == 0 ? Look.Hue.OK : Look.Hue.WAIT)
        .page(main, view.query());
  }

  private Markup nothing() {
    String text =
        view.query().isEmpty()
            ? "No journey yet. Point a tool's webhook at /hooks/…, send an event to /events, or"
                + " push to a watched repository."
            : "Nothing has “" + view.query() + "” in it.";
    return Markup.text("p", "mut", text);
  }

  static Section section(ListRow row) {
    return switch (Look.of(row.status())) {
      case HELD, OVERDUE, DRIFTED, FAILED, FLAGGED, UNKNOWN -> Section.NEEDS;
      case QUEUED, RUNNING, WAITING, EXPECTED -> Section.MOVING;
      case PASSED, REUSED, LIVE, REPAIRED, ROLLED_BACK, REFUSED, SUPERSEDED, ELSEWHERE ->
          Section.SETTLED;
    };
  }

  private Map<String, List<ListRow>> sections() {
    Map<String, List<ListRow>> sections = new LinkedHashMap<>();
    for (Section section : Section.values()) {
      if (view.show().isPresent() && view.show().get() != section) {
        continue;
      }
      for (ListRow row : view.rows()) {
        if (section(row) == section) {
          sections.computeIfAbsent(title(section, row), _ -> new ArrayList<>()).add(row);
        }
      }
    }
    return sections;
  }

  private String title(Section section, ListRow row) {
    return switch (section) {
      case NEEDS -> "Needs someone";
      case MOVING -> "Moving";
      case SETTLED ->
          "Settled "
              + row.updated()
                  .or(row::since)
                  .or(row::started)
                  .map(at -> Spans.day(at, now, reading.zone()))
                  .orElse("");
    };
  }

  private Markup chips() {
    Markup chips = Markup.of("p", "crumb");
    chips.add(
        chip("All " + view.rows().size(), "/journeys", view.show().isEmpty(), Optional.empty()));
    chip(chips, Section.NEEDS, "Needs someone", Look.HELD);
    chip(chips, Section.MOVING, "Moving", Look.RUNNING);
    if (!view.query().isEmpty()) {
      chips.add(chip(view.query(), "/journeys", true, Optional.empty()));
    }
    return chips.add(
        Markup.of("span", "live").add(Markup.of("i")).add(Markup.text("span", "lv", "live")));
  }

  private void chip(Markup chips, Section section, String text, Look look) {
    long count = view.rows().stream().filter(row -> section(row) == section).count();
    String href = "/journeys?show=" + section.name().toLowerCase(Locale.ROOT);
    boolean on = view.show().map(shown -> shown == section).orElse(false);
    chips.add(chip(text + " " + count, href, on, Optional.of(look)));
  }

  private static Markup chip(String text, String href, boolean on, Optional<Look> look) {
    return Markup.of("a", on ? "chip on" : "chip")
        .with("href", href)
        .with("aria-current", on ? Optional.of("true") : Optional.empty())
        .add(look.map(present -> Symbols.icon(present, 13)))
        .text(text);
  }

  private Markup list(List<ListRow> rows) {
    Markup list = Markup.of("ol", "jl");
    rows.forEach(row -> list.add(item(row)));
    return list;
  }

  private Markup item(ListRow row) {
    Look look = Look.of(row.status());
    boolean needs = section(row) == Section.NEEDS;
    return Markup.of("li", look.hue().css() + (needs ? " ld" : ""))
        .with("id", "l-" + row.id())
        .add(
            Markup.of("a", "jr")
                .with("href", "/journeys/" + row.id())
                .add(
                    Markup.of("span", "a")
                        .add(Symbols.icon(look, 18))
                        .add(Markup.text("span", "vh", look.word())))
                .add(
                    Markup.of("span", "b")
                        .add(Markup.of("b").text(row.title()))
                        .add(
                            Markup.of("small")
                                .text(row.place().isEmpty() ? "" : row.place() + " ")
                                .add(Markup.of("code").text(row.commit()))))
                .add(Markup.of("span", "c").add(route(row.route())))
                .add(
                    Markup.of("span", "d")
                        .add(Markup.of("b").text(row.headline()))
                        .add(Markup.of("small").text(row.detail())))
                .add(howLong(row)));
  }

  private Markup howLong(ListRow row) {
    Markup cell = Markup.of("span", "e2");
    Optional<Instant> since = row.since().or(row::updated);
    since.ifPresent(at ->
        cell.add(
            Markup.text("span", "", Spans.between(at, now)).with("data-since", at.toString())));
    row.started()
        .or(() -> since)
        .ifPresent(at ->
            cell.add(Markup.of("small").text("since " + Spans.near(at, now, reading.zone()))));
    return cell;
  }

  /// The stages as small signs: the same stages, in the same order, as everywhere.
  private static Markup route(List<Stop> route) {
    double width = Math.max(18, 26 * route.size());
    String label =
        route.stream()
            .map(stop -> stop.stage() + " " + Look.of(stop.status()).word())
            .collect(Collectors.joining(", "));
    Markup svg =
        Markup.of("svg", "rt")
            .with("width", width)
            .with("height", 18)
            .with("viewBox", "0 0 " + Markup.number(width) + " 18")
            .with("role", "img")
            .with("aria-label", label);
    if (route.size() > 1) {
      svg.add(Markup.of("path", "rl").with("d", "M8 9H" + (8 + 26 * (route.size() - 1))));
    }
    for (int i = 0; i < route.size(); i++) {
      Stop stop = route.get(i);
      double x = 26.0 * i;
      svg.add(Markup.of("circle").with("cx", x + 8).with("cy", 9).with("r", 9))
          .add(
              Symbols.use(Look.of(stop.status()), x, 1, 16)
                  .add(
                      Markup.of("title")
                          .text(stop.stage() + ": " + Look.of(stop.status()).word())));
    }
    return svg;
  }
}
