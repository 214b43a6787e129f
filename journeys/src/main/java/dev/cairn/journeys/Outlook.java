// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.NodeKind;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What would move a journey: the second sentence. Empty where nothing is to be done.
final class Outlook {
  private final List<Journey.Node> cards;

  Outlook(List<Journey.Node> cards) {
    this.cards = cards;
  }

  String of(Status status) {
    return switch (status) {
      case HELD -> held();
      case FAILED -> "A change that mends it, or a rerun.";
      case FLAGGED -> fixed() + "A new change replaces it." + repaired();
      case UNKNOWN -> "A person has to look whether it was done.";
      case OVERDUE -> "Ask the tool that should have sent it.";
      case RUNNING, QUEUED, WAITING, PASSED, REUSED -> step().orElse("");
      case LIVE, REPAIRED, DRIFTED, ROLLED_BACK, EXPECTED, REFUSED, SUPERSEDED, ELSEWHERE -> "";
    };
  }

  private String held() {
    List<String> wanting =
        cards.stream()
            .filter(card -> card.kind() == NodeKind.VERDICT)
            .filter(card ->
                card.status() != Status.PASSED
                    && card.status() != Status.REUSED
                    && card.status() != Status.REFUSED)
            .map(Journey.Node::title)
            .distinct()
            .toList();
    String opens =
        wanting.isEmpty()
            ? "A passing verdict opens it."
            : "A passing " + Sentence.join(wanting) + " opens it.";
    return fixed() + opens + unchanged();
  }

  /// `Production is unchanged, it runs shop@77ad01.`
  private String unchanged() {
    SortedMap<String, SortedSet<String>> running = new TreeMap<>();
    for (Journey.Node card : cards) {
      String runs = card.facts().get("runs");
      if (runs != null) {
        card.environment()
            .ifPresent(place -> running.computeIfAbsent(runs, _ -> new TreeSet<>()).add(place));
      }
    }
    StringBuilder said = new StringBuilder();
    running.forEach((runs, places) -> {
      String all = Sentence.join(List.copyOf(places));
      said.append(' ')
          .append(Character.toUpperCase(all.charAt(0)))
          .append(all.substring(1))
          .append(places.size() == 1 ? " is unchanged, it runs " : " are unchanged, they run ")
          .append(runs)
          .append('.');
    });
    return said.toString();
  }

  /// A finding outweighs a repair, which is said all the same.
  private String repaired() {
    return cards.stream()
        .filter(card -> card.status() == Status.FLAGGED)
        .filter(card -> card.facts().containsKey("repairs"))
        .findFirst()
        .map(card -> " Drift was repaired" + Sentence.times(card) + ".")
        .orElse("");
  }

  private String fixed() {
    List<String> fixes = Sentence.fixes(cards);
    boolean first =
        cards.stream()
            .filter(card -> card.status() == Status.HELD)
            .anyMatch(card -> card.reason().filter(Fix::isOfTheFirst).isPresent());
    String begin = first ? "The first is fixed in " : "Fixed in ";
    return fixes.isEmpty() ? "" : begin + Sentence.join(fixes) + ". ";
  }

  private Optional<String> step() {
    return cards.stream()
        .filter(card -> card.status() == Status.EXPECTED)
        .findFirst()
        .map(card -> "Next: " + next(card) + card.reason().map(why -> ", " + why).orElse("") + ".")
        .or(() ->
            cards.stream()
                .filter(card -> card.status() == Status.REFUSED)
                .findFirst()
                .map(card ->
                    card.title()
                        + " is not for this"
                        + card.reason().map(why -> ": " + why).orElse("")
                        + "."));
  }

  /// `promote`, `shop in production`.
  private static String next(Journey.Node card) {
    Optional<String> place =
        card.kind() == NodeKind.DEPLOYMENT ? card.environment() : Optional.empty();
    return card.title() + place.map(name -> " in " + name).orElse("");
  }
}
