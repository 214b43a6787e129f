// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.pages.TaskTroubles.Trouble;
import dev.cairn.pages.TasksView.TaskRow;
import java.util.List;

/// All tasks: a sentence, the map of who feeds whom, and the same as tables.
record TasksPage(TasksView view, TaskMap map, JourneyPicture picture, Reading reading) {
  private static final int SAID = 2;

  static TasksPage of(TasksView view, JourneyPicture picture, Reading reading) {
    return new TasksPage(view, TaskMap.of(view, reading), picture, reading);
  }

  String page() {
    TasksTables tables = new TasksTables(view, map, reading);
    Markup main = Markup.of("main").add(Markup.of("h1").text("Tasks")).add(say());
    Board board = map.board();
    if (!board.cards().isEmpty()) {
      main.add(figure(board)).add(apart()).add(new Rail(board, reading).list());
    }
    main.add(Frame.heading("All tasks", Integer.toString(view.tasks().size())))
        .add(region("All tasks", tables.tasks()))
        .add(Frame.heading("Where events come from", Integer.toString(map.sources().size())))
        .add(region("Where events come from", tables.sources()))
        .add(Frame.heading("Bundles", Integer.toString(view.bundles().size())))
        .add(region("Bundles", tables.bundles()));
    return new Frame("Tasks", "tasks", look().hue()).page(main);
  }

  private static Markup region(String name, Markup table) {
    return Markup.of("div", "scroll")
        .with("tabindex", "0")
        .with("role", "region")
        .with("aria-label", name)
        .add(table);
  }

  private Look look() {
    return map.troubles().all().isEmpty()
        ? Look.PASSED
        : Look.of(map.troubles().all().getFirst().status());
  }

  /// How many tasks of how many teams, and the worst that is wrong.
  private Markup say() {
    long teams = view.tasks().stream().map(TaskRow::team).distinct().count();
    Markup said =
        Markup.of("strong")
            .text(
                Words.count(view.tasks().size(), "task")
                    + " of "
                    + Words.count((int) teams, "team")
                    + ".");
    List<Trouble> troubles = map.troubles().all();
    for (int i = 0; i < Math.min(SAID, troubles.size()); i++) {
      Trouble trouble = troubles.get(i);
      said.text(i == 0 ? " " : "; ")
          .add(Markup.link("#" + trouble.row(), trouble.subject()))
          .text(" " + trouble.text());
    }
    int more = troubles.size() - SAID;
    said.text(more > 0 ? "; and " + more + " more." : troubles.isEmpty() ? "" : ".");
    return Frame.say(
        look(),
        said,
        Markup.of("p")
            .text(
                "A line is an event that one emits and the other listens to. Nobody drew this map:"
                    + " it is read from the types of the pushed bundles and from what came in"
                    + " during 30 days."));
  }

  private Markup figure(Board board) {
    return Markup.of("div", "fig")
        .with("tabindex", "0")
        .with("role", "region")
        .with("aria-label", "Map of the tasks, scrolls sideways")
        .add(picture.inPage(board, reading));
  }

  private Markup apart() {
    Markup note = Markup.of("p", "mut foot");
    if (map.apart().isEmpty()) {
      return note.text("Every task is on the map.");
    }
    note.text("Not on the map, since they listen to no event: ");
    for (int i = 0; i < map.apart().size(); i++) {
      TaskRow task = map.apart().get(i);
      note.text(i == 0 ? "" : ", ").add(Markup.link("#" + map.id(task), task.name()));
    }
    return note.text(".");
  }
}
