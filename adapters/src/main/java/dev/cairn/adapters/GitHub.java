// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.Json;
import dev.cairn.events.MalformedJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// GitHub's webhooks: changes, commits, runs, deployments and packages of its repositories.
///
/// ```
/// X-GitHub-Event: workflow_run
/// X-Hub-Signature-256: sha256=<hex of HMAC-SHA256(body)>
/// {"action":"completed","workflow_run":{"html_url":"https://github.com/acme/shop/actions/runs/5","head_sha":"4f2c…",…}}
/// ```
///
/// An event's id is made from the signed body, never from the delivery's GUID, which is not signed:
/// so a delivery that comes again, by whichever hook, is the same event.
public final class GitHub implements Adapter {
  private static final Set<String> READ =
      Set.of(
          "push",
          "pull_request",
          "workflow_run",
          "check_run",
          "check_suite",
          "deployment",
          "deployment_status",
          "package",
          "registry_package");

  @Override
  public String tool() {
    return GitHubHook.TOOL;
  }

  @Override
  public Optional<String> refusal(Delivery delivery, List<String> secrets) {
    return Secrets.signedBody(delivery, "x-hub-signature-256", secrets);
  }

  @Override
  public Interpretation read(Delivery delivery) {
    Optional<String> kind = delivery.header("x-github-event");
    if (kind.isEmpty()) {
      return new Interpretation.Failed(
          "x-github-event: absent (expected: push, pull_request, …). Is this a webhook of GitHub?");
    }
    Json body;
    try {
      body = Json.read(payload(delivery));
    } catch (MalformedJson e) {
      return new Interpretation.Failed("%s: %s".formatted(kind.get(), e.why()));
    }
    if (kind.get().equals("ping")) {
      return new Interpretation.Ignored("ping: GitHub tries the webhook");
    }
    return GitHubHook.of(kind.get(), body)
        .map(hook -> read(kind.get(), hook))
        .orElseGet(() ->
            READ.contains(kind.get())
                ? new Interpretation.Failed(
                    "%s: repository.html_url: absent (expected: the repository's address)"
                        .formatted(kind.get()))
                : other(kind.get()));
  }

  private static Interpretation read(String kind, GitHubHook hook) {
    try {
      return switch (kind) {
        case "push" -> GitHubChanges.push(hook);
        case "pull_request" -> GitHubChanges.pullRequest(hook);
        case "workflow_run" -> GitHubRuns.workflowRun(hook);
        case "check_run" -> GitHubRuns.checkRun(hook);
        case "check_suite" -> GitHubRuns.checkSuite(hook);
        case "deployment" -> GitHubDeployments.deployment(hook);
        case "deployment_status" -> GitHubDeployments.status(hook);
        case "package", "registry_package" -> GitHubPackages.published(hook, kind);
        default -> other(kind);
      };
    } catch (GitHubHook.Missing e) {
      return new Interpretation.Failed("%s: %s".formatted(kind, e.why()));
    }
  }

  private static Interpretation other(String kind) {
    return new Interpretation.Ignored(
        "%s: nothing that a journey is made of. Deselect it in the webhook's settings."
            .formatted(kind));
  }

  /// The JSON, which an older hook sends as a form.
  private static byte[] payload(Delivery delivery) {
    boolean isForm =
        delivery
            .header("content-type")
            .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
            .isPresent();
    String text = isForm ? new String(delivery.body(), StandardCharsets.UTF_8) : "";
    if (!text.startsWith("payload=")) {
      return delivery.body();
    }
    try {
      return URLDecoder.decode(text.substring("payload=".length()), StandardCharsets.UTF_8)
          .getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return delivery.body();
    }
  }
}
