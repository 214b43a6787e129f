// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import java.util.Locale;
import java.util.Optional;

/// What narrows a list of journeys, for the page and the API alike. What is given must all hold; a
/// word that nothing has, such as a state that there is not, matches nothing.
///
/// ```
/// ?show=needs&repository=shop   →   what needs someone in the repository shop
/// ```
///
/// @param show the word of a [Section]
/// @param status the word of a [Status]
/// @param repository what the journey begins in, by its name ([Journey#repository()])
/// @param environment where it has come to; not where it is only expected
/// @param text in the title, the sentence or an identity; or the first of the id, as `j-a5c813`
public record Narrowing(
    Optional<String> show,
    Optional<String> status,
    Optional<String> repository,
    Optional<String> environment,
    Optional<String> text) {
  /// All journeys.
  public static final Narrowing NONE =
      new Narrowing(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// `j-a5c8` says enough.
  private static final int SHORT_ID = 6;

  public Narrowing showing(Optional<String> other) {
    return new Narrowing(other, status, repository, environment, text);
  }

  public Narrowing inState(Optional<String> other) {
    return new Narrowing(show, other, repository, environment, text);
  }

  public Narrowing ofRepository(Optional<String> other) {
    return new Narrowing(show, status, other, environment, text);
  }

  public Narrowing at(Optional<String> other) {
    return new Narrowing(show, status, repository, other, text);
  }

  public Narrowing mentioning(Optional<String> other) {
    return new Narrowing(show, status, repository, environment, other);
  }

  /// Whether a journey is one of those that are left.
  public boolean holds(Journey journey) {
    return is(show, Section.of(journey.status()).word())
        && is(status, journey.status().word())
        && is(repository, journey.repository().orElse(""))
        && environment.filter(name -> !hasComeTo(journey, name)).isEmpty()
        && text.filter(wanted -> !mentions(journey, wanted)).isEmpty();
  }

  private static boolean is(Optional<String> wanted, String word) {
    return wanted.filter(name -> !name.equalsIgnoreCase(word)).isEmpty();
  }

  private static boolean hasComeTo(Journey journey, String environment) {
    return journey.environments().stream().anyMatch(environment::equalsIgnoreCase);
  }

  private static boolean mentions(Journey journey, String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return (wanted.length() >= SHORT_ID && ("j-" + journey.id()).startsWith(wanted))
        || journey.title().toLowerCase(Locale.ROOT).contains(wanted)
        || journey.summary().text().toLowerCase(Locale.ROOT).contains(wanted)
        || journey.nodes().stream()
            .flatMap(node -> node.identities().stream())
            .anyMatch(identity -> identity.value().toLowerCase(Locale.ROOT).contains(wanted));
  }
}
