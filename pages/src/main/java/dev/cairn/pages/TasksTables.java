// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.pages.TaskTroubles.Trouble;
import dev.cairn.pages.TasksView.BundleRow;
import dev.cairn.pages.TasksView.Listens;
import dev.cairn.pages.TasksView.Result;
import dev.cairn.pages.TasksView.TaskRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The map's full equal in tables: tasks, what feeds them, and the bundles that they are of.
record TasksTables(TasksView view, TaskMap map, Reading reading) {
  private static final Set<String> NUMBERS = Set.of("Median", "Events");

  private static Markup head(String... names) {
    Markup row = Markup.of("tr");
    for (String name : names) {
      boolean number = NUMBERS.contains(name);
      row.add(Markup.of("th", number ? "n" : "").with("scope", "col").text(name));
    }
    return Markup.of("thead").add(row);
  }

  Markup tasks() {
    Markup body = Markup.of("tbody");
    view.tasks().forEach(task -> rows(task).forEach(body::add));
    return Markup.of("table", "tk")
        .add(head("Task", "Team", "Runs", "Listens to", "Emits", "Last 12", "Median"))
        .add(body);
  }

  private List<Markup> rows(TaskRow task) {
    Markup row =
        Markup.of("tr")
            .with("id", map.id(task))
            .add(
                Markup.of("td")
                    .add(Symbols.icon(map.look(task), 14))
                    .add(Markup.of("b").text(task.name()))
                    .add(Markup.text("small", "doc", task.doc())))
            .add(cell("Team", "mut", task.team()))
            .add(
                Markup.of("td")
                    .with("data-place", "Runs")
                    .text(TaskWords.runs(task))
                    .add(Markup.text("small", "doc", task.bundle() + ", " + task.at())))
            .add(listens(task))
            .add(cell("Emits", "", emits(task)))
            .add(last(task))
            .add(cell("Median", "n", task.past().median().map(Spans::brief).orElse("")));
    return map.troubles()
        .shown(task)
        .map(trouble -> List.of(row, why(trouble)))
        .orElse(List.of(row));
  }

  /// @param head what stands before it on a phone, where there is no row of heads
  private static Markup cell(String head, String style, String text) {
    return Frame.cell(style, text).with("data-place", head);
  }

  private static Markup why(Trouble trouble) {
    return Markup.of("tr", "wy " + Look.of(trouble.status()).hue().css())
        .add(Markup.of("td"))
        .add(Markup.of("td").with("colspan", "6").text(trouble.text()));
  }

  private Markup listens(TaskRow task) {
    Markup listens = Markup.of("td").with("data-place", "Listens to");
    for (Listens one : task.types().listens()) {
      listens.add(Markup.of("span").text(TaskWords.event(one.type())));
      if (!one.when().isEmpty()) {
        listens.text(" ").add(Markup.of("code").text(one.when()));
      }
      listens.add(Markup.of("br"));
    }
    if (task.types().listens().isEmpty()) {
      List<String> callers = map.callers(task);
      listens.add(
          Markup.text(
              "span",
              "mut",
              callers.isEmpty()
                  ? "nothing: it is run by hand"
                  : "nothing: called by " + String.join(", ", callers)));
    }
    if (task.past().refused() > 0) {
      listens.add(
          Markup.text(
              "small",
              "doc",
              "its filter refused " + TaskSources.counted(task.past().refused(), "event")));
    }
    return listens;
  }

  private static String emits(TaskRow task) {
    return Stream.concat(
            task.types().emits().stream()
                .map(type ->
                    type.equals("Verdict") ? "verdict " + task.name() : TaskWords.event(type)),
            task.past().desired().stream().map(it -> "config commit for " + it))
        .collect(Collectors.joining(", "));
  }

  private static Markup last(TaskRow task) {
    if (task.past().last().isEmpty()) {
      return cell("Last 12", "mut", task.types().listens().isEmpty() ? "" : "never");
    }
    Markup glyphs = Markup.of("span", "sp");
    for (Result result : task.past().last()) {
      Look look = Look.of(result.status());
      glyphs.add(
          Markup.of("a")
              .with("href", "/runs/" + result.run())
              .with("aria-label", result.run() + ": " + look.word())
              .add(Symbols.icon(look, 13)));
    }
    return Markup.of("td").with("data-place", "Last 12").add(glyphs);
  }

  Markup sources() {
    Markup body = Markup.of("tbody");
    map.sources().forEach(source -> body.add(row(source)));
    return Markup.of("table", "tk").add(head("Source", "Gives", "Of", "Events", "Last")).add(body);
  }

  private Markup row(Source source) {
    Card card = source.card();
    String of =
        switch (source) {
          case Source.Sender sender ->
              sender.arrivals().stream()
                  .map(TasksView.Arrival::source)
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining(", "));
          case Source.Own own ->
              own.card().rows().stream().map(Card::spoken).collect(Collectors.joining(", "));
          case Source.Advisories _ -> "";
        };
    return Markup.of("tr")
        .with("id", card.id())
        .add(
            Markup.of("td")
                .add(Symbols.icon(card.look(), 14))
                .add(link(card))
                .add(Markup.text("small", "doc", told(card))))
        .add(cell("Gives", "", String.join(", ", source.types())))
        .add(cell("Of", "mut", of))
        .add(cell("Events", "n", source.count() == 0 ? "" : Long.toString(source.count())))
        .add(cell("Last", "", source.newest().map(reading::near).orElse("")));
  }

  private static String told(Card card) {
    return card.look() == Look.OVERDUE ? card.words().getLast() : card.foot();
  }

  private static Markup link(Card card) {
    return card.shape() == Card.Shape.ENVIRONMENT
        ? Markup.of("b").add(Markup.link("/environments", card.title()))
        : Markup.of("b").text(card.title());
  }

  Markup bundles() {
    Markup body = Markup.of("tbody");
    for (BundleRow bundle : view.bundles()) {
      Optional<Markup> trouble = bundle.trouble().map(text -> Markup.of("pre", "log").lines(text));
      body.add(
          Markup.of("tr")
              .with("id", TaskTroubles.row(bundle))
              .add(Markup.of("td").add(Markup.of("b").text(bundle.name())))
              .add(cell("Team", "mut", bundle.team()))
              .add(
                  Markup.of("td")
                      .with("data-place", "Commit")
                      .add(Markup.of("code").text(Words.shortCommit(bundle.commit()))))
              .add(
                  Markup.of("td")
                      .with("data-place", "State")
                      .add(Frame.state(Look.of(bundle.status()), 14))
                      .add(trouble)));
    }
    return Markup.of("table", "tk").add(head("Bundle", "Team", "Commit", "State")).add(body);
  }
}
