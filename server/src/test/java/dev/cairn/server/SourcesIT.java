// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.server.Configuration.Hook;
import dev.cairn.server.Configuration.Source;
import dev.cairn.server.RunningServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Several who send for one tool, each with a secret and a scope of its own (DESIGN.md, P9).
class SourcesIT {
  private static final Source OWN = new Source("", List.of("whole"), List.of(), List.of());
  private static final Source SHOP =
      new Source("shop", List.of("shops"), List.of("github.com/acme/shop"), List.of());
  private static final Source PAY =
      new Source("pay", List.of("pays-new", "pays-old"), List.of("github.com/acme/pay"), List.of());

  @TempDir Path data;

  private Configuration configured(Source... sources) {
    return RunningServer.configured(
        data,
        List.of(),
        Map.of(
            "github",
            new Hook(false, List.of(sources)),
            "distribution",
            new Hook(
                false,
                List.of(
                    new Source(
                        "shop", List.of("shops"), List.of("registry.example/acme/shop"), List.of()),
                    new Source("all", List.of("whole"), List.of(), List.of()))),
            "argocd",
            new Hook(
                false,
                List.of(
                    new Source("staging", List.of("staging's"), List.of(), List.of("staging")),
                    new Source("all", List.of("whole"), List.of(), List.of())))));
  }

  private static JsonNode sent(RunningServer server, String kind, String secret, String body)
      throws IOException, InterruptedException {
    Answer answer =
        server.post(
            "/hooks/github",
            body,
            "Content-Type",
            "application/json",
            "X-GitHub-Event",
            kind,
            "X-Hub-Signature-256",
            Sample.signature(secret, body));
    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(202);
    return server.delivery(answer.json().path("id").asString());
  }

  private static JsonNode authorized(RunningServer server, String tool, String secret, String body)
      throws IOException, InterruptedException {
    Answer answer =
        server.post(
            "/hooks/" + tool,
            body,
            "Content-Type",
            "application/json",
            "Authorization",
            "Bearer " + secret);
    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(202);
    return server.delivery(answer.json().path("id").asString());
  }

  private static String status(JsonNode delivery) {
    return delivery.path("status").asString();
  }

  private static String why(JsonNode delivery) {
    return delivery.path("why").asString();
  }

  private static String body(String kind, String repository) {
    String commit = Sample.COMMIT;
    return switch (kind) {
      case "push" -> Sample.push(repository, commit);
      case "registry_package" ->
          Claims.packaged(repository, "registry.example/" + repository, Sample.DIGEST, commit);
      case "workflow_run" ->
          """
          {"action":"completed","repository":{"full_name":"%1$s","html_url":"https://github.com/%1$s"},
           "workflow_run":{"id":5,"name":"CI","head_sha":"%2$s","head_branch":"main","status":"completed","conclusion":"success",
            "html_url":"https://github.com/%1$s/actions/runs/5","updated_at":"2026-11-21T14:04:00Z"}}
          """
              .formatted(repository, commit);
      case "pull_request" ->
          """
          {"action":"opened","repository":{"full_name":"%1$s","html_url":"https://github.com/%1$s"},
           "pull_request":{"number":7,"title":"Pay","html_url":"https://github.com/%1$s/pull/7","state":"open","merged":false,
            "created_at":"2026-11-21T14:04:00Z","updated_at":"2026-11-21T14:04:00Z",
            "head":{"sha":"%2$s","ref":"pay"},"base":{"sha":"%3$s","ref":"main"}}}
          """
              .formatted(repository, commit, "1".repeat(40));
      default -> throw new AssertionError(kind);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "registry_package", "workflow_run", "pull_request"})
  void eachSecretSpeaksOfItsOwnRepositoryAndOfNoOther(String kind)
      throws IOException, InterruptedException {
    try (RunningServer server = RunningServer.of(configured(OWN, SHOP, PAY))) {
      record Case(String secret, String source, String repository, boolean may) {}
      for (Case one :
          List.of(
              new Case("shops", "hooks.github/shop", "acme/pay", false),
              new Case("pays-old", "hooks.github/pay", "acme/shop", false),
              new Case("pays-new", "hooks.github/pay", "evil/pay", false),
              new Case("shops", "hooks.github/shop", "acme/shop", true),
              new Case("whole", "hooks.github", "acme/till", true))) {
        JsonNode delivery = sent(server, kind, one.secret(), body(kind, one.repository()));
        assertThat(delivery.path("source").asString()).as("%s", one).isEqualTo(one.source());
        assertThat(status(delivery))
            .as("%s: %s", one, why(delivery))
            .isEqualTo(one.may() ? "joined" : "refused");
        if (!one.may()) {
          assertThat(why(delivery))
              .contains("https://github.com/" + one.repository())
              .contains("scope of " + one.source().replace("hooks.", ""));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"pays-new", "pays-old", "whole"})
  void forgedEventOfAnothersDoesNotTakeItsIdNorDoesTheRealOneHelpTheForger(String owner)
      throws IOException, InterruptedException {
    try (RunningServer server = RunningServer.of(configured(OWN, SHOP, PAY))) {
      String body = body("push", "acme/pay");
      String commit = "/api/journeys?commit=" + Sample.COMMIT;
      assertThat(status(sent(server, "push", "shops", body))).isEqualTo("refused");
      assertThat(server.get(commit).json().path("journeys").size()).isZero();
      JsonNode real = sent(server, "push", owner, body);
      assertThat(status(real)).isEqualTo("joined");
      assertThat(real.path("duplicateOf").isNull()).isTrue();
      JsonNode late = sent(server, "push", "shops", body);
      assertThat(status(late)).isEqualTo("refused");
      assertThat(late.path("events").path(0).path("journeys")).isEmpty();
      JsonNode again = sent(server, "push", "whole", body);
      assertThat(again.path("duplicateOf").asString()).isEqualTo(real.path("id").asString());
      assertThat(server.get(commit).json().path("journeys").size()).isEqualTo(1);
    }
  }

  @Test
  void idThatARegistryWouldUseIsNotTakenByAPushToAnotherRepository()
      throws IOException, InterruptedException {
    try (RunningServer server = RunningServer.of(configured(OWN))) {
      assertThat(status(authorized(server, "distribution", "shops", pushed("acme/shop", "a1"))))
          .isEqualTo("joined");
      assertThat(status(authorized(server, "distribution", "shops", pushed("acme/pay", "b2"))))
          .isEqualTo("refused");
      JsonNode real = authorized(server, "distribution", "whole", pushed("acme/pay", "c3"));
      assertThat(status(real)).isEqualTo("joined");
      assertThat(real.path("duplicateOf").isNull()).isTrue();
    }
  }

  private static String pushed(String repository, String digest) {
    return """
    {"events":[{"id":"p-1","timestamp":"2026-11-21T14:03:12Z","action":"push",
      "target":{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%2$s","repository":"%1$s","tag":"1"},
      "request":{"host":"registry.example"}}]}
    """
        .formatted(repository, digest.repeat(32));
  }

  @Test
  void syncOfOneEnvironmentIsNotTakenForAnothersWhateverTheApplicationIsCalled()
      throws IOException, InterruptedException {
    try (RunningServer server = RunningServer.of(configured(OWN))) {
      String forged = Claims.argo("shop", "staging", Sample.DIGEST);
      assertThat(status(authorized(server, "argocd", "staging's", forged))).isEqualTo("joined");
      String production = Claims.argo("shop", "production", Sample.DIGEST);
      assertThat(status(authorized(server, "argocd", "staging's", production)))
          .isEqualTo("refused");
      JsonNode real = authorized(server, "argocd", "whole", production);
      assertThat(status(real)).isEqualTo("joined");
      assertThat(real.path("duplicateOf").isNull()).isTrue();
      JsonNode journeys = server.get("/api/journeys?artifact=" + Sample.DIGEST).json();
      String graph =
          server
              .get("/api/journeys/" + journeys.path("journeys").path(0).path("id").asString())
              .text();
      assertThat(graph).contains("shop in staging").contains("shop in production");
    }
  }

  private static String journey(RunningServer server) throws IOException, InterruptedException {
    JsonNode found = server.get("/api/journeys?commit=" + Sample.COMMIT).json().path("journeys");
    assertThat(found.size()).isEqualTo(1);
    return server.get("/api/journeys/" + found.path(0).path("id").asString()).text();
  }

  @Test
  void rebuildGivesTheSameGraphAlsoOfASourceThatHasNoSecretAnyMore()
      throws IOException, InterruptedException {
    String before;
    try (RunningServer server = RunningServer.of(configured(OWN, SHOP, PAY))) {
      sent(server, "push", "pays-old", body("push", "acme/shop"));
      sent(server, "push", "shops", body("push", "acme/shop"));
      before = journey(server);
      assertThat(before).contains("Retry the payment");
    }
    Configuration closed =
        configured(OWN, PAY, new Source("shop", List.of(), SHOP.repositories(), List.of()));
    Server.rebuild(closed, Clock.systemUTC());
    try (RunningServer server = RunningServer.of(closed)) {
      assertThat(journey(server)).isEqualTo(before);
      Answer refused =
          server.post(
              "/hooks/github",
              "{}",
              "X-GitHub-Event",
              "push",
              "X-Hub-Signature-256",
              Sample.signature("shops", "{}"));
      assertThat(refused.status()).isEqualTo(401);
    }
  }

  @Test
  void sourceWithoutItsEntryHasNoScopeSoARebuildDisownsIt()
      throws IOException, InterruptedException {
    String id;
    try (RunningServer server = RunningServer.of(configured(OWN, SHOP))) {
      id = sent(server, "push", "shops", body("push", "acme/shop")).path("id").asString();
    }
    Configuration without = configured(OWN);
    Server.rebuild(without, Clock.systemUTC());
    try (RunningServer server = RunningServer.of(without)) {
      assertThat(status(server.delivery(id))).isEqualTo("refused");
      assertThat(why(server.delivery(id))).startsWith("source: \"hooks.github/shop\"");
      assertThat(server.get("/api/journeys?commit=" + Sample.COMMIT).json().path("journeys").size())
          .isZero();
    }
  }
}
