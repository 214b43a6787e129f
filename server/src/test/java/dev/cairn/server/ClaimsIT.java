// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.Digest;
import dev.cairn.server.RunningServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What tools with good signatures say of what is Cairn's own: what it runs, and what lies in its
/// registry (DESIGN.md, P9). No secret is narrowed here.
class ClaimsIT {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String EVIL = "e1".repeat(20);

  @TempDir Path data;
  private Configuration configuration;

  @BeforeEach
  void configure() {
    configuration =
        Claims.configured(
            data,
            List.of(),
            Map.of(
                "github",
                RunningServer.secrets("forge"),
                "argocd",
                RunningServer.secrets("gitops")));
  }

  private static Answer argo(RunningServer server, String body)
      throws IOException, InterruptedException {
    return server.post(
        "/hooks/argocd?wait=true",
        body,
        "Content-Type",
        "application/json",
        "Authorization",
        "Bearer gitops");
  }

  private static JsonNode packaged(RunningServer server, String body)
      throws IOException, InterruptedException {
    Answer answer =
        server.post(
            "/hooks/github?wait=true",
            body,
            "Content-Type",
            "application/json",
            "X-GitHub-Event",
            "registry_package",
            "X-Hub-Signature-256",
            Sample.signature("forge", body));
    return server.delivery(answer.json().path("id").asString());
  }

  /// Pushes an image without layers; gives its digest once Cairn has said so.
  private static String push(RunningServer server, String repository)
      throws IOException, InterruptedException {
    byte[] config = "{\"architecture\":\"amd64\",\"os\":\"linux\"}".getBytes(UTF_8);
    String blob = Digest.of(config).toString();
    server.send(
        "POST",
        "/v2/%s/blobs/uploads/?digest=%s".formatted(repository, blob),
        config,
        "Content-Type",
        "application/octet-stream");
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"%s\",\"size\":%d},\"layers\":[]}"
            .formatted(MANIFEST, blob, config.length);
    Answer answer =
        server.send(
            "PUT",
            "/v2/%s/manifests/1".formatted(repository),
            manifest.getBytes(UTF_8),
            "Content-Type",
            MANIFEST);
    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(201);
    String digest = answer.header("docker-content-digest");
    server.await(() -> journeys(server, digest).isEmpty() ? Optional.empty() : Optional.of(true));
    return digest;
  }

  private static JsonNode journeys(RunningServer server, String digest)
      throws IOException, InterruptedException {
    return server.get("/api/journeys?artifact=" + digest).json().path("journeys");
  }

  private static String journey(RunningServer server, String digest)
      throws IOException, InterruptedException {
    JsonNode found = journeys(server, digest);
    assertThat(found.size()).isEqualTo(1);
    return server.get("/api/journeys/" + found.path(0).path("id").asString()).json().toString();
  }

  private static void refused(JsonNode delivery, String why) {
    assertThat(delivery.path("status").asString())
        .describedAs(delivery.path("why").asString())
        .isEqualTo("refused");
    assertThat(delivery.path("why").asString()).contains(why);
  }

  @Test
  void nobodyElseSaysWhatRunsAtAServiceOfCairnsOwn() throws IOException, InterruptedException {
    try (RunningServer server = RunningServer.of(configuration)) {
      String digest = push(server, "shop");
      String before = journey(server, digest);
      Answer claim = argo(server, Claims.argo("shop", "production", digest));
      refused(server.delivery(claim.json().path("id").asString()), "service: \"production/shop\"");
      Answer event =
          server.event(
              Sample.event(
                  "claim-1",
                  "dev.cdevents.service.deployed.0.3.0",
                  "shop",
                  "{\"environment\":{\"id\":\"production\"},\"artifactId\":\"pkg:oci/shop@%s\"}"
                      .formatted(digest)));
      refused(server.delivery(event.json().path("id").asString()), "service: \"production/shop\"");
      assertThat(journey(server, digest)).isEqualTo(before).doesNotContain("argocd");

      Answer other = argo(server, Claims.argo("checkout", "production", digest));
      assertThat(server.delivery(other.json().path("id").asString()).path("status").asString())
          .isEqualTo("joined");
      assertThat(journey(server, digest)).contains("checkout in production");
    }
  }

  @Test
  void otherRepositoryDoesNotTakeWhatWasPushedToCairnAndARebuildSaysTheSame()
      throws IOException, InterruptedException {
    String digest;
    String before;
    try (RunningServer server = RunningServer.of(configuration)) {
      digest = push(server, "acme/shop");
      refused(
          packaged(server, Claims.packaged("evil/other", "registry.example/evil/x", digest, EVIL)),
          digest + " of cairn-registry/acme/shop");
      refused(
          packaged(
              server,
              Claims.packaged(
                  "evil/other", "127.0.0.1:8080/acme/shop", "sha256:" + "ab".repeat(32), EVIL)),
          "127.0.0.1:8080/acme/shop");
      assertThat(journey(server, digest)).doesNotContain(EVIL).doesNotContain("evil");
      assertThat(
              packaged(
                      server,
                      Claims.packaged(
                          "acme/shop", "registry.example/acme/shop", digest, Sample.COMMIT))
                  .path("status")
                  .asString())
          .isEqualTo("joined");
      before = journey(server, digest);
      assertThat(before).contains(Sample.COMMIT);
    }
    Server.rebuild(configuration, Clock.systemUTC());
    try (RunningServer server = RunningServer.of(configuration)) {
      assertThat(journey(server, digest)).isEqualTo(before);
    }
  }
}
