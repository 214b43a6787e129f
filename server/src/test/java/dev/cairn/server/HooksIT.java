// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.server.RunningServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `POST /hooks/{tool}` as CONTRACT.md has it: signatures, scopes, and what becomes of what can't
/// be understood.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HooksIT {
  private static final String OLD = "an old secret";
  private static final String NEW = "a new secret";

  private final RunningServer server;

  HooksIT(@TempDir Path data) throws IOException {
    this.server =
        RunningServer.of(
            RunningServer.configured(
                data,
                List.of(),
                Map.of(
                    "github",
                    RunningServer.narrowed(List.of("github.com/acme/shop"), OLD, NEW),
                    "distribution",
                    RunningServer.secrets("registry's"))));
  }

  @AfterAll
  void close() throws IOException {
    server.close();
  }

  private Answer push(String secret, String body) throws IOException, InterruptedException {
    return server.post(
        "/hooks/github?wait=true",
        body,
        "Content-Type",
        "application/json",
        "X-GitHub-Event",
        "push",
        "X-Hub-Signature-256",
        Sample.signature(secret, body));
  }

  @Test
  void eachOfSeveralSecretsOpens() throws IOException, InterruptedException {
    for (String secret : List.of(OLD, NEW)) {
      Answer answer = push(secret, Sample.push("acme/shop", Sample.COMMIT));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(server.delivery(answer.json().path("id").asString()).path("status").asString())
          .isEqualTo("joined");
    }
    assertThat(server.get("/api/journeys?commit=" + Sample.COMMIT).json().path("journeys").size())
        .isEqualTo(1);
  }

  @Test
  void redeliveryOfOneBodyIsADuplicate() throws IOException, InterruptedException {
    String body = Sample.push("acme/shop", "ab".repeat(20));
    JsonNode first = push(NEW, body).json();
    JsonNode second = push(NEW, body).json();
    assertThat(second.path("events").path(0).path("duplicate").asBoolean()).isTrue();
    assertThat(second.path("events").path(0).path("id"))
        .isEqualTo(first.path("events").path(0).path("id"));
  }

  @Test
  void wrongSignatureIs401AndNothingIsKept() throws IOException, InterruptedException {
    String body = Sample.push("acme/shop", "ad".repeat(20));
    Answer before = push(NEW, Sample.push("acme/shop", "ae".repeat(20)));
    Answer answer = push("guessed", body);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.header("www-authenticate")).isNotEmpty();
    assertThat(answer.detail()).startsWith("POST /hooks/github: x-hub-signature-256:");
    Answer absent =
        server.post(
            "/hooks/github", body, "Content-Type", "application/json", "X-GitHub-Event", "push");
    assertThat(absent.status()).isEqualTo(401);
    Answer after = push(NEW, Sample.push("acme/shop", "af".repeat(20)));
    assertThat(number(after)).isEqualTo(number(before) + 1);
  }

  @Test
  void toolWithoutASecretIsClosedAndTheSettingIsNamed() throws IOException, InterruptedException {
    Answer answer = server.post("/hooks/argocd", "{}", "Content-Type", "application/json");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.detail())
        .contains("hooks.argocd.secret")
        .contains("CAIRN_HOOKS_ARGOCD_SECRET");
  }

  @Test
  void whatCanNotBeUnderstoodIsKeptAndSaysWhy() throws IOException, InterruptedException {
    Answer answer = push(NEW, "{\"ref\":\"refs/heads/main\"");
    assertThat(answer.status()).isEqualTo(200);
    JsonNode delivery = server.delivery(answer.json().path("id").asString());
    assertThat(delivery.path("status").asString()).isEqualTo("failed");
    assertThat(delivery.path("why").asString()).startsWith("push: ");
    assertThat(delivery.path("events").size()).isZero();
    JsonNode other = server.delivery(push(NEW, "{\"a\":1}").json().path("id").asString());
    assertThat(other.path("status").asString()).isEqualTo("failed");
    assertThat(other.path("why").asString()).contains("repository.html_url: absent");
    JsonNode deep =
        server.delivery(push(NEW, "[".repeat(600) + "]".repeat(600)).json().path("id").asString());
    assertThat(deep.path("status").asString()).isEqualTo("failed");
    assertThat(deep.path("why").asString()).contains("512");
  }

  @Test
  void secretOfOneRepositoryDoesNotSpeakOfAnothers() throws IOException, InterruptedException {
    String commit = "ba".repeat(20);
    Answer answer = push(NEW, Sample.push("acme/bank", commit));
    JsonNode delivery = server.delivery(answer.json().path("id").asString());
    assertThat(delivery.path("status").asString()).isEqualTo("refused");
    assertThat(delivery.path("why").asString()).contains("acme/bank").contains("acme/shop");
    assertThat(server.get("/api/journeys?commit=" + commit).json().path("journeys").size())
        .isZero();
  }

  @Test
  void secretOfOneRepositoryDoesNotTakeAnothersArtifact() throws IOException, InterruptedException {
    String digest = "sha256:" + "ba".repeat(32);
    String pushed =
        """
        {"events":[{"id":"p-1","timestamp":"2026-11-21T14:03:12Z","action":"push",
          "target":{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s","repository":"acme/bank","tag":"1",
            "url":"https://registry.example/v2/acme/bank/manifests/%s"},
          "request":{"host":"registry.example"}}]}
        """
            .formatted(digest, digest);
    Answer known =
        server.post(
            "/hooks/distribution?wait=true",
            pushed,
            "Content-Type",
            "application/vnd.docker.distribution.events.v2+json",
            "Authorization",
            "Bearer registry's");
    assertThat(known.json().path("events").path(0).path("ignored").isNull()).isTrue();
    String claim =
        """
        {"action":"published","repository":{"name":"shop","full_name":"acme/shop","html_url":"https://github.com/acme/shop"},
         "sender":{"login":"ada"},
         "registry_package":{"id":1,"name":"shop","namespace":"acme","package_type":"CONTAINER","html_url":"https://github.com/acme/shop/packages/1",
          "created_at":"2026-11-21T14:04:00Z","updated_at":"2026-11-21T14:04:00Z",
          "package_version":{"id":2,"version":"%1$s","name":"%1$s","target_oid":"%2$s","created_at":"2026-11-21T14:04:00Z",
           "container_metadata":{"tag":{"name":"2","digest":"%1$s"}},
           "package_url":"registry.example/acme/shop:2"}}}
        """
            .formatted(digest, "bb".repeat(20));
    Answer claimed =
        server.post(
            "/hooks/github?wait=true",
            claim,
            "Content-Type",
            "application/json",
            "X-GitHub-Event",
            "registry_package",
            "X-Hub-Signature-256",
            Sample.signature(NEW, claim));
    JsonNode delivery = server.delivery(claimed.json().path("id").asString());
    assertThat(delivery.path("status").asString())
        .describedAs(delivery.path("why").asString())
        .isEqualTo("refused");
    assertThat(delivery.path("why").asString()).contains("acme/bank");
  }

  @Test
  void secretsAreNotKept() throws IOException, InterruptedException {
    Answer answer =
        server.post(
            "/hooks/distribution?wait=true",
            "{}",
            "Content-Type",
            "application/json",
            "Authorization",
            "Bearer registry's");
    String delivery = server.get("/api/deliveries/" + answer.json().path("id").asString()).text();
    assertThat(delivery).doesNotContain("registry's").doesNotContainIgnoringCase("authorization");
  }

  @Test
  void toolWithoutAnAdapterIs404() throws IOException, InterruptedException {
    assertThat(server.post("/hooks/cairn", "[]").status()).isEqualTo(404);
    assertThat(server.post("/hooks/cdevents", "[]").status()).isEqualTo(404);
  }

  private static long number(Answer answer) {
    return Long.parseLong(answer.json().path("id").asString().substring(2));
  }
}
