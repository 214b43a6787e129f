// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Narrowing;
import dev.cairn.journeys.Section;
import dev.cairn.pages.Choice.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The links that narrow the list, counted: how many journeys each would leave of what the other
/// links have left. A chosen one leads back.
///
/// @param newest the journeys that are counted
/// @param more whether there are older ones
record Choices(List<Journey> newest, boolean more, Narrowing chosen) {
  List<Choice> all() {
    List<Choice> all = new ArrayList<>();
    all.add(
        new Choice(
            Kind.ALL, "All", count(Narrowing.NONE), Narrowing.NONE, chosen.equals(Narrowing.NONE)));
    all.add(section(Section.NEEDS, Kind.NEEDS, "Needs someone"));
    all.add(section(Section.MOVING, Kind.MOVING, "Moving"));
    if (isShown(Section.SETTLED)) {
      all.add(section(Section.SETTLED, Kind.SETTLED, "Settled"));
    }
    chosen
        .status()
        .ifPresent(
            word -> all.add(leadingBack(Kind.STATUS, word, chosen.inState(Optional.empty()))));
    chosen
        .text()
        .ifPresent(text ->
            all.add(leadingBack(Kind.TEXT, "“" + text + "”", chosen.mentioning(Optional.empty()))));
    repositories().forEach(name -> all.add(repository(name)));
    environments().forEach(name -> all.add(environment(name)));
    return List.copyOf(all);
  }

  private String count(Narrowing narrowing) {
    return newest.stream().filter(narrowing::holds).count() + (more ? "+" : "");
  }

  private boolean isShown(Section section) {
    return is(chosen.show(), section.word());
  }

  private static boolean is(Optional<String> chosen, String name) {
    return chosen.filter(name::equalsIgnoreCase).isPresent();
  }

  private Choice section(Section section, Kind kind, String text) {
    return choice(
        kind,
        text,
        isShown(section),
        set -> chosen.showing(set ? Optional.of(section.word()) : Optional.empty()));
  }

  private Choice repository(String name) {
    return choice(
        Kind.REPOSITORY,
        name,
        is(chosen.repository(), name),
        set -> chosen.ofRepository(set ? Optional.of(name) : Optional.empty()));
  }

  private Choice environment(String name) {
    return choice(
        Kind.ENVIRONMENT,
        name,
        is(chosen.environment(), name),
        set -> chosen.at(set ? Optional.of(name) : Optional.empty()));
  }

  /// @param narrowing what the list is narrowed to with this word, and without
  private Choice choice(
      Kind kind, String text, boolean isChosen, Function<Boolean, Narrowing> narrowing) {
    return new Choice(
        kind, text, count(narrowing.apply(true)), narrowing.apply(!isChosen), isChosen);
  }

  private Choice leadingBack(Kind kind, String text, Narrowing back) {
    return new Choice(kind, text, count(chosen), back, true);
  }

  /// Those with most journeys first. One alone narrows nothing.
  private List<String> repositories() {
    SortedMap<String, Long> found =
        newest.stream()
            .flatMap(journey -> journey.repository().stream())
            .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    List<String> names =
        new ArrayList<>(
            found.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList());
    return names.size() < 2 && chosen.repository().isEmpty()
        ? List.of()
        : withChosen(names, chosen.repository());
  }

  private List<String> environments() {
    return withChosen(
        new ArrayList<>(PromotionOrder.of(newest.stream().map(Journey::environments).toList())),
        chosen.environment());
  }

  /// What is chosen can be left again, also where nothing has it.
  private static List<String> withChosen(List<String> names, Optional<String> chosen) {
    chosen.filter(name -> names.stream().noneMatch(name::equalsIgnoreCase)).ifPresent(names::add);
    return names;
  }
}
