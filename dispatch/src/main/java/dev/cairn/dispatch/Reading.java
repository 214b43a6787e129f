// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.dispatch.Trigger.Field;
import dev.cairn.events.EdgeKind;
import dev.cairn.events.Event;
import dev.cairn.events.Json;
import dev.cairn.events.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads triggers from events. What CDEvents have no field for stands in `data.customData`:
///
/// ```
/// change.merged            {repository, branch or ref, commit, author, message}
/// change.created, updated  {repository, branch, commit, author, title, url}
/// artifact.published       {digest, name, reference, repository, tag, commit}
/// cairn-artifact.released  {digest, name, gate, repository, commit, occasion}
/// service.*                {environment, service, digest, name, url, before, beforeName, configCommit}
/// testsuiterun.finished    {suite, outcome, digest, name, environment}
/// cairn-finding.opened     {digest, name, environment, advisory, severity}
/// ```
///
/// A digest may also stand in the subject's package URL, a commit as the subject's id.
final class Reading {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("pkg:[^/]+/(?:.*/)?([^/@?]+)@.*");

  private final Event event;
  private final Json subject;
  private final Json content;
  private final Json custom;

  private Reading(Event event) {
    this.event = event;
    var data = event.envelope().at("data");
    this.subject = data.at("subject");
    this.content = subject.at("content");
    this.custom = data.at("customData");
  }

  static List<Trigger> of(Event event) {
    var kind = kind(event.type());
    return switch (kind) {
      case "change.merged", "cairn-tag.pushed" -> new Reading(event).merged();
      case "change.created", "change.updated" -> new Reading(event).proposed();
      case "artifact.published" -> new Reading(event).published();
      case "cairn-artifact.released" -> new Reading(event).released();
      case "service.deployed", "service.upgraded", "service.rolledback" ->
          new Reading(event).upgraded(kind);
      case "testsuiterun.finished" -> new Reading(event).tested();
      case "cairn-finding.opened" -> new Reading(event).found();
      default -> List.of();
    };
  }

  /// A full commit id that is not the zero one.
  static boolean isCommit(String text) {
    return COMMIT.matcher(text).matches() && !text.matches("0+");
  }

  /// `dev.cdevents.change.merged.0.3.0` is a `change.merged`.
  static String kind(String type) {
    return type.replaceFirst("^dev\\.cdeventsx?\\.", "")
        .replaceFirst("\\.\\d+\\.\\d+\\.\\d+.*$", "");
  }

  private List<Trigger> merged() {
    var ref = first(custom, "ref").orElse("");
    var commit = commit().orElse("");
    if (commit.isEmpty()) {
      return List.of();
    }
    var fields = new TreeMap<String, Field>();
    fields.put("repository", text(first(custom, "repository", "repositoryUrl")));
    fields.put("commit", new Field.Text(commit));
    if (ref.startsWith("refs/tags/")) {
      var name = ref.substring("refs/tags/".length());
      fields.put("name", new Field.Text(name));
      return one(
          Trigger.Type.TAG_PUSHED, fields, "tag:" + name + "@" + commit, Optional.of(commit));
    }
    var branch = first(custom, "branch").orElse(ref.replaceFirst("^refs/heads/", ""));
    fields.put("id", text(first(subject, "id")));
    fields.put("branch", new Field.Text(branch));
    fields.put("author", text(first(custom, "author")));
    fields.put("message", text(first(custom, "message")));
    return one(Trigger.Type.CHANGE_MERGED, fields, "commit:" + commit, Optional.of(commit));
  }

  private List<Trigger> proposed() {
    var commit = commit();
    if (commit.isEmpty()) {
      return List.of();
    }
    var fields = new TreeMap<String, Field>();
    fields.put("id", text(first(subject, "id")));
    fields.put("repository", text(first(custom, "repository", "repositoryUrl")));
    fields.put("branch", text(first(custom, "branch")));
    fields.put("commit", text(commit));
    fields.put("author", text(first(custom, "author")));
    fields.put("title", text(first(custom, "title")));
    fields.put("url", text(first(custom, "url").or(() -> first(subject, "id"))));
    return one(Trigger.Type.CHANGE_PROPOSED, fields, "proposed:" + commit.get(), commit);
  }

  private List<Trigger> published() {
    var artifact = artifact();
    if (artifact.isEmpty()) {
      return List.of();
    }
    var fields = new TreeMap<String, Field>();
    fields.put("artifact", artifact.get());
    fields.put("reference", text(first(custom, "reference")));
    fields.put("repository", text(first(custom, "repository")));
    fields.put("tag", text(first(custom, "tag")));
    return one(Trigger.Type.ARTIFACT_PUBLISHED, fields, artifact.get().digest(), Optional.empty());
  }

  private List<Trigger> released() {
    var artifact = artifact();
    if (artifact.isEmpty()) {
      return List.of();
    }
    var fields = new TreeMap<String, Field>();
    fields.put("artifact", artifact.get());
    fields.put("gate", text(first(custom, "gate").or(() -> Optional.of("release"))));
    fields.put("repository", text(first(custom, "repository")));
    return one(Trigger.Type.ARTIFACT_RELEASED, fields, artifact.get().digest(), Optional.empty());
  }

  private List<Trigger> upgraded(String kind) {
    var artifact = artifact();
    var environment = environment().orElse("");
    var service = first(custom, "service").or(() -> first(subject, "id")).orElse("");
    if (artifact.isEmpty() || environment.isEmpty() || service.isEmpty()) {
      return List.of();
    }
    var place = environment + "/" + service + "/" + artifact.get().digest();
    var fields = new TreeMap<String, Field>();
    fields.put("environment", new Field.Text(environment));
    fields.put("service", new Field.Text(service));
    fields.put("artifact", artifact.get());
    var live = new TreeMap<>(fields);
    fields.put("url", text(first(custom, "url")));
    fields.put("before", before(artifact.get()));
    fields.put("rollback", new Field.Flag(kind.equals("service.rolledback")));
    fields.put("first", new Field.Flag(kind.equals("service.deployed")));
    var triggers =
        new ArrayList<>(one(Trigger.Type.SERVICE_UPGRADED, fields, place, Optional.empty()));
    if (Dispatch.isOwn(event.id())) {
      triggers.addAll(one(Trigger.Type.LIVE, live, place, Optional.empty()));
    }
    return triggers;
  }

  private List<Trigger> tested() {
    var fields = new TreeMap<String, Field>();
    var artifact = artifact();
    fields.put("suite", text(first(custom, "suite").or(() -> first(subject, "id"))));
    fields.put("outcome", new Field.Text(outcome()));
    artifact.ifPresent(known -> fields.put("artifact", known));
    fields.put("environment", text(environment()));
    return one(
        Trigger.Type.TEST_SUITE_FINISHED, fields, "test:" + event.id().id(), Optional.empty());
  }

  private List<Trigger> found() {
    var artifact = artifact();
    if (artifact.isEmpty()) {
      return List.of();
    }
    var advisory = first(custom, "advisory").orElse("");
    var fields = new TreeMap<String, Field>();
    fields.put("artifact", artifact.get());
    fields.put("environment", text(environment()));
    fields.put("advisory", new Field.Text(advisory));
    fields.put("severity", text(first(custom, "severity")));
    var place = advisory + "/" + artifact.get().digest();
    return one(Trigger.Type.FINDING_OPENED, fields, "finding:" + place, Optional.empty());
  }

  private List<Trigger> one(
      Trigger.Type type, SortedMap<String, Field> fields, String subject, Optional<String> change) {
    var all = new TreeMap<>(fields);
    type.fields().forEach(field -> all.putIfAbsent(field, new Field.None()));
    var digest =
        all.get("artifact") instanceof Field.Artifact(var _, var known)
            ? Optional.of(known)
            : Optional.<String>empty();
    var commit = change.or(() -> origin(digest));
    var occasion =
        first(custom, "occasion", "configCommit")
            .or(() -> type.isChange() ? Optional.empty() : commit);
    return List.of(
        new Trigger(
            type, all, subject, occasion.orElse(""), digest, commit, event.id(), event.time()));
  }

  /// The commit that an artifact was built from, as far as the event says.
  private Optional<String> origin(Optional<String> digest) {
    var named = first(custom, "commit").filter(Reading::isCommit);
    if (named.isPresent()) {
      return named;
    }
    var target = digest.map(known -> "digest:" + known).orElse("");
    return event.says().stream()
        .filter(Statement.Derivation.class::isInstance)
        .map(Statement.Derivation.class::cast)
        .filter(edge -> edge.kind() == EdgeKind.BUILT_FROM && edge.to().value().equals(target))
        .map(edge -> edge.from().value())
        .filter(from -> from.startsWith("commit:"))
        .map(from -> from.substring("commit:".length()))
        .sorted()
        .findFirst();
  }

  private Optional<String> commit() {
    return first(custom, "commit", "after", "sha")
        .or(() -> first(subject, "id"))
        .filter(Reading::isCommit);
  }

  private Optional<Field.Artifact> artifact() {
    var purl = first(content, "artifactId").or(() -> first(subject, "id")).orElse("");
    var inside = DIGEST.matcher(purl.replace("%3A", ":"));
    var digest =
        first(custom, "digest")
            .filter(DIGEST.asMatchPredicate())
            .or(() -> inside.find() ? Optional.of(inside.group()) : Optional.empty());
    var named = NAME.matcher(purl);
    var name =
        first(custom, "name")
            .or(() -> named.matches() ? Optional.of(named.group(1)) : Optional.empty());
    return digest.map(known -> new Field.Artifact(name.orElse(known), known));
  }

  private Field before(Field.Artifact now) {
    return first(custom, "before")
        .filter(DIGEST.asMatchPredicate())
        .<Field>map(
            digest -> new Field.Artifact(first(custom, "beforeName").orElse(now.name()), digest))
        .orElseGet(Field.None::new);
  }

  private Optional<String> environment() {
    return first(custom, "environment").or(() -> first(content.at("environment"), "id"));
  }

  private String outcome() {
    var word = first(custom, "outcome").or(() -> first(content, "outcome")).orElse("");
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "pass", "passed", "success" -> "PASS";
      default -> "FAIL";
    };
  }

  private static Field text(Optional<String> value) {
    return new Field.Text(value.orElse(""));
  }

  private static Optional<String> first(Json json, String... names) {
    for (var name : names) {
      var value = json.word(name);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }
}
