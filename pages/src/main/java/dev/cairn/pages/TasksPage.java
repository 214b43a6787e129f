// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.pages.TasksView.BundleRow;
import dev.cairn.pages.TasksView.Listens;
import dev.cairn.pages.TasksView.Past;
import dev.cairn.pages.TasksView.TaskRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All tasks: which event each reacts to, which it emits, and how it went. Read from the types of
/// the pushed bundles, never drawn by hand.
record TasksPage(TasksView view) {
  String page() {
    Markup main =
        Markup.of("main")
            .add(Markup.of("h1").text("Tasks"))
            .add(say())
            .add(map())
            .add(Frame.heading("All tasks", Integer.toString(view.tasks().size())))
            .add(
                Markup.of("div", "scroll")
                    .with("tabindex", "0")
                    .with("role", "region")
                    .with("aria-label", "All tasks")
                    .add(table()))
            .add(Frame.heading("Bundles", Integer.toString(view.bundles().size())))
            .add(
                Markup.of("div", "scroll")
                    .with("tabindex", "0")
                    .with("role", "region")
                    .with("aria-label", "Bundles")
                    .add(bundles()));
    return new Frame("Tasks", "tasks", troubled() ? Look.Hue.WAIT : Look.Hue.OK).page(main);
  }

  private boolean troubled() {
    return view.tasks().stream().anyMatch(task -> task.trouble().isPresent())
        || view.bundles().stream().anyMatch(bundle -> bundle.trouble().isPresent());
  }

  private Markup say() {
    long teams = view.tasks().stream().map(TaskRow::team).distinct().count();
    String trouble =
        view.tasks().stream()
            .flatMap(task -> task.trouble().map(text -> task.name() + ": " + text).stream())
            .limit(2)
            .collect(Collectors.joining("; "));
    String text =
        Words.count(view.tasks().size(), "task")
            + " of "
            + Words.count((int) teams, "team")
            + "."
            + (trouble.isEmpty() ? "" : " " + trouble + ".");
    return Frame.say(
        troubled() ? Look.OVERDUE : Look.PASSED,
        Markup.of("strong").text(text),
        Markup.of("p")
            .text(
                "A line is an event that one emits and the other listens to. Nobody drew this map:"
                    + " it is read from the types of the pushed bundles."));
  }

  /// Who feeds whom, by event: emitters at the left, listeners at the right.
  private Markup map() {
    Markup map = Markup.of("ul", "feeds").with("aria-label", "Events and who handles them");
    events().forEach(event -> map.add(feed(event)));
    return map;
  }

  private List<String> events() {
    return view.tasks().stream()
        .flatMap(task ->
            Stream.concat(task.listens().stream().map(Listens::type), task.emits().stream()))
        .distinct()
        .sorted()
        .toList();
  }

  private Markup feed(String event) {
    Markup from = Markup.of("span", "from");
    view.tasks().stream()
        .filter(task -> task.emits().contains(event))
        .forEach(task -> from.add(chip(task)));
    from.add(Markup.text("span", "mut", sender(event)));
    Markup to = Markup.of("span", "to");
    view.tasks().stream()
        .filter(task -> task.listens().stream().anyMatch(listens -> listens.type().equals(event)))
        .forEach(task -> to.add(chip(task)));
    if (view.tasks().stream()
        .noneMatch(
            task -> task.listens().stream().anyMatch(listens -> listens.type().equals(event)))) {
      to.add(Markup.text("span", "mut", "nobody listens"));
    }
    return Markup.of("li").add(from).add(Markup.text("b", "evt", event)).add(to);
  }

  /// Who sends an event beside the tasks that emit it.
  private static String sender(String event) {
    return switch (event) {
      case "ChangeMerged" -> "a push";
      case "ChangeProposed" -> "a pull request";
      case "TagPushed" -> "a tag";
      case "ArtifactPublished" -> "any push to a registry";
      case "ArtifactReleased" -> "gate release";
      case "Live", "ServiceUpgraded" -> "an environment";
      case "FindingOpened" -> "a scan of what is live";
      default -> "";
    };
  }

  private static Markup chip(TaskRow task) {
    Look look = look(task);
    return Markup.of("a", "chip " + look.hue().css())
        .with("href", "#" + RunPage.taskId(task.name()))
        .add(Symbols.icon(look, 13))
        .text(task.name());
  }

  private static Look look(TaskRow task) {
    if (task.trouble().isPresent()) {
      return Look.OVERDUE;
    }
    if (task.last().isEmpty() && task.listens().isEmpty()) {
      return Look.PASSED;
    }
    return task.last().isEmpty() ? Look.EXPECTED : Look.of(task.last().getLast().status());
  }

  private Markup table() {
    Markup head = Markup.of("tr");
    for (String name :
        List.of("Task", "Team", "Runs", "Listens to", "Emits", "Last 12", "Median")) {
      head.add(Markup.of("th", name.equals("Median") ? "n" : "").with("scope", "col").text(name));
    }
    Markup body = Markup.of("tbody");
    view.tasks().forEach(task -> rows(task).forEach(body::add));
    return Markup.of("table", "tk").add(Markup.of("thead").add(head)).add(body);
  }

  private static List<Markup> rows(TaskRow task) {
    Markup listens = Markup.of("td");
    for (Listens one : task.listens()) {
      listens.add(Markup.of("span").text(one.type()));
      if (!one.when().isEmpty()) {
        listens.text(" ").add(Markup.of("code").text(one.when()));
      }
      listens.add(Markup.of("br"));
    }
    if (task.listens().isEmpty()) {
      listens.add(Markup.text("span", "mut", "nothing: other tasks call it"));
    }
    Markup row =
        Markup.of("tr")
            .with("id", RunPage.taskId(task.name()))
            .add(
                Markup.of("td")
                    .add(Symbols.icon(look(task), 14))
                    .add(Markup.of("b").text(task.name()))
                    .add(Markup.text("small", "doc", task.doc())))
            .add(Frame.cell("mut", task.team()))
            .add(
                Markup.of("td")
                    .text(task.kind())
                    .add(Markup.text("small", "doc", task.bundle() + ", " + task.at())))
            .add(listens)
            .add(Frame.cell("", String.join(", ", task.emits())))
            .add(last(task))
            .add(Frame.cell("n", task.median().map(Spans::brief).orElse("")));
    return task.trouble()
        .map(text ->
            List.of(
                row,
                Markup.of("tr", "wy h-wait")
                    .add(Markup.of("td"))
                    .add(Markup.of("td").with("colspan", "6").text(text))))
        .orElse(List.of(row));
  }

  private static Markup last(TaskRow task) {
    if (task.last().isEmpty()) {
      return Frame.cell("mut", task.listens().isEmpty() ? "" : "never");
    }
    Markup glyphs = Markup.of("span", "sp");
    for (Past past : task.last()) {
      Look look = Look.of(past.status());
      glyphs.add(
          Markup.of("a")
              .with("href", "/runs/" + past.run())
              .with("aria-label", past.run() + ": " + look.word())
              .add(Symbols.icon(look, 13)));
    }
    return Markup.of("td").add(glyphs);
  }

  private Markup bundles() {
    Markup body = Markup.of("tbody");
    Set<String> names = Set.of("Bundle", "Team", "Commit");
    Markup head = Markup.of("tr");
    for (String name : List.of("Bundle", "Team", "Commit", "State")) {
      head.add(Markup.of("th", names.contains(name) ? "" : "wd").with("scope", "col").text(name));
    }
    for (BundleRow bundle : view.bundles()) {
      Optional<Markup> trouble = bundle.trouble().map(text -> Markup.of("pre", "log").lines(text));
      body.add(
          Markup.of("tr")
              .add(Markup.of("td").add(Markup.of("b").text(bundle.name())))
              .add(Frame.cell("mut", bundle.team()))
              .add(Markup.of("td").add(Markup.of("code").text(Words.shortCommit(bundle.commit()))))
              .add(Markup.of("td").add(Frame.state(Look.of(bundle.status()), 14)).add(trouble)));
    }
    return Markup.of("table").add(Markup.of("thead").add(head)).add(body);
  }
}
