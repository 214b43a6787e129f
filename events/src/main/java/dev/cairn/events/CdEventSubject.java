// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The subject of a CDEvent as a node: what it is called, where it is, and how it fares.
record CdEventSubject(
    NodeKind kind,
    SortedSet<Identity> identities,
    Set<Identity> places,
    SortedMap<String, String> attributes) {

  static CdEventSubject of(CdEventContext context, NodeKind declared) {
    NodeKind kind =
        declared == NodeKind.CHANGE && Identity.ofCommit(context.subjectId()).isPresent()
            ? NodeKind.COMMIT
            : declared;
    return new CdEventSubject(
        kind, identities(context, kind), places(context), attributes(context, kind));
  }

  private static SortedSet<Identity> identities(CdEventContext context, NodeKind kind) {
    if (kind == NodeKind.DEPLOYMENT) {
      // A service is a place; each of its deployments is an event of its own.
      String place = environment(context).map(name -> "/" + name).orElse("");
      var own = new TreeSet<Identity>();
      Identity.of(
              "run:"
                  + CdEventContext.joined(context.subjectSource(), context.subjectId())
                  + place
                  + "/"
                  + context.envelope().id())
          .ifPresent(own::add);
      return own;
    }
    var names =
        new TreeSet<>(CdEventContext.names(kind, context.subjectId(), context.subjectSource()));
    if (kind == NodeKind.ARTIFACT) {
      context.content().text("digest").flatMap(Identity::ofDigest).ifPresent(names::add);
      context.data().text("customData", "digest").flatMap(Identity::ofDigest).ifPresent(names::add);
    }
    boolean isNamedByAddress =
        switch (kind) {
          case CHANGE, INCIDENT, TICKET, RUN, TEST -> true;
          case COMMIT, CONFIG_COMMIT, ARTIFACT, DEPLOYMENT, VERDICT, GATE -> false;
          case FINDING, APPROVAL, PUBLICATION -> false;
        };
    if (isNamedByAddress) {
      context
          .uri()
          .filter(CdEventContext::isAddress)
          .ifPresent(uri -> names.addAll(CdEventContext.names(kind, uri, "")));
    }
    return names;
  }

  private static Optional<String> environment(CdEventContext context) {
    return context
        .content()
        .text("environment", "id")
        .or(() -> context.content().text("environment", "name"));
  }

  private static Set<Identity> places(CdEventContext context) {
    var places = new LinkedHashSet<Identity>();
    Json content = context.content();
    environment(context).flatMap(name -> Identity.of("environment:" + name)).ifPresent(places::add);
    service(context)
        .flatMap(name ->
            environment(context)
                .flatMap(environment -> Identity.of("service:" + environment + "/" + name)))
        .ifPresent(places::add);
    repository(context).flatMap(url -> Identity.of("repository:" + url)).ifPresent(places::add);
    repository(context)
        .flatMap(url ->
            content
                .text("branch")
                .or(() -> context.data().text("customData", "branch"))
                .flatMap(branch -> Identity.of("branch:" + url + "#" + branch)))
        .ifPresent(places::add);
    return places;
  }

  private static Optional<String> service(CdEventContext context) {
    return context.type().subject().equals("service")
        ? Optional.of(context.subjectId())
        : context.content().text("service", "id");
  }

  private static Optional<String> repository(CdEventContext context) {
    Json repository = context.content().at("repository");
    return repository
        .text("uri")
        .or(() -> repository.text("url"))
        .or(() ->
            repository
                .text("id")
                .map(id ->
                    CdEventContext.joined(
                        repository.text("source").orElse(context.envelope().source()), id)))
        .map(RepositoryUrl::canonical);
  }

  private static SortedMap<String, String> attributes(CdEventContext context, NodeKind kind) {
    var attributes = new TreeMap<String, String>();
    put(attributes, "title", title(context, kind));
    put(attributes, "status", CdEventStatus.word(context, kind));
    put(attributes, "reason", CdEventStatus.reason(context, kind));
    put(attributes, "tool", Optional.of(context.envelope().source()));
    put(attributes, "url", context.uri().filter(CdEventContext::isAddress));
    put(attributes, "environment", environment(context));
    put(attributes, "service", service(context));
    put(attributes, "repository", repository(context));
    put(attributes, "branch", context.data().text("customData", "branch"));
    if (kind == NodeKind.DEPLOYMENT) {
      put(attributes, "stage", environment(context).map(name -> "environment:" + name));
    }
    Optional<String> time = context.time().map(Object::toString);
    switch (context.type().predicate()) {
      case "queued", "updated", "reviewed", "modified", "removed", "deleted", "downloaded" -> {}
      case "started", "created", "detected", "reported" -> put(attributes, "started", time);
      default -> put(attributes, "finished", time);
    }
    return attributes;
  }

  private static void put(SortedMap<String, String> map, String name, Optional<String> value) {
    value.ifPresent(text -> map.put(name, text));
  }

  private static Optional<String> title(CdEventContext context, NodeKind kind) {
    Json content = context.content();
    for (List<String> path :
        List.of(
            List.of("title"),
            List.of("pipelineName"),
            List.of("taskName"),
            List.of("testSuite", "name"),
            List.of("testCase", "name"),
            List.of("summary"),
            List.of("name"),
            List.of("description"))) {
      Optional<String> text = content.text(path.toArray(String[]::new));
      if (text.isPresent()) {
        return text.map(String::strip).map(line -> line.lines().findFirst().orElse(line));
      }
    }
    return switch (kind) {
      case ARTIFACT -> Optional.of(artifactTitle(context.subjectId()));
      case DEPLOYMENT ->
          Optional.of(
              context.subjectId() + environment(context).map(name -> " in " + name).orElse(""));
      case COMMIT ->
          context
              .data()
              .text("customData", "message")
              .flatMap(message -> message.lines().findFirst())
              .map(line -> line + " " + context.subjectId().substring(0, 7))
              .or(() -> Optional.of(context.subjectId().substring(0, 7)));
      case RUN, CONFIG_COMMIT, CHANGE, TEST, VERDICT, GATE ->
          Optional.of(context.subjectId()).filter(id -> !id.isEmpty());
      case FINDING, APPROVAL, INCIDENT, TICKET, PUBLICATION ->
          Optional.of(context.subjectId()).filter(id -> !id.isEmpty());
    };
  }

  /// `shop@9b1c42` of `pkg:oci/shop@sha256:9b1c42…`, `shop@1.4` of `pkg:maven/acme/shop@1.4`.
  static String artifactTitle(String id) {
    String text = PackageUrl.parse(id).map(PackageUrl::canonical).orElse(id).split("[?#]", 2)[0];
    String last = text.substring(text.lastIndexOf('/') + 1);
    int at = last.lastIndexOf("@sha256:");
    return at < 0 || last.length() < at + 14
        ? last.toLowerCase(Locale.ROOT).startsWith("sha256:") ? last.substring(0, 13) : last
        : last.substring(0, at) + "@" + last.substring(at + 8, at + 14);
  }
}
