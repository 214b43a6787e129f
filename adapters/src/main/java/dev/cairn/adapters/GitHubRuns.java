// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.adapters.Node.Fare;
import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.Json;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Workflow runs, and the checks of other tools. A run is known by its address, which stays the
/// same over its attempts; it ran on `head_sha`. `check_suite.before` and the branch never join.
final class GitHubRuns {
  private static final Pattern JOB =
      Pattern.compile("(https?://.+/actions/runs/\\d+)/jobs?/\\d+.*");

  private GitHubRuns() {}

  static Interpretation workflowRun(GitHubHook hook) throws GitHubHook.Missing {
    Json run = hook.body().at("workflow_run");
    String url = hook.needed("workflow_run", "html_url");
    Identity commit = hook.neededCommit("workflow_run", "head_sha");
    Identity node = Identity.run(url);
    Fare fare = fare(run);
    boolean isFinished = run.text("status").filter("completed"::equals).isPresent();
    Optional<Instant> started =
        hook.time("workflow_run", "run_started_at")
            .or(() -> hook.time("workflow_run", "created_at"));
    Optional<Instant> finished =
        isFinished ? hook.time("workflow_run", "updated_at") : Optional.empty();

    var says = new ArrayList<Statement>();
    says.add(
        hook.on(run.text("head_branch"), hook.in(Node.of(NodeKind.RUN, node)))
            .with("title", run.text("name").or(() -> run.text("display_title")))
            .with("url", url)
            .fares(fare)
            .with("attempt", run.word("run_attempt"))
            .with("fact.trigger", run.text("event"))
            .at("started", started)
            .at("finished", finished)
            .statement());
    says.add(
        hook.in(Node.of(NodeKind.COMMIT, commit))
            .with("title", headTitle(run, commit))
            .statement());
    says.add(
        Edge.from(commit)
            .to(node, EdgeKind.RUNS)
            .declared("same-commit", "the run names the commit that it ran on"));
    Instant time = hook.time("workflow_run", "updated_at").or(() -> started).orElse(Instant.EPOCH);
    return Interpretation.of(
        hook.event(type("pipelinerun", run), time, url)
            .customData(
                Json.fields()
                    .with("commit", commit.name())
                    .with("name", run.text("name"))
                    .with("attempt", run.word("run_attempt"))
                    .with("conclusion", run.text("conclusion")))
            .says(says));
  }

  private static Optional<String> headTitle(Json run, Identity commit) {
    boolean isHead =
        run.text("head_commit", "id").flatMap(Identity::ofCommit).stream().anyMatch(commit::equals);
    return isHead
        ? run.text("head_commit", "message").map(text -> new CommitMessage(text).title(commit))
        : Optional.empty();
  }

  static Interpretation checkRun(GitHubHook hook) throws GitHubHook.Missing {
    Json check = hook.body().at("check_run");
    String url = hook.needed("check_run", "html_url");
    Identity commit = hook.neededCommit("check_run", "head_sha");
    Identity node = Identity.run(url);
    var says = new ArrayList<Statement>();
    says.add(
        hook.on(check.text("check_suite", "head_branch"), hook.in(Node.of(NodeKind.RUN, node)))
            .with("title", check.text("name"))
            .with("url", check.text("details_url").orElse(url))
            .fares(fare(check))
            .with("fact.app", check.text("app", "name"))
            .at("started", hook.time("check_run", "started_at"))
            .at("finished", hook.time("check_run", "completed_at"))
            .statement());
    says.add(hook.in(Node.of(NodeKind.COMMIT, commit)).statement());
    says.add(
        Edge.from(commit)
            .to(node, EdgeKind.RUNS)
            .declared("same-commit", "the check names the commit that it looked at"));
    workflowOf(url)
        .ifPresent(workflow -> {
          says.add(Node.bare(NodeKind.RUN, workflow));
          says.add(
              Edge.from(workflow)
                  .to(node, EdgeKind.RUNS)
                  .declared("same-run", "the check is a job of the workflow run"));
        });
    Instant time =
        hook.firstTime(
            List.of(
                new String[] {"check_run", "completed_at"},
                new String[] {"check_run", "started_at"}));
    return Interpretation.of(
        hook.event(type("taskrun", check), time, url)
            .customData(
                Json.fields()
                    .with("commit", commit.name())
                    .with("name", check.text("name"))
                    .with("conclusion", check.text("conclusion")))
            .says(says));
  }

  private static Optional<Identity> workflowOf(String url) {
    Matcher job = JOB.matcher(url);
    return job.matches() ? Optional.of(Identity.run(job.group(1))) : Optional.empty();
  }

  static Interpretation checkSuite(GitHubHook hook) throws GitHubHook.Missing {
    Json suite = hook.body().at("check_suite");
    if (suite.text("app", "slug").filter("github-actions"::equals).isPresent()) {
      return new Interpretation.Ignored("check_suite: its workflow_run says the same, and more");
    }
    if (!hook.action().equals("completed")) {
      return new Interpretation.Ignored(
          "check_suite: %s: no check has been run yet".formatted(hook.action()));
    }
    Identity commit = hook.neededCommit("check_suite", "head_sha");
    String id =
        suite
            .word("id")
            .orElseThrow(
                () -> new GitHubHook.Missing("check_suite.id: absent (expected: a number)"));
    Identity node = Identity.run(hook.repository() + "/check-suites/" + id);
    List<Statement> says =
        List.of(
            hook.on(suite.text("head_branch"), hook.in(Node.of(NodeKind.RUN, node)))
                .with("title", suite.text("app", "name"))
                .fares(fare(suite))
                .at("started", hook.time("check_suite", "created_at"))
                .at("finished", hook.time("check_suite", "updated_at"))
                .statement(),
            hook.in(Node.of(NodeKind.COMMIT, commit)).statement(),
            Edge.from(commit)
                .to(node, EdgeKind.RUNS)
                .declared("same-commit", "the checks name the commit that they looked at"));
    Instant time =
        hook.firstTime(
            List.of(
                new String[] {"check_suite", "updated_at"},
                new String[] {"check_suite", "created_at"}));
    return Interpretation.of(
        hook.event(type("pipelinerun", suite), time, node.name())
            .customData(Json.fields().with("commit", commit.name()))
            .says(says));
  }

  private static String type(String subject, Json run) {
    String predicate =
        switch (run.text("status").orElse("")) {
          case "completed" -> "finished";
          case "in_progress" -> "started";
          // CDEvents has no queued task; what waits has been started by somebody.
          default -> subject.equals("taskrun") ? "started" : "queued";
        };
    return "dev.cdevents." + subject + "." + predicate + ".0.3.0";
  }

  /// GitHub's status and conclusion in Cairn's words.
  static Fare fare(Json run) {
    String status = run.text("status").orElse("");
    if (!status.equals("completed")) {
      return switch (status) {
        case "in_progress" -> Fare.of("running");
        case "waiting", "action_required" -> new Fare("waiting", "waits for an approval on GitHub");
        default -> Fare.of("queued");
      };
    }
    String conclusion = run.text("conclusion").orElse("");
    return switch (conclusion) {
      case "success", "neutral" -> Fare.of("passed");
      case "skipped" -> new Fare("passed", "skipped");
      case "stale" -> new Fare("superseded", "GitHub calls it stale");
      case "action_required" -> new Fare("waiting", "waits for an action on GitHub");
      case "failure" -> new Fare("failed", run.text("output", "title").orElse("failure"));
      case "cancelled" -> new Fare("failed", "cancelled");
      case "timed_out" -> new Fare("failed", "timed out");
      case "startup_failure" -> new Fare("failed", "could not be started");
      case "" -> new Fare("unknown", "completed without a conclusion");
      default -> new Fare("unknown", conclusion);
    };
  }
}
