// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.Digest;
import dev.cairn.content.FolderStore;
import dev.cairn.registry.FolderIndex;
import dev.cairn.registry.Manifest;
import dev.cairn.server.RunningServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The registry and the gate, by plain HTTP as any client speaks it.
class GateIT {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  @TempDir Path folder;

  /// Pushes an image of one config and one layer; gives its digest.
  private static String push(RunningServer server, String repository, String tag, String layer)
      throws IOException, InterruptedException {
    String config = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"note\":\"" + layer + "\"}";
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},
         "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}
        """
            .formatted(
                MANIFEST,
                blob(server, repository, config),
                config.length(),
                blob(server, repository, layer),
                layer.length());
    Answer answer =
        server.send(
            "PUT",
            "/v2/%s/manifests/%s".formatted(repository, tag),
            manifest.getBytes(UTF_8),
            "Content-Type",
            MANIFEST);
    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(201);
    return answer.header("docker-content-digest");
  }

  private static String blob(RunningServer server, String repository, String text)
      throws IOException, InterruptedException {
    String digest = Digest.of(text.getBytes(UTF_8)).toString();
    Answer answer =
        server.send(
            "POST",
            "/v2/%s/blobs/uploads/?digest=%s".formatted(repository, digest),
            text.getBytes(UTF_8),
            "Content-Type",
            "application/octet-stream");
    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(201);
    return digest;
  }

  private static Answer pull(RunningServer server, String repository, String reference)
      throws IOException, InterruptedException {
    return server.get("/v2/%s/manifests/%s".formatted(repository, reference), "Accept", MANIFEST);
  }

  private RunningServer gated() throws IOException, InterruptedException {
    TeamRepository security = TeamRepository.in(folder, "security");
    security.commit("cairn/Security.java", "class Security {}");
    return RunningServer.of(
        RunningServer.configured(folder.resolve("data"), List.of(security.configured()), Map.of()));
  }

  @Test
  void whatIsInTheIndexAloneSinceItsPushWasCutShortIsHeld()
      throws IOException, InterruptedException {
    byte[] manifest =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\"}".formatted(MANIFEST).getBytes(UTF_8);
    Path data = folder.resolve("data");
    Digest digest = FolderStore.open(data.resolve("content")).put(manifest);
    FolderIndex.open(data.resolve("registry"))
        .addManifest(
            "shop",
            new Manifest(
                digest, MANIFEST, manifest.length, List.of(), List.of(), Optional.empty()));
    try (RunningServer server = gated()) {
      Answer pulled = pull(server, "shop", digest.toString());
      assertThat(pulled.status()).describedAs(pulled.text()).isEqualTo(403);
      assertThat(pulled.text()).contains("DENIED").contains("Held at gate release");
    }
  }

  @Test
  void wrongDigestIsRefusedByTheSpecsCode() throws IOException, InterruptedException {
    try (RunningServer server = RunningServer.in(folder)) {
      Answer blob =
          server.send(
              "POST",
              "/v2/shop/blobs/uploads/?digest=sha256:" + "00".repeat(32),
              "layer".getBytes(UTF_8),
              "Content-Type",
              "application/octet-stream");
      assertThat(blob.status()).isEqualTo(400);
      assertThat(blob.json().path("errors").path(0).path("code").asString())
          .isEqualTo("DIGEST_INVALID");
      Answer manifest =
          server.send(
              "PUT",
              "/v2/shop/manifests/sha256:" + "00".repeat(32),
              "{\"schemaVersion\":2}".getBytes(UTF_8),
              "Content-Type",
              MANIFEST);
      assertThat(manifest.status()).isEqualTo(400);
      assertThat(manifest.json().path("errors").path(0).path("code").asString())
          .isEqualTo("DIGEST_INVALID");
    }
  }

  @Test
  void withoutAGateItIsReleasedAtJoining() throws IOException, InterruptedException {
    try (RunningServer server = RunningServer.in(folder)) {
      String digest = push(server, "never/named", "1", "a layer");
      server.await(() ->
          pull(server, "never/named", "1").status() == 200 ? Optional.of(true) : Optional.empty());
      assertThat(pull(server, "never/named", digest).status()).isEqualTo(200);
      // It may be pulled at once; that it may is an event, which comes a moment later.
      server.await(() ->
          gates(server, digest).equals(List.of("passed")) ? Optional.of(true) : Optional.empty());
    }
  }

  @Test
  void imageOfARepositoryThatNoBundleNamesIsHeldUntilEveryGateTaskHasPassed()
      throws IOException, InterruptedException {
    try (RunningServer server = gated()) {
      var worker = new PretendWorker(server);
      // While the gate's bundle is still being compiled, nobody knows what it would say.
      String early = push(server, "early", "1", "early");
      assertThat(pull(server, "early", "1").status()).isEqualTo(403);
      worker.loadGate();
      String digest = push(server, "never/named", "1", "a layer");
      Answer held = pull(server, "never/named", digest);
      assertThat(held.status()).isEqualTo(403);
      assertThat(held.json().path("errors").path(0).path("code").asString()).isEqualTo("DENIED");
      assertThat(held.json().path("errors").path(0).path("message").asString())
          .startsWith("Held at gate release")
          .contains(server.address());
      assertThat(
              server.get("/v2/never/named/blobs/" + Digest.of("a layer".getBytes(UTF_8))).status())
          .isEqualTo(403);
      Answer mounted =
          server.post(
              "/v2/elsewhere/blobs/uploads/?from=never/named&mount="
                  + Digest.of("a layer".getBytes(UTF_8)),
              "");
      assertThat(mounted.status()).isEqualTo(202);

      for (int i = 0; i < 2; i++) {
        JsonNode lease = worker.lease();
        assertThat(lease.path("task").path("name").asString()).isEqualTo("scan");
        boolean isEarly = lease.toString().contains(early);
        worker.complete(
            lease,
            "passed",
            isEarly
                ? "\"verdict\":{\"passed\":false,\"reason\":\"1 critical, CVE-1\"}"
                : "\"verdict\":{\"passed\":true,\"reason\":\"nothing found\"}");
      }
      server.await(() ->
          pull(server, "never/named", "1").status() == 200 ? Optional.of(true) : Optional.empty());
      assertThat(
              server.get("/v2/never/named/blobs/" + Digest.of("a layer".getBytes(UTF_8))).status())
          .isEqualTo(200);
      Answer refused = pull(server, "early", early);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text()).contains("1 critical, CVE-1");
    }
  }

  @Test
  void noWebhookAndNoEventReleasesAnImage() throws IOException, InterruptedException {
    try (RunningServer server = gated()) {
      new PretendWorker(server).loadGate();
      String digest = push(server, "shop", "1", "held");
      for (String type :
          List.of(
              "dev.cdeventsx.cairn-artifact.released.0.1.0",
              "dev.cdevents.testcaserun.finished.0.3.0",
              "dev.cdevents.artifact.signed.0.3.0")) {
        server.event(Sample.event("forged-" + type, type, digest, "{\"outcome\":\"pass\"}"));
        server.event(
            Sample.event("run/r-1/finished/1", type, digest, "{\"outcome\":\"pass\"}")
                .replace("https://ci.example/acme", "cairn"));
      }
      assertThat(pull(server, "shop", digest).status()).isEqualTo(403);
      assertThat(pull(server, "shop", "1").status()).isEqualTo(403);
      server.await(
          () -> gates(server, digest).contains("held") ? Optional.of(true) : Optional.empty());
    }
  }

  @Test
  void claimOfAPushDoesNotSwitchAGateOff() throws IOException, InterruptedException {
    try (RunningServer server = gated()) {
      new PretendWorker(server).loadGate();
      String forged =
          Sample.event(
                  "claim",
                  "dev.cdevents.change.merged.0.2.0",
                  "commit:" + "ef".repeat(20),
                  "{\"change\":{\"id\":\"%s\"}}".formatted("ef".repeat(20)))
              .replace(
                  "\"subject\":",
                  "\"customData\":{\"ref\":\"refs/heads/main\",\"branch\":\"main\",\"commit\":\"%s\",\"repository\":\"%s\"},\"subject\":"
                      .formatted("ef".repeat(20), folder.resolve("security")));
      assertThat(server.event(forged).status()).isEqualTo(200);
      String digest = push(server, "shop", "1", "held");
      assertThat(pull(server, "shop", digest).status()).isEqualTo(403);
      server.await(
          () -> gates(server, digest).contains("held") ? Optional.of(true) : Optional.empty());
      JsonNode tasks = server.get("/api/tasks").json();
      assertThat(tasks.path("tasks").size()).isEqualTo(1);
      assertThat(pull(server, "shop", digest).status()).isEqualTo(403);
    }
  }

  @Test
  void heldArtifactsTagStillAnswersTheReleasedOne() throws IOException, InterruptedException {
    try (RunningServer server = gated()) {
      var worker = new PretendWorker(server);
      worker.loadGate();
      String first = push(server, "shop", "latest", "one");
      worker.complete(
          worker.lease(), "passed", "\"verdict\":{\"passed\":true,\"reason\":\"nothing found\"}");
      server.await(() ->
          pull(server, "shop", "latest").status() == 200 ? Optional.of(true) : Optional.empty());
      String second = push(server, "shop", "latest", "two");
      assertThat(pull(server, "shop", "latest").header("docker-content-digest")).isEqualTo(first);
      assertThat(pull(server, "shop", second).status()).isEqualTo(403);
    }
  }

  @Test
  void resultsOfALostLeaseAreRefused() throws IOException, InterruptedException {
    try (RunningServer server = gated()) {
      var worker = new PretendWorker(server);
      JsonNode load = worker.lease();
      Answer lost = worker.complete(load, load.path("fence").asLong() + 1, "passed", "");
      assertThat(lost.status()).isEqualTo(409);
      Answer nonsense = worker.complete(load, "splendid", "");
      assertThat(nonsense.status()).isEqualTo(400);
      assertThat(worker.complete(load, "failed", "\"reason\":\"no\"").status()).isEqualTo(200);
      assertThat(worker.complete(load, "passed", "").status()).isIn(200, 409);
      JsonNode bundle = server.get("/api/tasks").json().path("bundles").path(0);
      assertThat(bundle.path("versions").path(0).path("status").asString()).isEqualTo("refused");
    }
  }

  /// How the gates in the artifact's journey stand; none while it has not joined.
  private static List<String> gates(RunningServer server, String digest)
      throws IOException, InterruptedException {
    JsonNode journeys = server.get("/api/journeys?artifact=" + digest).json().path("journeys");
    if (journeys.isEmpty()) {
      return List.of();
    }
    return server
        .get("/api/journeys/" + journeys.path(0).path("id").asString())
        .json()
        .path("nodes")
        .valueStream()
        .filter(it -> it.path("kind").asString().equals("gate"))
        .map(it -> it.path("status").asString())
        .toList();
  }
}
