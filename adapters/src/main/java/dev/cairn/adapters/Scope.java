// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Event;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.RepositoryUrl;
import dev.cairn.events.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a source may speak of (DESIGN.md, P9): which kinds of things, and, narrowed, of which
/// repositories, packages and environments.
///
/// ```
/// Scope.natural("github").narrowed(List.of("github.com/acme/shop"), List.of(), List.of())
/// ```
///
/// To speak of a thing is to say something about it; that it is there, and what follows from it,
/// may be mentioned. Patterns know `*` (no `/`) and `**`; an empty list of them narrows nothing.
/// Only Cairn's own events give a verdict, a release or an approval, and only they use its types.
///
/// @param tool whose adapter reads what it sends
/// @param name who this is, for messages: the tool, or one of the sources that send for it
/// @param kinds what it may speak of
public record Scope(
    String tool,
    String name,
    Set<NodeKind> kinds,
    List<String> repositories,
    List<String> packages,
    List<String> environments) {
  private static final String OWN = "dev.cdeventsx.cairn-";

  public Scope {
    kinds = Set.copyOf(kinds);
    repositories = List.copyOf(repositories);
    packages = List.copyOf(packages);
    environments = List.copyOf(environments);
  }

  /// What a tool may speak of, unless narrowed (CONTRACT.md, "Access").
  public static Scope natural(String tool) {
    Set<NodeKind> kinds =
        switch (tool) {
          case "cairn" -> EnumSet.allOf(NodeKind.class);
          case "git" -> EnumSet.of(NodeKind.COMMIT, NodeKind.CONFIG_COMMIT, NodeKind.CHANGE);
          case "github" ->
              EnumSet.of(
                  NodeKind.CHANGE,
                  NodeKind.COMMIT,
                  NodeKind.RUN,
                  NodeKind.ARTIFACT,
                  NodeKind.DEPLOYMENT);
          case "distribution" -> EnumSet.of(NodeKind.ARTIFACT);
          case "argocd" -> EnumSet.of(NodeKind.DEPLOYMENT);
          case "cdevents" ->
              EnumSet.complementOf(EnumSet.of(NodeKind.VERDICT, NodeKind.GATE, NodeKind.APPROVAL));
          default -> EnumSet.noneOf(NodeKind.class);
        };
    return new Scope(tool, tool, kinds, List.of(), List.of(), List.of());
  }

  /// The same, of one of several who send for the tool: `github/shop`.
  public Scope named(String source) {
    return new Scope(tool, source, kinds, repositories, packages, environments);
  }

  /// The same, of fewer places: a repository's address or `host/path` pattern, a package's name or
  /// purl pattern, an environment's name.
  public Scope narrowed(
      List<String> onlyRepositories, List<String> onlyPackages, List<String> onlyEnvironments) {
    return new Scope(tool, name, kinds, onlyRepositories, onlyPackages, onlyEnvironments);
  }

  /// Why the event is not within this scope; empty if it is.
  public Optional<String> refusal(Event event) {
    if (isOwn()) {
      return Optional.empty();
    }
    if (event.id().source().equals("cairn")) {
      return Optional.of(
          refused("source", event.id().source(), "another source; only Cairn speaks as cairn"));
    }
    if (event.type().startsWith(OWN)) {
      return Optional.of(
          refused("type", event.type(), "a type that is not Cairn's own; only Cairn sends those"));
    }
    return foreignSender(event)
        .or(() ->
            event.says().stream().flatMap(statement -> refusal(statement).stream()).findFirst());
  }

  /// A forge's event is its repository's, whatever it says; so nobody uses up the id of another's.
  private Optional<String> foreignSender(Event event) {
    return tool.equals("github")
            && !repositories.isEmpty()
            && !matches(repositories, bare(event.id().source()))
        ? Optional.of(refused("repository", event.id().source(), String.join(", ", repositories)))
        : Optional.empty();
  }

  /// The same, knowing where things have been seen so far: nobody makes another's artifact his by
  /// writing its digest beside his own repository's name, narrowed or not.
  ///
  /// @param seenAt the places that were said of a thing, or of the artifacts that bear a name in a
  ///   registry, by sources that may speak of it; what lies in Cairn's own registry is at
  ///   [Homes#inOwnRegistry] and in the repository that it is of
  public Optional<String> refusal(Event event, Function<Identity, Set<Identity>> seenAt) {
    Optional<String> refused = refusal(event);
    if (refused.isPresent() || isOwn()) {
      return refused;
    }
    Optional<String> elsewhere =
        Homes.refusal(tool, event, seenAt)
            .map(why -> refused("artifact", why.artifact(), why.expected()));
    if (elsewhere.isPresent() || (repositories.isEmpty() && packages.isEmpty())) {
      return elsewhere;
    }
    return event.says().stream()
        .flatMap(statement ->
            Stream.concat(Homes.spokenOf(statement).stream(), Homes.registriesOf(statement)))
        .flatMap(artifact -> foreign(artifact, seenAt.apply(artifact)).stream())
        .findFirst();
  }

  private Optional<String> foreign(Identity artifact, Set<Identity> seenAt) {
    List<String> homes = Homes.repositories(seenAt);
    return homes.isEmpty() || homes.stream().anyMatch(this::isHome)
        ? Optional.empty()
        : Optional.of(
            refused(
                "artifact",
                artifact.name() + " of " + homes.getFirst(),
                String.join(", ", repositories.isEmpty() ? packages : repositories)));
  }

  private boolean isHome(String repository) {
    return matches(repositories, bare(repository))
        || matches(packages, bare(repository))
        || (!repository.contains("://") && isOfOwner(repository));
  }

  private boolean isOwn() {
    return tool.equals("cairn");
  }

  private Optional<String> refusal(Statement statement) {
    return switch (statement) {
      case Statement.Derivation(_, var to, var kind, _) -> ofEdge(to, kind);
      case Statement.Subject subject -> ofSubject(subject);
    };
  }

  private Optional<String> ofEdge(Identity to, EdgeKind kind) {
    return switch (kind) {
      case APPROVED_BY, SCANNED_BY ->
          kind == EdgeKind.SCANNED_BY && kinds.contains(NodeKind.FINDING)
              ? Optional.empty()
              : Optional.of(
                  refused(
                      "edge",
                      kind.word(),
                      "no verdict, release or approval, which need a run or a person"));
      case BUILT_FROM, MERGED_AS, PART_OF, RUNS, NAMES, CONTAINS, OBSERVED_IN -> ofOwnRun(to);
      case TESTED_BY, DEPLOYED_BY, REPORTED_BY, ROLLED_BACK_BY -> ofOwnRun(to);
      case PUSHED_WITH, INGREDIENT, PARENT -> Optional.empty();
    };
  }

  private Optional<String> ofSubject(Statement.Subject subject) {
    Optional<String> own =
        subject.identities().stream().flatMap(identity -> ofOwnRun(identity).stream()).findFirst();
    if (own.isPresent()) {
      return own;
    }
    boolean isMention = subject.attributes().isEmpty() && subject.places().isEmpty();
    if (isMention && !isJudgement(subject.kind())) {
      return Optional.empty();
    }
    if (!kinds.contains(subject.kind())) {
      return Optional.of(
          refused(
              "kind",
              subject.kind().word(),
              isJudgement(subject.kind())
                  ? "no verdict, release or approval, which need a run or a person"
                  : "one of " + words()));
    }
    return ofPlaces(subject);
  }

  private static boolean isJudgement(NodeKind kind) {
    return kind == NodeKind.VERDICT || kind == NodeKind.GATE || kind == NodeKind.APPROVAL;
  }

  /// Cairn's runs, gates and deployments are facts; nobody else speaks of them.
  private Optional<String> ofOwnRun(Identity identity) {
    return identity.value().startsWith("run:cairn/")
        ? Optional.of(refused("run", identity.name(), "a run that is not Cairn's own"))
        : Optional.empty();
  }

  /// Who is narrowed has to say where the thing is, or nobody could tell whether it is his.
  private Optional<String> placeless(Statement.Subject subject) {
    boolean isInRepository =
        switch (subject.kind()) {
          case CHANGE, COMMIT, CONFIG_COMMIT, RUN, ARTIFACT, TEST, PUBLICATION -> true;
          case DEPLOYMENT, VERDICT, GATE, FINDING, APPROVAL, INCIDENT, TICKET -> false;
        };
    if (isInRepository && !repositories.isEmpty() && repositoriesOf(subject).isEmpty()) {
      return Optional.of(refused("repository", "none named", String.join(", ", repositories)));
    }
    boolean isInEnvironment =
        subject.places().stream().anyMatch(place -> place.kind().equals("environment"));
    return subject.kind() == NodeKind.DEPLOYMENT && !environments.isEmpty() && !isInEnvironment
        ? Optional.of(refused("environment", "none named", String.join(", ", environments)))
        : Optional.empty();
  }

  private Optional<String> ofPlaces(Statement.Subject subject) {
    Optional<String> placeless = placeless(subject);
    if (placeless.isPresent()) {
      return placeless;
    }
    if (!repositories.isEmpty()) {
      for (String repository : repositoriesOf(subject)) {
        if (matches(repositories, bare(repository))) {
          continue;
        }
        boolean isOwnPackage =
            subject.kind() == NodeKind.ARTIFACT && matches(packages, bare(repository));
        boolean isRegistry =
            subject.kind() == NodeKind.ARTIFACT
                && !repository.contains("://")
                && (isOfOwner(repository) || isPackageOf(subject, repository));
        if (!isOwnPackage && !isRegistry) {
          return Optional.of(refused("repository", repository, String.join(", ", repositories)));
        }
      }
    }
    if (!packages.isEmpty() && subject.kind() == NodeKind.ARTIFACT) {
      Optional<String> foreign = foreignPackage(subject);
      if (foreign.isPresent()) {
        return Optional.of(refused("package", foreign.get(), String.join(", ", packages)));
      }
    }
    if (!environments.isEmpty()) {
      for (Identity place : subject.places()) {
        if (place.kind().equals("environment") && !matches(environments, place.name())) {
          return Optional.of(refused("environment", place.name(), String.join(", ", environments)));
        }
      }
    }
    return Optional.empty();
  }

  /// Where the subject claims to be: its repositories, and those that its addresses begin with.
  private static List<String> repositoriesOf(Statement.Subject subject) {
    var found = new ArrayList<String>();
    for (Identity place : subject.places()) {
      if (place.kind().equals("repository")) {
        found.add(place.name());
      }
    }
    subject.identities().stream()
        .filter(identity -> Set.of("change", "run").contains(identity.kind()))
        .map(Identity::name)
        .filter(name -> name.contains("://"))
        .forEach(url ->
            found.add(
                url.replaceFirst(
                    "/(?:-/)?(?:pull|merge_requests|actions|runs|deployments|check-suites|pipelines|jobs)/.*$",
                    "")));
    return found;
  }

  /// An image of a registry belongs to a narrowed forge where it bears the repository's own name:
  /// `registry.example/acme/shop` or `registry.example/acme/shop/worker` of `github.com/acme/shop`.
  private boolean isOfOwner(String image) {
    String path = image.substring(image.indexOf('/') + 1);
    return repositories.stream()
        .map(Scope::bare)
        .map(pattern -> pattern.substring(pattern.indexOf('/') + 1))
        .anyMatch(pattern -> matches(List.of(pattern, pattern + "/**"), path));
  }

  /// A forge's package belongs to the repository that the forge says it is of, whatever it is
  /// called, as long as it is of the same owner: `registry.example/acme/storefront` of
  /// `github.com/acme/shop`.
  private boolean isPackageOf(Statement.Subject subject, String image) {
    return Homes.repositories(subject.places()).stream()
        .filter(place -> place.contains("://") && matches(repositories, bare(place)))
        .anyMatch(place -> Homes.isOfOwner(image, place));
  }

  private Optional<String> foreignPackage(Statement.Subject subject) {
    List<String> names =
        Stream.concat(
                subject.places().stream()
                    .filter(place -> place.kind().equals("repository"))
                    .map(place -> bare(place.name())),
                subject.identities().stream()
                    .filter(identity -> identity.kind().equals("pkg"))
                    .map(identity -> identity.value().split("@", 2)[0]))
            .toList();
    return names.stream().anyMatch(one -> matches(packages, one))
        ? Optional.empty()
        : Optional.of(names.isEmpty() ? subject.identities().first().value() : names.getFirst());
  }

  static String bare(String repository) {
    String canonical = RepositoryUrl.canonical(repository);
    int scheme = canonical.indexOf("://");
    return (scheme < 0 ? canonical : canonical.substring(scheme + 3)).toLowerCase(Locale.ROOT);
  }

  private static boolean matches(List<String> patterns, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return patterns.stream()
        .map(Scope::bare)
        .anyMatch(pattern -> glob(pattern).matcher(lower).matches());
  }

  private static Pattern glob(String pattern) {
    var regex = new StringBuilder();
    int i = 0;
    while (i < pattern.length()) {
      if (pattern.startsWith("**", i)) {
        regex.append(".*");
        i += 2;
      } else {
        regex.append(
            pattern.charAt(i) == '*' ? "[^/]*" : Pattern.quote(pattern.substring(i, i + 1)));
        i++;
      }
    }
    return Pattern.compile(regex.toString());
  }

  private String words() {
    return kinds.stream().map(NodeKind::word).sorted().toList().toString();
  }

  private String refused(String what, String value, String expected) {
    return "%s: \"%s\" is not within the scope of %s (expected: %s)"
        .formatted(what, value, name, expected);
  }
}
