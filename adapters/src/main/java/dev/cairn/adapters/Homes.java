// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Event;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whose an artifact is, where somebody speaks of it by its digest: it is at home where it was seen
/// first.
///
/// ```
/// digest:sha256:9f86…  at home at  repository:cairn-registry/shop, repository:https://github.com/acme/shop
/// ```
///
/// A forge speaks of its delivery's own repository, so of artifacts of that repository and its
/// owner, and of those that nobody else has; and nobody but Cairn says what was pushed to Cairn's
/// own registry. It does not judge CDEvents: whoever may send those is on this machine.
public final class Homes {
  private static final String OWN = "cairn-registry/";

  private Homes() {}

  /// Why an artifact is not the sender's.
  record Refusal(String artifact, String expected) {}

  /// Where an image is that was pushed to Cairn's own registry.
  ///
  /// @param repository `shop`, `acme/shop`
  public static Identity inOwnRegistry(String repository) {
    return Identity.repository(OWN + repository);
  }

  static Optional<Refusal> refusal(
      String tool, Event event, Function<Identity, Set<Identity>> seenAt) {
    return switch (tool) {
      case "github" ->
          inOwnRegistry(event, _ -> true, "a package of the forge")
              .or(() -> ofAnother(event, seenAt));
      case "distribution" ->
          inOwnRegistry(
              event,
              subject -> digests(subject.identities()).stream().map(seenAt).anyMatch(Homes::isOwn),
              "the registry's own");
      default -> Optional.empty();
    };
  }

  /// The artifacts that a statement says something about: its subject, or what it says was made or
  /// is within.
  static Set<Identity> spokenOf(Statement statement) {
    return switch (statement) {
      case Statement.Subject(_, var identities, var places, var attributes) ->
          places.isEmpty() && attributes.isEmpty() ? Set.of() : digests(identities);
      case Statement.Derivation(_, var to, var kind, _) ->
          kind == EdgeKind.BUILT_FROM || kind == EdgeKind.CONTAINS ? digests(Set.of(to)) : Set.of();
    };
  }

  /// The names in registries that a statement gives an artifact.
  static Stream<Identity> registriesOf(Statement statement) {
    return statement instanceof Statement.Subject subject && subject.kind() == NodeKind.ARTIFACT
        ? subject.places().stream()
            .filter(place -> place.kind().equals("repository") && !place.name().contains("://"))
        : Stream.empty();
  }

  static List<String> repositories(Collection<Identity> places) {
    return places.stream()
        .filter(place -> place.kind().equals("repository"))
        .map(Identity::name)
        .sorted()
        .toList();
  }

  /// Whether an image's name begins with the owner of a forge's repository: `acme` of
  /// `https://github.com/acme/shop`.
  static boolean isOfOwner(String image, String repository) {
    String path = path(image);
    return path.indexOf('/') > 0 && path.startsWith(owner(repository) + "/");
  }

  private static Set<Identity> digests(Collection<Identity> identities) {
    return identities.stream()
        .filter(identity -> identity.kind().equals("digest"))
        .collect(Collectors.toSet());
  }

  private static Optional<Refusal> ofAnother(
      Event event, Function<Identity, Set<Identity>> seenAt) {
    String own = event.id().source();
    return event.says().stream()
        .flatMap(statement -> spokenOf(statement).stream())
        .flatMap(artifact -> {
          List<String> homes = repositories(seenAt.apply(artifact));
          return homes.isEmpty() || homes.stream().anyMatch(home -> isHome(home, own))
              ? Stream.empty()
              : Stream.of(
                  new Refusal(
                      artifact.name() + " of " + homes.getFirst(),
                      "one of %s or its owner, or one that is not known yet".formatted(own)));
        })
        .findFirst();
  }

  private static boolean isHome(String home, String own) {
    return home.contains("://")
        ? Scope.bare(home).startsWith(host(own) + "/" + owner(own) + "/")
        : isOfOwner(home, own);
  }

  /// A claim that something was published on this machine's registry, which is Cairn's as far as
  /// another tool can know.
  private static Optional<Refusal> inOwnRegistry(
      Event event, Predicate<Statement.Subject> isCairns, String expected) {
    return event.says().stream()
        .filter(Statement.Subject.class::isInstance)
        .map(Statement.Subject.class::cast)
        .filter(subject -> subject.kind() == NodeKind.ARTIFACT && isCairns.test(subject))
        .flatMap(subject -> repositories(subject.places()).stream())
        .filter(Homes::isHere)
        .map(place ->
            new Refusal(
                place, expected + "; what lies in Cairn's own registry was pushed to Cairn"))
        .findFirst();
  }

  private static boolean isOwn(Set<Identity> places) {
    return repositories(places).stream().anyMatch(place -> place.startsWith(OWN));
  }

  /// `127.0.0.1:8080/shop`, `localhost/shop`, `[::1]:8080/shop`; and the name that stands for it.
  private static boolean isHere(String image) {
    String host =
        image
            .substring(0, Math.max(0, image.indexOf('/')))
            .toLowerCase(Locale.ROOT)
            .replaceFirst(":[0-9]+$", "");
    return !image.contains("://")
        && (host.equals("localhost")
            || host.endsWith(".localhost")
            || host.startsWith("127.")
            || host.equals("0.0.0.0")
            || host.equals("[::1]")
            || image.startsWith(OWN));
  }

  private static String path(String repository) {
    String bare = Scope.bare(repository);
    return bare.substring(bare.indexOf('/') + 1);
  }

  private static String host(String repository) {
    String bare = Scope.bare(repository);
    return bare.substring(0, Math.max(0, bare.indexOf('/')));
  }

  private static String owner(String repository) {
    return path(repository).split("/", 2)[0];
  }
}
