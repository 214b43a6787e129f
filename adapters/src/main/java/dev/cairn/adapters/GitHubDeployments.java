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

/// Deployments that a repository speaks of. Where only the forge speaks, the service is the
/// repository's full name (CONTRACT.md, metrics).
final class GitHubDeployments {
  private GitHubDeployments() {}

  static Interpretation deployment(GitHubHook hook) throws GitHubHook.Missing {
    Instant time = hook.time("deployment", "created_at").orElse(Instant.EPOCH);
    return event(hook, "dev.cdeventsx.github-deployment.created.0.1.0", time, Fare.of("queued"));
  }

  static Interpretation status(GitHubHook hook) throws GitHubHook.Missing {
    Json status = hook.body().at("deployment_status");
    Instant time =
        hook.firstTime(
            List.of(
                new String[] {"deployment_status", "updated_at"},
                new String[] {"deployment_status", "created_at"}));
    String state = status.text("state").orElse("");
    String type =
        state.equals("success")
            ? "dev.cdevents.service.deployed.0.3.0"
            : "dev.cdeventsx.github-deployment.updated.0.1.0";
    return event(hook, type, time, fare(state, status));
  }

  private static Interpretation event(GitHubHook hook, String type, Instant time, Fare fare)
      throws GitHubHook.Missing {
    Json deployment = hook.body().at("deployment");
    Json status = hook.body().at("deployment_status");
    String id =
        deployment
            .word("id")
            .orElseThrow(
                () -> new GitHubHook.Missing("deployment.id: absent (expected: a number)"));
    Identity commit = hook.neededCommit("deployment", "sha");
    String environment =
        deployment.text("environment").or(() -> status.text("environment")).orElse("production");
    Identity node = Identity.run(hook.repository() + "/deployments/" + id);
    boolean isOver = List.of("live", "failed", "superseded").contains(fare.status());

    var says = new ArrayList<Statement>();
    says.add(
        hook.in(Node.of(NodeKind.DEPLOYMENT, node))
            .in(Identity.environment(environment))
            .in(Identity.service(environment, hook.fullName()))
            .with("title", hook.fullName() + " in " + environment)
            .with("stage", "environment:" + environment)
            .with("environment", environment)
            .with("service", hook.fullName())
            .with("url", status.text("log_url").or(() -> status.text("target_url")))
            .fares(fare)
            .at("started", hook.time("deployment", "created_at"))
            .at("finished", isOver ? Optional.of(time) : Optional.empty())
            .statement());
    says.add(hook.in(Node.of(NodeKind.COMMIT, commit)).statement());
    says.add(
        Edge.from(commit)
            .to(node, EdgeKind.DEPLOYED_BY)
            .declared("same-commit", "the deployment names the commit"));
    hook.body()
        .text("workflow_run", "html_url")
        .map(Identity::run)
        .ifPresent(run -> {
          says.add(Node.bare(NodeKind.RUN, run));
          says.add(
              Edge.from(run)
                  .to(node, EdgeKind.DEPLOYED_BY)
                  .declared("same-run", "the deployment names the run that made it"));
        });
    return Interpretation.of(
        hook.event(type, time, node.name())
            .customData(
                Json.fields()
                    .with("environment", environment)
                    .with("service", hook.fullName())
                    .with("commit", commit.name())
                    .with("state", status.text("state")))
            .says(says));
  }

  private static Fare fare(String state, Json status) {
    String told = status.text("description").orElse(state);
    return switch (state) {
      case "success" -> Fare.of("live");
      case "inactive" -> new Fare("superseded", "another deployment took its place");
      case "failure", "error" -> new Fare("failed", told);
      case "in_progress" -> Fare.of("running");
      case "queued", "pending" -> Fare.of("queued");
      case "waiting" -> new Fare("waiting", "waits for an approval on GitHub");
      default -> new Fare("unknown", told.isEmpty() ? "no state was sent" : told);
    };
  }
}
