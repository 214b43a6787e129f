// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import static dev.cairn.adapters.Recorded.BASE;
import static dev.cairn.adapters.Recorded.DIGEST;
import static dev.cairn.adapters.Recorded.HEAD;
import static dev.cairn.adapters.Recorded.MERGE;
import static dev.cairn.adapters.Recorded.MIDDLE;
import static dev.cairn.adapters.Recorded.SHOP;
import static dev.cairn.adapters.Recorded.TEST_MERGE;
import static dev.cairn.adapters.Recorded.edges;
import static dev.cairn.adapters.Recorded.failed;
import static dev.cairn.adapters.Recorded.gitHub;
import static dev.cairn.adapters.Recorded.ignored;
import static dev.cairn.adapters.Recorded.names;
import static dev.cairn.adapters.Recorded.only;
import static dev.cairn.adapters.Recorded.subject;
import static dev.cairn.adapters.Recorded.subjects;
import static dev.cairn.adapters.Recorded.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.Event;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement.Subject;
import java.net.URLEncoder;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GitHubTest {
  @Test
  void pushIsOneEventOfItsHeadWithTheOtherCommits() {
    Event event = only(gitHub("push", "push"));
    assertThat(event.type()).isEqualTo("dev.cdevents.change.merged.0.3.0");
    assertThat(event.id().source()).isEqualTo(SHOP);
    assertThat(event.time()).hasToString("2026-11-21T13:00:00Z");
    assertThat(edges(event))
        .containsExactly("9d8c7b6a -pushed-with-> 5e0d5e0d (declared, same-push)");
    assertThat(subjects(event, NodeKind.COMMIT)).hasSize(2);
    Subject head = subjects(event, NodeKind.COMMIT).get(1);
    assertThat(head.identities()).containsExactly(Identity.commit(MERGE));
    assertThat(head.attributes())
        .containsEntry("title", "Retry the payment when the bank times out (#412) 9d8c7b6")
        .containsEntry("branch", "main")
        .containsEntry("repository", SHOP)
        .containsEntry("tool", "github")
        .containsEntry("fact.author", "ada");
    assertThat(head.places())
        .containsExactlyInAnyOrder(Identity.repository(SHOP), Identity.branch(SHOP, "main"));
    assertThat(names(event)).doesNotContain(BASE);
    assertThat(event.json())
        .contains("\"branch\":\"main\"")
        .contains("\"commit\":\"" + MERGE + "\"")
        .contains("\"commits\":[\"" + MIDDLE + "\"]")
        .contains("\"author\":\"ada\"");
  }

  @Test
  void deletedBranchIsIgnored() {
    assertThat(ignored(gitHub("push", "push-deleted")))
        .isEqualTo("push: refs/heads/retry is gone; nothing follows");
  }

  @Test
  void digestAndTrailerInAMessageMakeAConfigCommitByInference() {
    Event event = only(gitHub("push", "push-config"));
    assertThat(edges(event))
        .containsExactly(
            "sha256:9b1c4200 -names-> c0f1c0f1 (inferred, commit-message)",
            "9d8c7b6a -names-> c0f1c0f1 (inferred, commit-trailer)");
    assertThat(subjects(event, NodeKind.CONFIG_COMMIT)).isNotEmpty();
  }

  @Test
  void openPullRequestHasItsHeadAndNeverItsTestMerge() {
    Event event = only(gitHub("pull_request", "pull_request-opened"));
    assertThat(event.type()).isEqualTo("dev.cdevents.change.created.0.4.0");
    assertThat(edges(event))
        .containsExactly(
            "change:https://github.com/acme/shop/pull/412 -part-of-> 4f2c1a9b (declared,"
                + " pull-request)");
    assertThat(subject(event, NodeKind.CHANGE).attributes())
        .containsEntry("title", "#412 Retry the payment when the bank times out")
        .containsEntry("status", "waiting")
        .containsEntry("reason", "open, not merged yet")
        .containsEntry("url", "https://github.com/acme/shop/pull/412");
    assertThat(names(event)).doesNotContain(TEST_MERGE).doesNotContain(BASE);
    assertThat(event.json()).contains("\"commit\":\"" + HEAD + "\"");
  }

  @Test
  void mergedPullRequestNamesTheCommitThatASquashMade() {
    Event event = only(gitHub("pull_request", "pull_request-merged"));
    assertThat(event.type()).isEqualTo("dev.cdevents.change.merged.0.3.0");
    assertThat(edges(event))
        .containsExactly(
            "change:https://github.com/acme/shop/pull/412 -part-of-> 4f2c1a9b (declared,"
                + " pull-request)",
            "change:https://github.com/acme/shop/pull/412 -merged-as-> 9d8c7b6a (declared,"
                + " merge-commit)");
    assertThat(subject(event, NodeKind.CHANGE).attributes())
        .containsEntry("status", "passed")
        .doesNotContainKey("reason");
    assertThat(event.json()).contains("\"commit\":\"" + MERGE + "\"");
  }

  @Test
  void abandonedPullRequestIsRefusedAndHasNoMergeCommit() {
    Event event = only(gitHub("pull_request", "pull_request-abandoned"));
    assertThat(event.type()).isEqualTo("dev.cdevents.change.abandoned.0.3.0");
    assertThat(subject(event, NodeKind.CHANGE).attributes())
        .containsEntry("status", "refused")
        .containsEntry("reason", "closed without being merged");
    assertThat(names(event)).doesNotContain(TEST_MERGE);
  }

  @Test
  void workflowRunRanOnItsHeadCommitAndSaysWhichAttempt() {
    Event event = only(gitHub("workflow_run", "workflow_run"));
    assertThat(event.type()).isEqualTo("dev.cdevents.pipelinerun.finished.0.3.0");
    assertThat(edges(event))
        .containsExactly(
            "9d8c7b6a -runs-> run:https://github.com/acme/shop/actions/runs/5 (declared,"
                + " same-commit)");
    assertThat(subject(event, NodeKind.RUN).attributes())
        .containsEntry("title", "CI")
        .containsEntry("status", "failed")
        .containsEntry("reason", "failure")
        .containsEntry("attempt", "2")
        .containsEntry("started", "2026-11-21T13:00:06Z")
        .containsEntry("finished", "2026-11-21T13:02:05Z");
    assertThat(subject(event, NodeKind.COMMIT).attributes())
        .containsEntry("title", "Retry the payment when the bank times out (#412) 9d8c7b6");
    assertThat(names(event)).doesNotContain(HEAD).doesNotContain(BASE);
  }

  @Test
  void runThatGoesOnHasNoEndYet() {
    Event event =
        only(
            with(
                gitHub("workflow_run", "workflow_run"),
                "\"status\": \"completed\"",
                "\"status\": \"in_progress\""));
    assertThat(event.type()).isEqualTo("dev.cdevents.pipelinerun.started.0.3.0");
    assertThat(subject(event, NodeKind.RUN).attributes())
        .containsEntry("status", "running")
        .doesNotContainKey("finished");
  }

  @Test
  void conclusionsAreWordsOfTheClosedList() {
    for (Map.Entry<String, String> pair :
        Map.of(
                "success", "passed",
                "neutral", "passed",
                "cancelled", "failed",
                "timed_out", "failed",
                "startup_failure", "failed",
                "skipped", "passed",
                "stale", "superseded",
                "action_required", "waiting",
                "something_new", "unknown")
            .entrySet()) {
      Event event =
          only(
              with(
                  gitHub("workflow_run", "workflow_run"),
                  "\"conclusion\": \"failure\"",
                  "\"conclusion\": \"" + pair.getKey() + "\""));
      assertThat(subject(event, NodeKind.RUN).attributes())
          .as(pair.getKey())
          .containsEntry("status", pair.getValue());
    }
  }

  @Test
  void checkIsAJobOfItsWorkflowRun() {
    Event event = only(gitHub("check_run", "check_run"));
    assertThat(edges(event))
        .containsExactly(
            "9d8c7b6a -runs-> run:https://github.com/acme/shop/actions/runs/5/job/4 (declared,"
                + " same-commit)",
            "run:https://github.com/acme/shop/actions/runs/5 -runs->"
                + " run:https://github.com/acme/shop/actions/runs/5/job/4 (declared, same-run)");
    assertThat(names(event)).doesNotContain(BASE);
  }

  @Test
  void checkSuiteOfAnotherToolIsARunAndGitHubsOwnIsNot() {
    Event event = only(gitHub("check_suite", "check_suite"));
    assertThat(edges(event))
        .containsExactly(
            "9d8c7b6a -runs-> run:https://github.com/acme/shop/check-suites/78 (declared,"
                + " same-commit)");
    assertThat(names(event)).doesNotContain(BASE);
    assertThat(
            ignored(
                with(gitHub("check_suite", "check_suite"), "\"circleci\"", "\"github-actions\"")))
        .isEqualTo("check_suite: its workflow_run says the same, and more");
    assertThat(
            ignored(
                with(
                    gitHub("check_suite", "check_suite"),
                    "\"action\": \"completed\"",
                    "\"action\": \"requested\"")))
        .isEqualTo("check_suite: requested: no check has been run yet");
  }

  @Test
  void deploymentAndItsStatusAreOneNode() {
    Event created = only(gitHub("deployment", "deployment"));
    Event live = only(gitHub("deployment_status", "deployment_status"));
    assertThat(subject(created, NodeKind.DEPLOYMENT).identities())
        .isEqualTo(subject(live, NodeKind.DEPLOYMENT).identities());
    assertThat(subject(created, NodeKind.DEPLOYMENT).attributes())
        .containsEntry("status", "queued");
    assertThat(subject(live, NodeKind.DEPLOYMENT).attributes())
        .containsEntry("status", "live")
        .containsEntry("environment", "production")
        .containsEntry("service", "acme/shop")
        .containsEntry("stage", "environment:production");
    assertThat(edges(live))
        .containsExactly(
            "9d8c7b6a -deployed-by-> run:https://github.com/acme/shop/deployments/31 (declared,"
                + " same-commit)",
            "run:https://github.com/acme/shop/actions/runs/5 -deployed-by->"
                + " run:https://github.com/acme/shop/deployments/31 (declared, same-run)");
    assertThat(live.type()).isEqualTo("dev.cdevents.service.deployed.0.3.0");
  }

  @Test
  void packageIsBuiltFromTheRevisionOfItsLabelAndContainsItsPlatforms() {
    Event event = only(gitHub("registry_package", "registry_package"));
    assertThat(edges(event))
        .containsExactly(
            "9d8c7b6a -built-from-> sha256:9b1c4200 (inferred, revision-label)",
            "sha256:9b1c4200 -contains-> sha256:aaaaaaaa (declared, same-digest)",
            "sha256:9b1c4200 -contains-> sha256:bbbbbbbb (declared, same-digest)");
    assertThat(subject(event, NodeKind.ARTIFACT).identities())
        .containsExactly(Identity.digest(DIGEST), new Identity("pkg:oci/shop@" + DIGEST));
    assertThat(subject(event, NodeKind.ARTIFACT).places())
        .contains(
            Identity.repository("registry.example/acme/shop"),
            Identity.tag("registry.example/acme/shop", "1.4"),
            Identity.repository(SHOP));
    assertThat(names(event)).doesNotContain(TEST_MERGE);
  }

  @Test
  void packagesRegistryIsReadFromWhatPullsItOrIsNotKnown() {
    String url = "\"package_url\": \"registry.example/acme/shop:1.4\"";
    Event pulled =
        only(with(gitHub("registry_package", "registry_package"), url, "\"package_url\": \"\""));
    assertThat(subject(pulled, NodeKind.ARTIFACT).places())
        .contains(Identity.tag("registry.example/acme/shop", "1.4"));
    Event unknown =
        only(
            with(
                with(gitHub("registry_package", "registry_package"), url, "\"package_url\": \"\""),
                "docker pull registry.example/acme/shop:1.4",
                ""));
    assertThat(subject(unknown, NodeKind.ARTIFACT).identities())
        .containsExactly(Identity.digest(DIGEST), new Identity("pkg:oci/shop@" + DIGEST));
    assertThat(subject(unknown, NodeKind.ARTIFACT).places())
        .containsExactly(Identity.repository(SHOP));
    assertThat(subject(unknown, NodeKind.ARTIFACT).attributes()).containsEntry("fact.tag", "1.4");
    assertThat(unknown.json())
        .contains("\"repository\":\"acme/shop\"")
        .doesNotContain("\"reference\"");
  }

  @Test
  void labelThatCameWithTheBaseImageSaysNothing() {
    Event event = only(gitHub("registry_package", "registry_package-inherited-label"));
    assertThat(names(event)).doesNotContain(MERGE).doesNotContain("built-from");
  }

  @Test
  void npmPackageIsNamedByItsPackageUrl() {
    Event event =
        only(
            gitHub(
                "package",
                """
                {"action":"published","package":{"name":"shop","namespace":"acme","package_type":"npm",
                 "package_version":{"version":"1.4.0","created_at":"2026-11-21T13:03:00Z"}},
                 "repository":{"html_url":"https://github.com/acme/shop","full_name":"acme/shop"}}
                """
                    .getBytes(UTF_8)));
    assertThat(subject(event, NodeKind.ARTIFACT).identities())
        .containsExactly(new Identity("pkg:npm/%40acme/shop@1.4.0"));
  }

  @Test
  void redeliveryIsTheSameEventWhateverTheHeadersSay() {
    Event first = only(gitHub("push", "push"));
    Event again =
        only(
            Recorded.delivery(
                "github",
                Map.of(
                    "x-github-event", "push",
                    "x-github-delivery", "0b989ba4-242f-11e5-81e1-c7b6966d2516",
                    "content-type", "application/x-www-form-urlencoded"),
                ("payload="
                        + URLEncoder.encode(
                            new String(Recorded.body("github/push.json"), UTF_8), UTF_8))
                    .getBytes(UTF_8)));
    assertThat(again).isEqualTo(first);
  }

  @Test
  void malformedNamesFailAloneAndHarmNothingElse() {
    assertThat(
            failed(
                with(
                    gitHub("workflow_run", "workflow_run"),
                    "\"head_sha\": \"" + MERGE,
                    "\"head_sha\": \"9d8c7b6")))
        .isEqualTo(
            "workflow_run: workflow_run.head_sha: \"9d8c7b6\" (expected: 40 or 64 hex digits, not"
                + " all zeros)");
    Event push = only(with(gitHub("push", "push"), MIDDLE, "not-a-commit"));
    assertThat(subjects(push, NodeKind.COMMIT)).hasSize(1);
    Event image =
        only(
            with(
                gitHub("registry_package", "registry_package"),
                "\"revision\": \"" + MERGE,
                "\"revision\": \"main"));
    assertThat(edges(image)).noneMatch(edge -> edge.contains("built-from"));
  }

  @Test
  void whatCanNotBeUnderstoodSaysWhy() {
    assertThat(failed(gitHub("push", "{".getBytes(UTF_8)))).startsWith("push: JSON: ");
    assertThat(failed(gitHub("push", "{}".getBytes(UTF_8))))
        .isEqualTo("push: repository.html_url: absent (expected: the repository's address)");
    assertThat(failed(Recorded.delivery("github", Map.of(), "{}".getBytes(UTF_8))))
        .startsWith("x-github-event: absent");
    assertThat(ignored(gitHub("ping", "ping"))).isEqualTo("ping: GitHub tries the webhook");
    assertThat(ignored(gitHub("star", "ping")))
        .startsWith("star: nothing that a journey is made of");
    assertThat(ignored(gitHub("membership", "{}".getBytes(UTF_8))))
        .startsWith("membership: nothing that a journey is made of");
  }
}
