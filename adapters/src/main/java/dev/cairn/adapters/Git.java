// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.CloudEvent;
import dev.cairn.events.Identity;
import dev.cairn.events.Json;
import dev.cairn.events.MalformedJson;
import dev.cairn.events.RepositoryUrl;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What Cairn's own watcher saw in a repository that the configuration names: a ref that moved, and
/// the commits that are new there.
///
/// ```
/// {"repository":"https://github.com/acme/config","name":"config","role":"config",
///  "ref":"refs/heads/main","before":"77aa…","after":"c0f1…",
///  "commits":[{"id":"c0f1…","parents":["77aa…"],"author":"Ada","email":"ada@acme.example",
///    "time":"2026-11-21T14:03:12Z","message":"shop","digests":["sha256:9f86…"],"files":["production/shop.yaml"]}]}
/// ```
///
/// With `"again"` and a time it is told once more, since what was told first could not be read.
public final class Git implements Adapter {
  private static final String TOOL = "git";
  private static final String ROLE_CONFIG = "config";

  @Override
  public String tool() {
    return TOOL;
  }

  @Override
  public Optional<String> refusal(Delivery delivery, List<String> secrets) {
    return Optional.of("tool: \"git\" (expected: a tool that others send for)");
  }

  @Override
  public Interpretation read(Delivery delivery) {
    Json body;
    try {
      body = Json.read(delivery.body());
    } catch (MalformedJson e) {
      return new Interpretation.Failed(e.why());
    }
    Optional<Identity> head = body.text("after").flatMap(Identity::ofCommit);
    Optional<String> repository = body.text("repository").map(RepositoryUrl::canonical);
    String ref = body.text("ref").orElse("");
    if (repository.isEmpty() || ref.isEmpty()) {
      return new Interpretation.Failed("git: repository, ref: absent (expected: both)");
    }
    if (head.isEmpty()) {
      return new Interpretation.Ignored("%s is gone; nothing follows from that".formatted(ref));
    }
    return Interpretation.of(
        new Push(pushed(body, repository.get()), repository.get(), ref, head.get()).event());
  }

  private static Push.Told pushed(Json body, String repository) {
    List<Push.Commit> commits =
        body.items("commits").stream().flatMap(json -> commit(json).stream()).toList();
    return new Push.Told(
        TOOL,
        body.text("name").orElse(repository),
        body.text("repository").orElse(repository),
        body.text("before").orElse(""),
        body.text("again"),
        body.text("role").filter(ROLE_CONFIG::equals).isPresent(),
        commits);
  }

  private static Optional<Push.Commit> commit(Json json) {
    return json.text("id")
        .flatMap(Identity::ofCommit)
        .map(id ->
            new Push.Commit(
                id,
                new CommitMessage(json.text("message").orElse("")),
                json.text("author").orElse(""),
                json.text("time").flatMap(CloudEvent::instant).orElse(Instant.EPOCH),
                "",
                texts(json, "parents").stream()
                    .flatMap(hex -> Identity.ofCommit(hex).stream())
                    .toList(),
                texts(json, "digests").stream()
                    .flatMap(digest -> Identity.ofDigest(digest).stream())
                    .toList(),
                texts(json, "files")));
  }

  private static List<String> texts(Json json, String name) {
    return json.items(name).stream().flatMap(item -> item.text().stream()).toList();
  }
}
