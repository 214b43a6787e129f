// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.CdEvent;
import dev.cairn.events.CloudEvent;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.Json;
import dev.cairn.events.RepositoryUrl;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One webhook body of GitHub and what all of them have: action, repository, a content that makes
/// the event's id.
record GitHubHook(String kind, Json body, String repository) {
  static final String TOOL = "github";

  /// A field without which nothing can be said.
  static final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    Missing(String why) {
      super(why);
      this.why = why;
    }

    String why() {
      return why;
    }
  }

  static Optional<GitHubHook> of(String kind, Json body) {
    return body.text("repository", "html_url")
        .map(RepositoryUrl::canonical)
        .map(url -> new GitHubHook(kind, body, url));
  }

  String action() {
    return body.text("action").orElse("");
  }

  String fullName() {
    return body.text("repository", "full_name")
        .orElseGet(() -> repository.substring(repository.indexOf('/', 8) + 1));
  }

  EventId id() {
    String digest = Hex.sha256(body.write().getBytes(StandardCharsets.UTF_8));
    String action = action().isEmpty() ? "" : "/" + action();
    return new EventId(
        repository, "github/%s%s/%s".formatted(kind, action, digest.substring(0, 32)));
  }

  CdEvent event(String type, Instant time, String subject) {
    return new CdEvent(id(), type, time, subject)
        .content(
            Json.fields()
                .with(
                    "repository",
                    Json.fields()
                        .with("id", fullName())
                        .with("source", repository)
                        .with("uri", repository)));
  }

  Optional<Identity> commit(String... path) {
    return body.text(path).flatMap(Identity::ofCommit);
  }

  Optional<Instant> time(String... path) {
    return body.text(path).flatMap(CloudEvent::instant);
  }

  /// The first of these times that is there; they are in the body, so redelivery changes nothing.
  Instant firstTime(List<String[]> paths) {
    return paths.stream().flatMap(path -> time(path).stream()).findFirst().orElse(Instant.EPOCH);
  }

  String needed(String... path) throws Missing {
    return body.text(path)
        .orElseThrow(() -> new Missing(String.join(".", path) + ": absent (expected: a string)"));
  }

  Identity neededCommit(String... path) throws Missing {
    String hex = needed(path);
    return Identity.ofCommit(hex)
        .orElseThrow(() ->
            new Missing(
                "%s: \"%s\" (expected: 40 or 64 hex digits, not all zeros)"
                    .formatted(String.join(".", path), cut(hex))));
  }

  /// A node of this repository.
  Node in(Node node) {
    return node.in(Identity.repository(repository))
        .with("repository", repository)
        .with("tool", TOOL);
  }

  Node on(Optional<String> branch, Node node) {
    branch.ifPresent(name -> node.in(Identity.branch(repository, name)).with("branch", name));
    return node;
  }

  private static String cut(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }
}
