// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.Strength;
import dev.cairn.journeys.Status;
import dev.cairn.pages.Card.Line;
import dev.cairn.pages.Card.Row;
import dev.cairn.pages.Card.Shape;
import dev.cairn.pages.Card.Timing;
import dev.cairn.pages.TaskTroubles.Trouble;
import dev.cairn.pages.TasksView.TaskRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// Who feeds whom, as cards in the columns of the journeys' stages. A line is a type of event that
/// one gives and the other listens to; nothing of it is drawn by hand.
///
/// ```
/// change     Git push                       → ship
/// build      ship       change merged       → own registry
/// artifact   own registry                   → scan
/// checks     scan       artifact published  → release, its row
/// gate       release    rows: scan          → promote
/// desired    promote    artifact released   → production
/// env        production rows: shop          → smoke
/// live       smoke      service upgraded
/// ```
///
/// A task that listens to nothing is on no line, so it is not on the map.
final class TaskMap {
  private final TasksView view;
  private final Map<TaskRow, String> ids = new LinkedHashMap<>();
  private final Map<TaskRow, Card> tasks = new LinkedHashMap<>();
  private final TaskTroubles troubles;
  private final List<Source> sources;
  private final Set<Wire> wires = new LinkedHashSet<>();

  private TaskMap(TasksView view, Reading reading) {
    this.view = view;
    view.tasks().forEach(task -> ids.put(task, name(task)));
    TaskSources all = new TaskSources(view, reading);
    int first = firstWithAdvisories().orElse(Stages.order("checks"));
    this.troubles = new TaskTroubles(view, all.all(List.of(), first), ids);
    onMap().forEach(task -> tasks.put(task, card(task)));
    this.sources = all.all(checks(), first);
    wire();
  }

  static TaskMap of(TasksView view, Reading reading) {
    return new TaskMap(view, reading);
  }

  private Stream<TaskRow> onMap() {
    return view.tasks().stream().filter(task -> !task.types().listens().isEmpty());
  }

  /// The id of its row, to which its card leads. Of several with one name the first has the name
  /// alone, as the pages of runs link it.
  private String name(TaskRow task) {
    String plain = RunPage.taskId(task.name());
    return ids.containsValue(plain) ? RunPage.taskId(task.bundle() + "." + task.name()) : plain;
  }

  String id(TaskRow task) {
    return Objects.requireNonNull(ids.get(task), task.name());
  }

  TaskTroubles troubles() {
    return troubles;
  }

  List<Source> sources() {
    return sources;
  }

  /// Those that listen to nothing.
  List<TaskRow> apart() {
    return view.tasks().stream().filter(task -> task.types().listens().isEmpty()).toList();
  }

  /// Tasks of its bundle that call it.
  List<String> callers(TaskRow task) {
    return view.tasks().stream()
        .filter(it -> it.bundle().equals(task.bundle()) && it.types().calls().contains(task.name()))
        .map(TaskRow::name)
        .toList();
  }

  Look look(TaskRow task) {
    Card card = tasks.get(task);
    return card == null
        ? troubles.shown(task).map(it -> Look.of(it.status())).orElse(Look.PASSED)
        : card.look();
  }

  private OptionalInt firstWithAdvisories() {
    return onMap().filter(it -> it.types().advisories()).mapToInt(TaskMap::column).min();
  }

  /// By the last of the events that it waits for.
  private static int column(TaskRow task) {
    return task.types().listens().stream()
        .mapToInt(it ->
            switch (it.type()) {
              case "ChangeMerged", "ChangeProposed", "TagPushed" -> Stages.order("build");
              case "ArtifactPublished" -> Stages.order("checks");
              case "ArtifactReleased" -> Stages.order("desired");
              default -> TaskSources.LIVE;
            })
        .max()
        .orElse(Stages.order("build"));
  }

  private Card card(TaskRow task) {
    Optional<Trouble> trouble = troubles.shown(task);
    List<String> lines = new ArrayList<>();
    lines.addAll(TaskWords.listens(task));
    lines.add(task.kind() + ", team " + task.team());
    trouble
        .map(TaskMap::brief)
        .or(() ->
            task.past().refused() == 0
                ? Optional.empty()
                : Optional.of("its filter refused " + task.past().refused()))
        .ifPresent(lines::add);
    return new Card(
        id(task),
        Shape.DOING,
        column(task),
        trouble.map(Trouble::status).orElse(state(task)),
        task.name(),
        false,
        task.past().median().<Timing>map(Timing.Usual::new).orElse(new Timing.Untimed()),
        lines.stream().map(text -> new Line(Words.visible(text), false)).toList(),
        List.of(),
        "",
        List.of(),
        List.of(),
        Optional.empty(),
        List.of());
  }

  private static String brief(Trouble trouble) {
    return switch (trouble.status()) {
      case FAILED -> "failed the last time";
      case FLAGGED -> "newest does not compile";
      default -> "has never run";
    };
  }

  /// How it is, not what it found: a gate task that says no does its work.
  private static Status state(TaskRow task) {
    if (task.past().last().isEmpty()) {
      return Status.EXPECTED;
    }
    Status last = task.past().last().getLast().status();
    return switch (last) {
      case RUNNING, QUEUED, WAITING, UNKNOWN -> last;
      default -> Status.PASSED;
    };
  }

  /// Its last verdict.
  private static Status said(TaskRow task) {
    return task.past().last().isEmpty() ? Status.EXPECTED : task.past().last().getLast().status();
  }

  private static boolean isCheck(TaskRow task) {
    return task.kind().equals("gate") && task.types().listensTo("ArtifactPublished");
  }

  private List<Row> checks() {
    List<Row> rows = new ArrayList<>();
    tasks.forEach((task, card) -> {
      if (isCheck(task)) {
        rows.add(new Row(card.id(), said(task), card.title(), ""));
      }
    });
    return rows;
  }

  private void wire() {
    for (Source source : sources) {
      tasks.forEach((task, card) -> {
        if (source.feeds(task, troubles.repository(task))) {
          wire(source.card(), card, -1);
        }
      });
    }
    tasks.forEach((task, card) -> {
      tasks.forEach((other, to) -> {
        if (other.types().listens().stream().anyMatch(it -> TaskTroubles.gives(task, it.type()))) {
          wire(card, to, -1);
        }
      });
      if (task.types().emits().contains("ArtifactPublished")) {
        source(TaskSources.REGISTRY).ifPresent(to -> wire(card, to, -1));
      }
      task.past()
          .desired()
          .forEach(
              name -> source(TaskSources.environment(name)).ifPresent(to -> wire(card, to, -1)));
    });
    Optional<Card> gate = source(TaskSources.GATE);
    gate.ifPresent(to -> {
      for (int row = 0; row < to.rows().size(); row++) {
        int at = row;
        tasks.values().stream()
            .filter(card -> card.id().equals(to.rows().get(at).from()))
            .forEach(card -> wire(card, to, at));
      }
      if (to.rows().isEmpty()) {
        source(TaskSources.REGISTRY).ifPresent(from -> wire(from, to, -1));
      }
    });
  }

  private Optional<Card> source(String id) {
    return sources.stream().map(Source::card).filter(card -> card.id().equals(id)).findFirst();
  }

  /// What has never run is drawn as what is still to come.
  private void wire(Card from, Card to, int row) {
    boolean expected = from.look().absent() || to.look().absent();
    wires.add(new Wire(from.id(), to.id(), row, Strength.DECLARED, expected, List.of()));
  }

  Board board() {
    List<Card> all =
        Stream.concat(sources.stream().map(Source::card), tasks.values().stream()).toList();
    List<Wire> lines = List.copyOf(wires);
    Map<String, Integer> depths = Depths.of(all, lines);
    List<Card> ordered =
        all.stream()
            .sorted(
                Comparator.comparingInt(Card::column)
                    .thenComparingInt((Card card) -> depths.getOrDefault(card.id(), 0))
                    .thenComparingInt(all::indexOf))
            .toList();
    List<String> order = ordered.stream().map(Card::id).toList();
    List<Wire> inOrder =
        lines.stream()
            .sorted(
                Comparator.comparingInt((Wire wire) -> order.indexOf(wire.from()))
                    .thenComparingInt(wire -> order.indexOf(wire.to()))
                    .thenComparingInt(Wire::row))
            .toList();
    return new Board(
        "Map of the tasks: which event each listens to, and who gives it",
        troubles.all().isEmpty() ? Status.PASSED : troubles.all().getFirst().status(),
        ordered,
        inOrder,
        columns(ordered));
  }

  private List<Column> columns(List<Card> cards) {
    List<Column> columns = new ArrayList<>();
    for (int index : cards.stream().map(Card::column).distinct().sorted().toList()) {
      List<Card> in = cards.stream().filter(card -> card.column() == index).toList();
      columns.add(
          new Column(
              key(index),
              title(index),
              key(index),
              Heads.status(in),
              new Column.Head.Said(head(index)),
              false));
    }
    return columns;
  }

  private static String key(int index) {
    return index < Stages.environments()
        ? Stages.key(index)
        : index == TaskSources.LIVE ? "live" : "environments";
  }

  private static String title(int index) {
    return index < Stages.environments()
        ? Stages.title(index)
        : index == TaskSources.LIVE ? "While it is live" : "Environments";
  }

  /// Whose the column's tasks are; or which tools the environments are of.
  private String head(int index) {
    List<String> teams =
        tasks.entrySet().stream()
            .filter(it -> it.getValue().column() == index)
            .map(it -> it.getKey().team())
            .distinct()
            .sorted()
            .toList();
    if (!teams.isEmpty()) {
      return teams.size() == 1 ? "team " + teams.getFirst() : teams.size() + " teams";
    }
    if (index == Stages.order("gate")) {
      return view.held() + " held";
    }
    return sources.stream()
        .filter(it -> it.card().column() == index)
        .filter(it -> it.count() > 0)
        .mapToLong(Source::count)
        .reduce(Long::sum)
        .stream()
        .mapToObj(count -> TaskSources.counted(count, "event"))
        .findFirst()
        .orElse("");
  }
}
