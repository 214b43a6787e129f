// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.CdEvent;
import dev.cairn.events.EdgeKind;
import dev.cairn.events.Event;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.Json;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A ref that moved, whoever tells of it: one event of its head. The other new commits were pushed
/// with it; Git parents are links; `before` is shown and never joins.
///
/// ```
/// git/push/refs/heads/main/77aa…/4f2c…   dev.cdevents.change.merged.0.3.0   subject 4f2c…
/// customData {"ref":"refs/heads/main","branch":"main","before":"77aa…","repository":"https://…",
///             "name":"shop","author":"Ada","message":"Retry the payment","commits":["5e0d…"]}
/// ```
record Push(Told told, String repository, String ref, Identity head) {
  private static final String BRANCH = "refs/heads/";
  private static final String TAG = "refs/tags/";

  /// @param address of the repository, as the teller has it
  /// @param again what tells this telling from another one of the same push
  /// @param isConfig whether the repository is a config repository
  record Told(
      String tool,
      String name,
      String address,
      String before,
      Optional<String> again,
      boolean isConfig,
      List<Commit> commits) {}

  /// @param digests what its diff newly names, where somebody looked
  record Commit(
      Identity id,
      CommitMessage message,
      String author,
      Instant time,
      String url,
      List<Identity> parents,
      List<Identity> digests,
      List<String> files) {}

  Event event() {
    boolean isTag = ref.startsWith(TAG);
    var says = new ArrayList<Statement>();
    headAlone().ifPresent(says::add);
    for (Commit commit : told.commits()) {
      says.addAll(says(commit));
      if (!commit.id().equals(head) && !isTag) {
        says.add(
            Edge.from(head)
                .to(commit.id(), EdgeKind.PUSHED_WITH)
                .declared("same-push", "both came with one push to " + shortRef()));
      }
    }
    Optional<Commit> commit =
        told.commits().stream().filter(one -> one.id().equals(head)).findFirst();
    Instant time = commit.map(Commit::time).orElse(Instant.EPOCH);
    return new CdEvent(id(), "dev.cdevents.change.merged.0.3.0", time, head.name())
        .content(
            Json.fields()
                .with(
                    "repository",
                    Json.fields()
                        .with("id", told.name())
                        .with("source", repository)
                        .with("uri", repository)))
        .customData(customData(commit))
        .says(says);
  }

  /// Of the content alone; each teller has its own, since they know different things of one push.
  private EventId id() {
    return new EventId(
        repository,
        "%s/push/%s/%s/%s%s"
            .formatted(
                told.tool(),
                ref,
                told.before().isEmpty() ? "-" : told.before(),
                head.name(),
                told.again().map(it -> "/" + it).orElse("")));
  }

  /// The head, where the push lists it not (a new branch on an old commit).
  private Optional<Statement> headAlone() {
    return told.commits().stream().anyMatch(commit -> commit.id().equals(head))
        ? Optional.empty()
        : Optional.of(place(Node.of(kind(), head)).with("tool", told.tool()).statement());
  }

  private NodeKind kind() {
    return told.isConfig() ? NodeKind.CONFIG_COMMIT : NodeKind.COMMIT;
  }

  private Node place(Node node) {
    node.in(Identity.repository(repository)).with("repository", repository);
    if (ref.startsWith(TAG)) {
      return node.in(Identity.tag(repository, shortRef())).with("fact.tag", shortRef());
    }
    return node.in(Identity.branch(repository, shortRef())).with("branch", shortRef());
  }

  private String shortRef() {
    return ref.startsWith(BRANCH)
        ? ref.substring(BRANCH.length())
        : ref.startsWith(TAG) ? ref.substring(TAG.length()) : ref;
  }

  private List<Statement> says(Commit commit) {
    var says = new ArrayList<Statement>();
    Node node =
        place(Node.of(kind(), commit.id()))
            .with("title", commit.message().title(commit.id()))
            .with("status", "passed")
            .with("tool", told.tool())
            .with("url", commit.url())
            .with("fact.author", commit.author());
    if (!commit.time().equals(Instant.EPOCH)) {
      node.at("started", Optional.of(commit.time())).at("finished", Optional.of(commit.time()));
    }
    if (!commit.files().isEmpty()) {
      node.with("fact.files", String.join(", ", commit.files().stream().limit(20).toList()));
    }
    says.add(node.statement());
    for (Identity parent : commit.parents()) {
      says.add(
          Edge.from(parent)
              .to(commit.id(), EdgeKind.PARENT)
              .declared("git-parent", "the commit's Git parent"));
    }
    Set<Identity> named = new LinkedHashSet<>();
    if (told.isConfig()) {
      named.addAll(commit.digests());
    }
    for (Identity digest : named) {
      says.add(Node.bare(NodeKind.ARTIFACT, digest));
      says.add(
          Edge.from(digest)
              .to(commit.id(), EdgeKind.NAMES)
              .inferred("config-diff", "the commit's diff newly names the digest"));
    }
    says.addAll(commit.message().says(commit.id(), told.isConfig()));
    return says;
  }

  private Json.Fields customData(Optional<Commit> commit) {
    Json.Fields data =
        Json.fields()
            .with("ref", ref)
            .with(ref.startsWith(TAG) ? "tag" : "branch", shortRef())
            .with("before", Optional.of(told.before()).filter(text -> !text.isEmpty()))
            .with("repository", told.address())
            .with("commit", head.name())
            .with("name", told.name())
            .with("role", told.isConfig() ? "config" : "source")
            .with("author", commit.map(Commit::author).filter(text -> !text.isEmpty()))
            .with("message", commit.map(one -> one.message().text()));
    List<String> others =
        told.commits().stream()
            .map(Commit::id)
            .filter(id -> !id.equals(head))
            .map(Identity::name)
            .toList();
    return others.isEmpty() ? data : data.with("commits", Json.texts(others));
  }
}
