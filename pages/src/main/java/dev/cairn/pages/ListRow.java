// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Journey.Node;
import dev.cairn.journeys.Route;
import dev.cairn.journeys.Status;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A journey in the list.
///
/// @param place repository and change, such as `shop #412`
/// @param commit the short commit id, or empty
/// @param headline the first part of the journey's sentence: where it is
/// @param detail the rest of it: why
/// @param route the stages with their state, in their order
public record ListRow(
    String id,
    String title,
    String place,
    String commit,
    Status status,
    String headline,
    String detail,
    Optional<Instant> since,
    Optional<Instant> started,
    Optional<Instant> updated,
    List<Stop> route) {
  public ListRow {
    route = List.copyOf(route);
  }

  /// @param stage as people read it: `Checks`, `production`
  public record Stop(String stage, Status status) {}

  /// The row of a journey, all of it computed from the graph.
  public static ListRow of(Journey journey) {
    Sentence sentence = Sentence.of(journey.summary().text());
    return new ListRow(
        journey.id(),
        title(journey),
        place(journey),
        commit(journey),
        journey.status(),
        sentence.head(),
        sentence.rest().isEmpty() ? LeadTime.orNext(journey) : sentence.rest(),
        journey.summary().since(),
        journey.started(),
        journey.updated(),
        route(journey));
  }

  /// Stages as the picture has them; each environment by itself, also where the picture has several
  /// in one column.
  private static List<Stop> route(Journey journey) {
    Stream<Stop> stages =
        Cards.of(journey, Set.of()).columns().stream()
            .filter(column -> Stages.isKey(column.key()))
            .map(column -> new Stop(Stages.title(column.key()), column.status()));
    Stream<Stop> environments =
        Route.of(journey).stream()
            .filter(stop -> Stages.isEnvironment(stop.stage()))
            .map(stop -> new Stop(Stages.environment(stop.stage()), stop.status()));
    return Stream.concat(stages, environments).toList();
  }

  /// The title, without the number of the change that stands beside it anyway.
  static String title(Journey journey) {
    String number = changeNumber(journey);
    String title = journey.title();
    return !number.isEmpty() && title.startsWith(number + " ")
        ? title.substring(number.length() + 1)
        : title;
  }

  /// Where it begins: its repository and the number of its change; of an image that somebody
  /// pushed, what they called it.
  static String place(Journey journey) {
    String begins = journey.repository().or(() -> pushedAs(journey)).orElse("");
    return (begins + " " + changeNumber(journey)).strip();
  }

  private static Optional<String> pushedAs(Journey journey) {
    return sources(journey)
        .filter(node -> node.kind() == NodeKind.ARTIFACT)
        .flatMap(node -> Optional.ofNullable(node.facts().get("reference")).stream())
        .findFirst();
  }

  /// The root first, then the nodes by stage: what a journey is of stands where it begins.
  private static Stream<Node> sources(Journey journey) {
    return journey.nodes().stream()
        .sorted(
            Comparator.comparing((Node node) -> !node.id().equals(journey.root()))
                .thenComparingInt(node -> Stages.order(node.stage()))
                .thenComparing(Faces::least));
  }

  private static String changeNumber(Journey journey) {
    return journey.nodes().stream()
        .filter(node -> node.kind() == NodeKind.CHANGE)
        .flatMap(node -> node.identities().stream())
        .sorted()
        .findFirst()
        .map(identity -> Words.changeNumber(identity.value()))
        .orElse("");
  }

  static String commit(Journey journey) {
    return sources(journey)
        .filter(ListRow::isCommit)
        .map(ListRow::shortCommit)
        .filter(commit -> !commit.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static boolean isCommit(Node node) {
    return node.kind() == NodeKind.COMMIT || node.kind() == NodeKind.CONFIG_COMMIT;
  }

  private static String shortCommit(Node node) {
    return node.identities().stream()
        .filter(identity -> identity.kind().equals("commit"))
        .map(Identity::value)
        .sorted()
        .findFirst()
        .map(value -> Words.shortCommit(value.substring("commit:".length())))
        .orElse("");
  }
}
