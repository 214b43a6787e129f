// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Narrowing;
import dev.cairn.journeys.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The list: what needs someone first, then what moves, then what has settled, by day.
record JourneysPage(JourneysView view, Reading reading, Instant now) {
  /// More repositories than these are folded away.
  private static final int REPOSITORIES = 4;

  String page() {
    Markup main =
        Markup.of("main")
            .with("data-list", "journeys")
            .add(Markup.of("h1").text("Journeys"))
            .add(chips());
    RouteGrid grid = RouteGrid.of(view.rows());
    Map<String, List<ListRow>> sections = sections();
    if (!sections.isEmpty()) {
      main.add(Markup.text("p", "rk", "Route: " + grid.words()));
    }
    boolean first = true;
    for (Map.Entry<String, List<ListRow>> section : sections.entrySet()) {
      Markup heading = Frame.heading(section.getKey(), Integer.toString(section.getValue().size()));
      main.add(first ? Markup.of("div", "jh").add(heading).add(grid.legend()) : heading)
          .add(list(section.getValue(), grid));
      first = false;
    }
    if (sections.isEmpty()) {
      main.add(nothing());
    }
    view.next()
        .ifPresent(cursor ->
            main.add(
                Markup.of("p", "more")
                    .add(
                        Markup.link(Choice.href(view.narrowing(), Optional.of(cursor)), "Older")
                            .with("class", "btn"))));
    long needs = view.rows().stream().filter(row -> section(row) == Section.NEEDS).count();
    String title =
        needs == 0 ? "Journeys" : needs + (needs == 1 ? " needs" : " need") + " someone · Journeys";
    return new Frame(title, "journeys", needs == 0 ? Look.Hue.OK : Look.Hue.WAIT)
        .page(main, view.narrowing().text().orElse(""));
  }

  private Markup nothing() {
    if (view.narrowing().equals(Narrowing.NONE)) {
      return Markup.text(
          "p",
          "mut no",
          "No journey yet. Point a tool's webhook at /hooks/…, send an event to /events, or push"
              + " to a watched repository.");
    }
    String among = view.next().isPresent() ? "Among the newest, no journey " : "No journey ";
    return Markup.of("p", "mut no")
        .text(among + wanted() + ". ")
        .add(Markup.link("/journeys", "All journeys"));
  }

  /// What is looked for: `needs someone, begins in the repository shop`.
  private String wanted() {
    Narrowing narrowing = view.narrowing();
    List<String> words = new ArrayList<>();
    narrowing
        .show()
        .ifPresent(show ->
            words.add(
                switch (show) {
                  case "needs" -> "needs someone";
                  case "moving" -> "moves";
                  case "settled" -> "has settled";
                  default -> "is “" + show + "”";
                }));
    narrowing.status().ifPresent(word -> words.add("is “" + word + "”"));
    narrowing.repository().ifPresent(name -> words.add("begins in the repository " + name));
    narrowing.environment().ifPresent(name -> words.add("has come to " + name));
    narrowing.text().ifPresent(text -> words.add("has “" + text + "” in it"));
    return words.size() < 2
        ? String.join("", words)
        : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }

  private static Section section(ListRow row) {
    return Section.of(row.status());
  }

  private Map<String, List<ListRow>> sections() {
    Map<String, List<ListRow>> sections = new LinkedHashMap<>();
    for (Section section : Section.values()) {
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

  /// The links that narrow, by what they narrow by.
  private Markup chips() {
    Markup nav = Markup.of("nav", "crumb narrow").with("aria-label", "Narrow the list");
    List<Choice> folded = folded();
    for (Choice choice : view.choices()) {
      if (!folded.contains(choice)) {
        nav.add(chip(choice));
      } else if (choice.equals(folded.getFirst())) {
        nav.add(folded(folded));
      }
    }
    return nav.add(
        Markup.of("span", "live").add(Markup.of("i")).add(Markup.text("span", "lv", "live")));
  }

  private List<Choice> folded() {
    List<Choice> repositories =
        view.choices().stream().filter(choice -> choice.kind() == Choice.Kind.REPOSITORY).toList();
    return repositories.size() <= REPOSITORIES + 1
        ? List.of()
        : repositories.stream().skip(REPOSITORIES).filter(choice -> !choice.chosen()).toList();
  }

  private static Markup folded(List<Choice> choices) {
    Markup details =
        Markup.of("details", "fold")
            .add(
                Markup.of("summary", "chip")
                    .text(choices.size() + " more")
                    .add(Markup.text("span", "vh", " repositories")));
    choices.forEach(choice -> details.add(chip(choice)));
    return details;
  }

  private static Markup chip(Choice choice) {
    boolean leads = choice.chosen() && choice.kind() != Choice.Kind.ALL;
    Markup chip =
        Markup.of(
                "a", choice.chosen() ? "chip on" : choice.count().equals("0") ? "chip nil" : "chip")
            .with("href", choice.href())
            .with("aria-current", choice.chosen() ? Optional.of("true") : Optional.empty())
            .with(
                "title",
                leads
                    ? "Chosen: show more than this " + choice.kind().word() + " again"
                    : "Show " + choice.kind().word());
    sign(choice.kind()).ifPresent(look -> chip.add(Symbols.icon(look, 13)));
    chip.text(choice.text() + " " + choice.count());
    return leads ? chip.add(Markup.text("span", "x", "×").with("aria-hidden", "true")) : chip;
  }

  private static Optional<Look> sign(Choice.Kind kind) {
    return switch (kind) {
      case NEEDS -> Optional.of(Look.HELD);
      case MOVING -> Optional.of(Look.RUNNING);
      case SETTLED -> Optional.of(Look.PASSED);
      case ALL, STATUS, TEXT, REPOSITORY, ENVIRONMENT -> Optional.empty();
    };
  }

  private Markup list(List<ListRow> rows, RouteGrid grid) {
    Markup list = Markup.of("ol", "jl");
    rows.forEach(row -> list.add(item(row, grid)));
    return list;
  }

  private Markup item(ListRow row, RouteGrid grid) {
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
                .add(Markup.of("span", "c").add(grid.route(row)))
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
}
