// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey.Node;
import dev.cairn.journeys.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is drawn for one or several nodes of a journey; or for a task, and for what feeds tasks.
///
/// @param id stable from the first event on; also the address of its dock: `n-…`
/// @param column index of its stage's column
/// @param mono whether the title is a name of bytes, such as `shop@9b1c42`
/// @param lines small lines below the title, at most three
/// @param rows of a gate: one per verdict; of an environment: desired, rollout, checks, healthy
/// @param attempts states of earlier attempts and this one, oldest first; empty if there was one
/// @param members ids and states of what is folded into this card; empty if nothing is
/// @param waited how long it waited for its cause, if that was long
/// @param nodes what it shows of a journey; empty in the map of the tasks
record Card(
    String id,
    Shape shape,
    int column,
    Status status,
    String title,
    boolean mono,
    Timing timing,
    List<Line> lines,
    List<Row> rows,
    String foot,
    List<Status> attempts,
    List<Member> members,
    Optional<Duration> waited,
    List<Node> nodes) {
  Card {
    lines = List.copyOf(lines);
    rows = List.copyOf(rows);
    attempts = List.copyOf(attempts);
    members = List.copyOf(members);
    nodes = List.copyOf(nodes);
  }

  /// A thing has sharp corners, a doing round ones, a gate cut ones, an environment a head and
  /// rows.
  enum Shape {
    THING,
    DOING,
    GATE,
    ENVIRONMENT
  }

  record Line(String text, boolean mono) {}

  /// @param from the id of the card whose edge ends at this row, or empty
  record Row(String from, Status status, String text, String value) {}

  record Member(String id, String title, Status status) {}

  /// When it was, how long it took, or since when it is so.
  sealed interface Timing {
    record Untimed() implements Timing {}

    record At(Instant from) implements Timing {}

    record Took(Instant from, Instant to) implements Timing {}

    record Since(Instant from) implements Timing {}

    /// How long it takes as a rule: of what is not one time, but every time.
    record Usual(Duration length) implements Timing {}
  }

  Look look() {
    return Look.of(status);
  }

  Optional<Instant> started() {
    return switch (timing) {
      case Timing.Untimed _, Timing.Usual _ -> Optional.empty();
      case Timing.At(var from) -> Optional.of(from);
      case Timing.Took(var from, _) -> Optional.of(from);
      case Timing.Since(var from) -> Optional.of(from);
    };
  }

  Optional<String> run() {
    return nodes.stream().flatMap(node -> node.run().stream()).findFirst();
  }

  Optional<String> owner() {
    return nodes.stream()
        .filter(node -> shape != Shape.ENVIRONMENT || node.kind() != NodeKind.CONFIG_COMMIT)
        .flatMap(node -> node.owner().or(() -> node.tool().map(Words::tool)).stream())
        .filter(owner -> !owner.equalsIgnoreCase("cairn"))
        .findFirst();
  }

  /// The small lines whole, as they were before they were fitted into the card.
  List<String> words() {
    return members.isEmpty() && !lines.isEmpty() && !nodes.isEmpty()
        ? Faces.words(id, nodes)
        : lines.stream().map(Line::text).toList();
  }

  /// What is read out: "scan: failed, 9 s. 1 critical finding. team security".
  String label(String time) {
    StringBuilder label = new StringBuilder(title).append(": ").append(look().word());
    if (!time.isEmpty()) {
      label.append(", ").append(time);
    }
    label.append('.');
    words().forEach(word -> label.append(' ').append(word).append('.'));
    rows.forEach(row -> label.append(' ').append(spoken(row)).append('.'));
    if (!foot.isEmpty()) {
      label.append(' ').append(foot).append('.');
    }
    return label.toString();
  }

  /// "scan: failed, 2 critical" of a gate, "rollout, 52 s" of an environment: what is well there
  /// says so itself.
  static String spoken(Row row) {
    Look look = Look.of(row.status());
    boolean evident = row.from().isEmpty() && look.settledWell();
    String value = row.value().isEmpty() ? "" : ", " + row.value();
    return row.text() + (evident ? "" : ": " + look.word()) + value;
  }

  Card at(int newColumn) {
    return new Card(
        id, shape, newColumn, status, title, mono, timing, lines, rows, foot, attempts, members,
        waited, nodes);
  }

  Card withRows(List<Row> newRows) {
    return new Card(
        id, shape, column, status, title, mono, timing, lines, newRows, foot, attempts, members,
        waited, nodes);
  }

  /// With what it is about behind its title.
  Card about(String subject) {
    return new Card(
        id,
        shape,
        column,
        status,
        title + " " + subject,
        mono,
        timing,
        lines,
        rows,
        foot,
        attempts,
        members,
        waited,
        nodes);
  }

  Card withWaited(Optional<Duration> newWaited) {
    return new Card(
        id, shape, column, status, title, mono, timing, lines, rows, foot, attempts, members,
        newWaited, nodes);
  }
}
