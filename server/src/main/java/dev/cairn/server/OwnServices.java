// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.dispatch.Trigger;
import dev.cairn.events.Event;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The services that Cairn runs itself: those that the configuration names in environments whose
/// driver is `local`. What runs there, Cairn knows, and nobody else says; of another service in an
/// environment of the same name, whoever runs it does.
///
/// ```
/// production/shop
/// ```
///
/// It rests on the configuration alone, so it holds before the first commit and in a rebuild.
record OwnServices(Set<String> places) {
  OwnServices {
    places = Set.copyOf(places);
  }

  static OwnServices of(Configuration configuration) {
    return new OwnServices(
        configuration.environments().stream()
            .filter(environment -> environment.driver().equals("local"))
            .flatMap(environment ->
                environment.services().stream()
                    .map(service -> plain(environment.name() + "/" + service.name())))
            .collect(Collectors.toSet()));
  }

  /// Why a source may not say this; empty if it may.
  ///
  /// @param tool who brought it
  Optional<String> refusal(String tool, Event event) {
    return tool.equals("cairn")
        ? Optional.empty()
        : Stream.concat(event.says().stream().flatMap(OwnServices::deployed), started(event))
            .filter(place -> places.contains(plain(place)))
            .findFirst()
            .map(place ->
                "service: \"%s\" is not within the scope of %s (expected: a service that Cairn does not run itself; what runs there, only Cairn says)"
                    .formatted(place, tool));
  }

  private static Stream<String> deployed(Statement statement) {
    return statement instanceof Statement.Subject subject && subject.kind() == NodeKind.DEPLOYMENT
        ? subject.places().stream()
            .filter(place -> place.kind().equals("service"))
            .map(Identity::name)
        : Stream.empty();
  }

  /// What tasks would read from it, which may stand elsewhere in the event.
  private static Stream<String> started(Event event) {
    return Trigger.of(event).stream()
        .filter(trigger -> trigger.type() == Trigger.Type.SERVICE_UPGRADED)
        .map(trigger -> trigger.text("environment") + "/" + trigger.text("service"));
  }

  /// Two spellings that a reader would take for the same are the same.
  private static String plain(String place) {
    return place.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
  }
}
