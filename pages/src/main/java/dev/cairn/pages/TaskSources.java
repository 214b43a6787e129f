// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Status;
import dev.cairn.pages.Card.Line;
import dev.cairn.pages.Card.Row;
import dev.cairn.pages.Card.Shape;
import dev.cairn.pages.Card.Timing;
import dev.cairn.pages.TasksView.Arrival;
import dev.cairn.pages.TasksView.BundleRow;
import dev.cairn.pages.TasksView.Place;
import dev.cairn.pages.TasksView.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The sources of events: each is there because something of it came in, or is configured, or
/// because a task's types need it.
record TaskSources(TasksView view, Reading reading) {
  /// The column after the environments.
  static final int LIVE = Stages.environments() + 1;

  private static final String OWN = "cairn";
  private static final int ROWS = 6;

  static final String REGISTRY = "s.registry";
  static final String GATE = "s.gate";

  /// @param checks the gate's rows: one for each of its tasks
  /// @param firstWithAdvisories the first column with a task that takes advisories
  List<Source> all(List<Row> checks, int firstWithAdvisories) {
    List<Source> sources = new ArrayList<>(senders());
    if (hasRegistry()) {
      sources.add(registry());
      sources.add(gate(checks));
    }
    view.environments().forEach(place -> sources.add(environment(place)));
    if (view.advisories()) {
      sources.add(advisories(firstWithAdvisories));
    }
    return sources;
  }

  static String environment(String name) {
    return "s.e-" + Grouping.slug(name);
  }

  private List<Source> senders() {
    Map<String, List<Arrival>> groups = new TreeMap<>();
    view.arrivals().stream()
        .filter(arrival -> !arrival.tool().equals(OWN))
        .forEach(arrival ->
            groups
                .computeIfAbsent(
                    stage(arrival.event()) + " " + arrival.tool(), _ -> new ArrayList<>())
                .add(arrival));
    return groups.values().stream().map(this::sender).toList();
  }

  private Source sender(List<Arrival> arrivals) {
    String tool = arrivals.getFirst().tool();
    int stage = stage(arrivals.getFirst().event());
    long count = arrivals.stream().mapToLong(Arrival::count).sum();
    Instant newest =
        arrivals.stream().map(Arrival::newest).max(Comparator.naturalOrder()).orElseThrow();
    boolean silent =
        view.rhythms().stream()
            .anyMatch(
                it -> it.tool().equals(tool) && reading.now().filter(it::isSilent).isPresent());
    String number = counted(count, tool.equals("git") ? "push" : "event");
    Card card =
        thing(
            "s." + stage + "-" + Grouping.slug(tool),
            stage,
            silent ? Status.OVERDUE : Status.PASSED,
            TaskWords.tool(tool),
            silent
                ? List.of(places(arrivals), number, "silent since " + reading.near(newest))
                : List.of(places(arrivals), number + ", last " + reading.near(newest)));
    return new Source.Sender(card, tool, arrivals);
  }

  /// `shop, security and 2 more`
  static String places(List<Arrival> arrivals) {
    List<String> names =
        arrivals.stream()
            .map(arrival -> Words.lastPart(arrival.source()))
            .distinct()
            .sorted()
            .toList();
    return names.size() <= 3
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 2)) + " and " + (names.size() - 2) + " more";
  }

  static String counted(long count, String thing) {
    String plural = thing.endsWith("sh") ? thing + "es" : thing + "s";
    return count + " " + (count == 1 ? thing : plural);
  }

  /// The stage that an event is about, by what CDEvents calls its subject.
  static int stage(String event) {
    String subject = Words.event(event).replaceFirst("^cairn-", "").split(" ", 2)[0];
    return switch (subject) {
      case "build", "pipelinerun", "taskrun" -> Stages.order("build");
      case "artifact" -> Stages.order("artifact");
      case "testcaserun", "testsuiterun", "testoutput" -> Stages.order("checks");
      case "service", "environment" -> Stages.environments();
      case "incident", "ticket", "alert", "finding" -> LIVE;
      default -> Stages.order("change");
    };
  }

  private boolean hasRegistry() {
    return own("artifact published").findFirst().isPresent()
        || view.tasks().stream()
            .anyMatch(task ->
                task.types().listensTo("ArtifactPublished")
                    || task.types().emits().contains("ArtifactPublished"));
  }

  private Stream<Arrival> own(String event) {
    return view.arrivals().stream()
        .filter(it -> it.tool().equals(OWN) && Words.event(it.event()).equals(event));
  }

  private long count(String event, Predicate<Arrival> which) {
    return own(event).filter(which).mapToLong(Arrival::count).sum();
  }

  private Optional<Instant> newest(String event) {
    return own(event).map(Arrival::newest).max(Comparator.naturalOrder());
  }

  private Source registry() {
    long pushes = count("artifact published", it -> it.type().isPresent());
    Optional<Instant> newest = newest("artifact published");
    Card card =
        thing(
            REGISTRY,
            Stages.order("artifact"),
            Status.PASSED,
            "own registry",
            List.of(newest.map(at -> lately(pushes, "push", at)).orElse("no push yet")));
    return new Source.Own(card, List.of("ArtifactPublished"), pushes, newest);
  }

  /// As long as a bundle has never loaded, nobody knows whether it has gate tasks, so all is held.
  private Source gate(List<Row> checks) {
    List<String> unread =
        view.bundles().stream()
            .filter(it -> it.commit().isEmpty() && it.trouble().isPresent())
            .map(BundleRow::name)
            .toList();
    long released = count("cairn-artifact released", _ -> true);
    String foot =
        !unread.isEmpty()
            ? "holds all: " + String.join(", ", unread) + " never loaded"
            : view.held() + " held now, " + released + " released";
    Card card =
        new Card(
            GATE,
            Shape.GATE,
            Stages.order("gate"),
            unread.isEmpty() ? Status.PASSED : Status.HELD,
            "release",
            false,
            new Timing.Untimed(),
            List.of(),
            checks,
            foot,
            List.of(),
            List.of(),
            Optional.empty(),
            List.of());
    return new Source.Own(
        card, List.of("ArtifactReleased"), released, newest("cairn-artifact released"));
  }

  private Source environment(Place place) {
    List<Row> rows = new ArrayList<>();
    place.services().stream()
        .sorted(Comparator.comparingInt((Service it) -> Look.of(it.status()).weight()))
        .limit(ROWS)
        .forEach(it -> rows.add(new Row("", it.status(), it.name(), runs(it))));
    boolean live = place.services().stream().anyMatch(it -> !Look.of(it.status()).absent());
    int more = place.services().size() - rows.size();
    Card card =
        new Card(
            environment(place.name()),
            Shape.ENVIRONMENT,
            Stages.environments(),
            live ? Status.LIVE : Status.EXPECTED,
            place.name(),
            false,
            new Timing.Untimed(),
            List.of(),
            rows,
            more > 0 ? "and " + more + " more" : "",
            List.of(),
            List.of(),
            Optional.empty(),
            List.of());
    return new Source.Own(card, List.of("ServiceUpgraded", "Live"), 0, Optional.empty());
  }

  /// `77ad01` where `shop@77ad01` runs as `shop`.
  private static String runs(Service service) {
    String own = service.name() + "@";
    return service.runs().startsWith(own) ? service.runs().substring(own.length()) : service.runs();
  }

  private Source advisories(int first) {
    long changes = count("cairn-advisories updated", _ -> true);
    Optional<Instant> newest = newest("cairn-advisories updated");
    Card card =
        thing(
            "s.advisories",
            Math.max(Stages.order("change"), first - 1),
            Status.PASSED,
            "Advisories",
            List.of(newest.map(at -> lately(changes, "change", at)).orElse("not read yet")));
    return new Source.Advisories(card, changes, newest);
  }

  /// `4 pushes, last 08:57`
  private String lately(long number, String what, Instant newest) {
    return counted(number, what) + ", last " + reading.near(newest);
  }

  private static Card thing(
      String id, int column, Status status, String title, List<String> lines) {
    return new Card(
        id,
        Shape.THING,
        column,
        status,
        title,
        false,
        new Timing.Untimed(),
        lines.stream().map(text -> new Line(Words.visible(text), false)).toList(),
        List.of(),
        "",
        List.of(),
        List.of(),
        Optional.empty(),
        List.of());
  }
}
