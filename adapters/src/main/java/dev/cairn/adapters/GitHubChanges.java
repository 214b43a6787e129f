// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.adapters.Node.Fare;
import dev.cairn.events.CloudEvent;
import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.Json;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Pushes and pull requests. A squash or rebase makes a commit that no branch had before: the pull
/// request names it as `merge_commit_sha`, but only once it is merged; before that, the field holds
/// a test merge that nobody will ever see again.
final class GitHubChanges {
  private GitHubChanges() {}

  static Interpretation push(GitHubHook hook) throws GitHubHook.Missing {
    String ref = hook.needed("ref");
    Optional<Identity> head = hook.commit("after");
    if (hook.body().isTrue("deleted") || head.isEmpty()) {
      return new Interpretation.Ignored("push: %s is gone; nothing follows".formatted(ref));
    }
    var commits = new ArrayList<Push.Commit>();
    for (Json json : hook.body().items("commits")) {
      commit(json).ifPresent(commits::add);
    }
    boolean isListed = commits.stream().anyMatch(commit -> commit.id().equals(head.get()));
    if (!isListed) {
      commit(hook.body().at("head_commit"))
          .filter(commit -> commit.id().equals(head.get()))
          .ifPresent(commits::add);
    }
    var told =
        new Push.Told(
            GitHubHook.TOOL,
            hook.fullName(),
            hook.repository(),
            hook.body().text("before").orElse(""),
            Optional.empty(),
            false,
            commits);
    return Interpretation.of(new Push(told, hook.repository(), ref, head.get()).event());
  }

  private static Optional<Push.Commit> commit(Json json) {
    return json.text("id")
        .flatMap(Identity::ofCommit)
        .map(id ->
            new Push.Commit(
                id,
                new CommitMessage(json.text("message").orElse("")),
                json.text("author", "username").or(() -> json.text("author", "name")).orElse(""),
                json.text("timestamp").flatMap(CloudEvent::instant).orElse(Instant.EPOCH),
                json.text("url").orElse(""),
                List.of(),
                List.of(),
                List.of()));
  }

  static Interpretation pullRequest(GitHubHook hook) throws GitHubHook.Missing {
    Json pull = hook.body().at("pull_request");
    String url = hook.needed("pull_request", "html_url");
    Identity change = Identity.change(url);
    Identity head = hook.neededCommit("pull_request", "head", "sha");
    boolean isMerged = pull.isTrue("merged");
    String number = pull.word("number").orElse("");
    String title = pull.text("title").orElse("");

    var says = new ArrayList<Statement>();
    says.add(
        hook.in(Node.of(NodeKind.CHANGE, change))
            .in(Identity.branch(hook.repository(), pull.text("base", "ref").orElse("?")))
            .with("title", ("#" + number + " " + title).strip())
            .with("url", url)
            .with("branch", pull.text("base", "ref"))
            .fares(fare(pull))
            .with("fact.author", pull.text("user", "login"))
            .at("started", hook.time("pull_request", "created_at"))
            .at("finished", hook.time("pull_request", "closed_at"))
            .statement());
    says.add(hook.in(Node.of(NodeKind.COMMIT, head)).statement());
    says.add(
        Edge.from(change)
            .to(head, EdgeKind.PART_OF)
            .declared("pull-request", "the commit is the head of the pull request"));
    Optional<Identity> merge =
        isMerged ? hook.commit("pull_request", "merge_commit_sha") : Optional.empty();
    merge
        .filter(commit -> !commit.equals(head))
        .ifPresent(commit -> says.addAll(merged(hook, change, commit)));
    Instant time =
        hook.firstTime(
            List.of(
                isMerged
                    ? new String[] {"pull_request", "merged_at"}
                    : new String[] {"pull_request", "updated_at"},
                new String[] {"pull_request", "updated_at"},
                new String[] {"pull_request", "created_at"}));
    return Interpretation.of(
        hook.event(type(hook.action(), isMerged), time, url)
            .customData(facts(hook, pull, merge.orElse(head)))
            .says(says));
  }

  private static List<Statement> merged(GitHubHook hook, Identity change, Identity merge) {
    return List.of(
        hook.on(
                hook.body().text("pull_request", "base", "ref"),
                hook.in(Node.of(NodeKind.COMMIT, merge)))
            .statement(),
        Edge.from(change)
            .to(merge, EdgeKind.MERGED_AS)
            .declared("merge-commit", "the pull request was merged as this commit"));
  }

  private static String type(String action, boolean isMerged) {
    return switch (action) {
      case "opened" -> "dev.cdevents.change.created.0.4.0";
      case "closed" ->
          isMerged ? "dev.cdevents.change.merged.0.3.0" : "dev.cdevents.change.abandoned.0.3.0";
      default -> "dev.cdevents.change.updated.0.3.0";
    };
  }

  private static Fare fare(Json pull) {
    if (pull.isTrue("merged")) {
      return Fare.of("passed");
    }
    if (pull.text("state").filter("closed"::equals).isPresent()) {
      return new Fare("refused", "closed without being merged");
    }
    return new Fare("waiting", pull.isTrue("draft") ? "a draft" : "open, not merged yet");
  }

  private static Json.Fields facts(GitHubHook hook, Json pull, Identity commit) {
    return Json.fields()
        .with("url", pull.text("html_url"))
        .with("title", pull.text("title"))
        .with("author", pull.text("user", "login"))
        .with("branch", pull.text("base", "ref"))
        .with("commit", commit.name())
        .with("repository", hook.repository())
        .with("name", hook.fullName());
  }
}
