// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.Digest;
import dev.cairn.server.Configuration.Hook;
import dev.cairn.server.Configuration.Source;
import dev.cairn.server.RunningServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What tools with good signatures say of what is Cairn's own: what it runs, and what lies in its
/// registry (DESIGN.md, P9).
class ClaimsIT {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final byte[] CONFIG =
      "{\"architecture\":\"amd64\",\"os\":\"linux\"}".getBytes(UTF_8);
  private static final String EVIL = "e1".repeat(20);

  private static final Source WHOLE = new Source("", List.of("whole"), List.of(), List.of());
  private static final Source SHOP =
      new Source("shop", List.of("shops"), List.of("github.com/acme/shop"), List.of());

  private static final Source EVILS =
      new Source("evil", List.of("evils"), List.of("github.com/evil/*"), List.of());

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
    return packaged(server, "forge", body);
  }

  private static JsonNode packaged(RunningServer server, String secret, String body)
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
            Sample.signature(secret, body));
    return server.delivery(answer.json().path("id").asString());
  }

  /// The manifest of an image without layers.
  private static byte[] image() {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"%s\",\"size\":%d},\"layers\":[]}"
        .formatted(MANIFEST, Digest.of(CONFIG), CONFIG.length)
        .getBytes(UTF_8);
  }

  /// Pushes an image without layers; gives its digest once Cairn has released it, since nobody
  /// judges.
  private static String push(RunningServer server, String repository)
      throws IOException, InterruptedException {
    String blob = Digest.of(CONFIG).toString();
    server.send(
        "POST",
        "/v2/%s/blobs/uploads/?digest=%s".formatted(repository, blob),
        CONFIG,
        "Content-Type",
        "application/octet-stream");
    Answer answer =
        server.send(
            "PUT", "/v2/%s/manifests/1".formatted(repository), image(), "Content-Type", MANIFEST);
    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(201);
    String digest = answer.header("docker-content-digest");
    server.await(() ->
        !journeys(server, digest).isEmpty()
                && journey(server, digest).contains("cairn-artifact.released")
            ? Optional.of(true)
            : Optional.empty());
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

  /// The graph of an image that was pushed to Cairn, and the journeys that a forged commit is in.
  private record Seen(String journey, String forged) {}

  private static Seen seen(RunningServer server, String digest)
      throws IOException, InterruptedException {
    JsonNode forged = server.get("/api/journeys?commit=" + EVIL).json().path("journeys");
    String graph =
        forged.isEmpty()
            ? ""
            : server.get("/api/journeys/" + forged.path(0).path("id").asString()).text();
    return new Seen(
        journey(server, digest)
            .replaceAll("\"(updated|delivery)\":\"[^\"]*\"", "\"$1\":\"\"")
            .replaceAll("\"(started|finished|since|time)\":\"[^\"]*\"", "\"$1\":\"\"")
            .replaceAll("registry/acme/pay/[^\"]*", "registry/acme/pay"),
        graph);
  }

  @ParameterizedTest
  @CsvSource({
    "whole, evil/other, registry.example/evil/x",
    "shops, acme/shop, registry.example/acme/shop"
  })
  void claimDoesNotCountOnceTheOwnerHasPushedWhicheverCameFirst(
      String secret, String repository, String image) throws IOException, InterruptedException {
    Configuration sources =
        Claims.configured(
            data.resolve("first"),
            List.of(),
            Map.of("github", new Hook(false, List.of(WHOLE, SHOP, EVILS))));
    String digest = Digest.of(image()).toString();
    String forged = Claims.packaged(repository, image, digest, EVIL);
    Seen first;
    try (RunningServer server = RunningServer.of(sources)) {
      JsonNode delivery = packaged(server, secret, forged);
      assertThat(delivery.path("status").asString())
          .describedAs(delivery.path("why").asString())
          .isEqualTo("joined");
      assertThat(journey(server, digest)).contains(EVIL);
      assertThat(push(server, "acme/pay")).isEqualTo(digest);
      first = seen(server, digest);
      assertThat(first.forged()).isNotEmpty().doesNotContain(digest);
      assertThat(first.journey()).doesNotContain(EVIL).doesNotContain(image);
    }
    Server.rebuild(sources, Clock.systemUTC());
    try (RunningServer server = RunningServer.of(sources)) {
      assertThat(seen(server, digest)).isEqualTo(first);
    }
    Configuration other = Claims.configured(data.resolve("second"), List.of(), sources.hooks());
    try (RunningServer server = RunningServer.of(other)) {
      push(server, "acme/pay");
      refused(packaged(server, secret, forged), digest + " of cairn-registry/acme/pay");
      assertThat(seen(server, digest).journey()).isEqualTo(first.journey());
    }
  }

  @ParameterizedTest
  @CsvSource({"shops, acme/shop", "evils, evil/other"})
  void narrowedClaimDoesNotCountAgainstASourceThatIsNotNarrowedWhicheverCameFirst(
      String secret, String repository) throws IOException, InterruptedException {
    String digest = "sha256:" + "ba".repeat(32);
    String forged = Claims.packaged(repository, "registry.example/" + repository, digest, EVIL);
    String real = Claims.packaged("acme/pay", "registry.example/acme/pay", digest, Sample.COMMIT);
    var graphs = new HashSet<String>();
    for (boolean forgedFirst : List.of(true, false)) {
      Configuration sources =
          Claims.configured(
              data.resolve("forged-first-" + forgedFirst),
              List.of(),
              Map.of("github", new Hook(false, List.of(WHOLE, SHOP, EVILS))));
      try (RunningServer server = RunningServer.of(sources)) {
        if (forgedFirst) {
          assertThat(packaged(server, secret, forged).path("status").asString())
              .isEqualTo("joined");
        }
        assertThat(packaged(server, "whole", real).path("status").asString()).isEqualTo("joined");
        if (!forgedFirst) {
          refused(packaged(server, secret, forged), digest + " of ");
        }
        Seen seen = seen(server, digest);
        assertThat(seen.journey()).contains(Sample.COMMIT).doesNotContain(EVIL);
        assertThat(seen.forged()).doesNotContain(digest);
        graphs.add(seen.journey());
      }
    }
    assertThat(graphs).hasSize(1);
  }
}
