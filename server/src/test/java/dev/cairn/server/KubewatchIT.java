// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.server.RunningServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// kubewatch's CloudEvents at `/events`: from a registry's push to what the cluster runs, in one
/// journey, whatever came first.
class KubewatchIT {
  private static final String COMMIT = "c5".repeat(20);
  private static final String OLD = "sha256:" + "e0".repeat(32);
  private static final String SECRET = "the registry's";

  /// What is sent, and to where.
  private record Sent(String path, String body) {}

  private static final Sent PUSHED =
      new Sent(
          "/hooks/distribution?wait=true",
          """
          {"events":[{"id":"e-1","timestamp":"2026-11-21T14:05:00Z","action":"push",
            "target":{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s","repository":"acme/shop",
             "url":"https://registry.example/v2/acme/shop/manifests/x","tag":"%s"},
            "request":{"host":"registry.example","method":"PUT"},"actor":{"name":"ci"}}]}
          """
              .formatted(Sample.DIGEST, COMMIT));

  private static final Sent BUILT =
      new Sent("/events?wait=true", Sample.artifact("packaged", Sample.DIGEST, COMMIT));

  private static final Sent SYNCED =
      new Sent(
          "/hooks/argocd?wait=true",
          """
          {"app":{"metadata":{"name":"shop","namespace":"argocd","uid":"0f3b"},
            "spec":{"destination":{"namespace":"production"}},
            "status":{"sync":{"status":"Synced","revision":"%1$s"},
             "health":{"status":"Healthy","lastTransitionTime":"2026-11-21T14:11:25Z"},
             "operationState":{"phase":"Succeeded","startedAt":"2026-11-21T14:11:00Z","finishedAt":"2026-11-21T14:11:02Z",
              "syncResult":{"revision":"%1$s"}},
             "summary":{"images":["registry.example/acme/shop@%2$s"]}}}}
          """
              .formatted("c0".repeat(20), Sample.DIGEST));

  private static final Sent STARTED = rollout("shop", "update", 2, "2026-11-21T14:11:09Z");
  private static final Sent LIVE = rollout("shop", "update", 3, "2026-11-21T14:11:21Z");

  /// A Deployment of which as many replicas are there.
  private static Sent rollout(String name, String operation, int available, String time) {
    return new Sent(
        "/events?wait=true",
        """
        {"specversion":"1.0","type":"KUBERNETES_TOPOLOGY_CHANGE","source":"https://github.com/aantn/kubewatch","subject":"",
         "id":"1763732000-%3$d","time":"%4$s","datacontenttype":"application/json",
         "data":{"operation":"%2$s","kind":"Deployment","clusterUid":"TODO","description":"…","apiVersion":"apps/v1",
          "obj":{"metadata":{"name":"%1$s","namespace":"production","uid":"5b0a-%1$s","resourceVersion":"9154%3$d","generation":7,
             "annotations":{"deployment.kubernetes.io/revision":"7"},
             "managedFields":[{"manager":"kube-controller-manager","operation":"Update","time":"%4$s","subresource":"status"}]},
            "spec":{"replicas":3,"template":{"spec":{"containers":[{"name":"%1$s","image":"registry.example/acme/shop@%5$s"}]}}},
            "status":{"observedGeneration":7,"replicas":3,"updatedReplicas":3,"availableReplicas":%3$d,
             "conditions":[{"type":"Progressing","status":"True","reason":"NewReplicaSetAvailable","lastUpdateTime":"%4$s"}]}},
          "oldObj":{"metadata":{"name":"%1$s","namespace":"production","uid":"5b0a-%1$s","generation":6},
            "spec":{"template":{"spec":{"containers":[{"name":"%1$s","image":"registry.example/acme/shop@%6$s"}]}}}}}}
        """
            .formatted(name, operation, available, time, Sample.DIGEST, OLD));
  }

  private static Answer send(RunningServer server, Sent sent)
      throws IOException, InterruptedException {
    Answer answer =
        server.post(
            sent.path(),
            sent.body(),
            "Content-Type",
            "application/json",
            "Authorization",
            "Bearer " + SECRET);
    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
    return answer;
  }

  private static RunningServer registryAnd(Path data) throws IOException {
    return RunningServer.of(
        RunningServer.configured(
            data,
            List.of(),
            Map.of(
                "distribution",
                RunningServer.secrets(SECRET),
                "argocd",
                RunningServer.secrets(SECRET))));
  }

  private static ObjectNode journey(RunningServer server) throws IOException, InterruptedException {
    return journey(server, Sample.DIGEST);
  }

  private static ObjectNode journey(RunningServer server, String digest)
      throws IOException, InterruptedException {
    JsonNode found = server.get("/api/journeys?artifact=" + digest).json().path("journeys");
    assertThat(found.size()).isEqualTo(1);
    return (ObjectNode) server.get("/api/journeys/" + found.path(0).path("id").asString()).json();
  }

  private static JsonNode deployment(JsonNode journey) {
    return journey
        .path("nodes")
        .valueStream()
        .filter(node -> node.path("kind").asString().equals("deployment"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void pushedImageIsLiveInOneJourneyOnceTheClusterRunsIt(@TempDir Path data)
      throws IOException, InterruptedException {
    try (RunningServer server = registryAnd(data)) {
      String pushed =
          send(server, PUSHED).json().path("events").path(0).path("journeys").toString();
      JsonNode started = send(server, STARTED).json().path("events");
      assertThat(started.path(0).path("journeys").toString()).isEqualTo(pushed);
      assertThat(deployment(journey(server)).path("status").asString()).isEqualTo("running");
      send(server, LIVE);
      JsonNode rollout = deployment(journey(server));
      assertThat(rollout.path("status").asString()).isEqualTo("live");
      assertThat(rollout.path("stage").asString()).isEqualTo("environment:production");
      assertThat(rollout.path("tool").asString()).isEqualTo("kubewatch");
      assertThat(journey(server).path("status").asString()).isEqualTo("live");
      assertThat(server.get("/api/journeys?commit=" + COMMIT).json().path("journeys").size())
          .isEqualTo(1);
      assertThat(server.get("/api/journeys?artifact=" + OLD).json().path("journeys").size())
          .isZero();
      JsonNode again = send(server, LIVE).json().path("events").path(0);
      assertThat(again.path("duplicate").asBoolean()).isTrue();
      assertThat(deployment(journey(server)).path("eventCount").asInt()).isEqualTo(2);
    }
  }

  @Test
  void anyOrderGivesTheSameJourney(@TempDir Path folder) throws IOException, InterruptedException {
    List<Sent> all = List.of(PUSHED, BUILT, SYNCED, STARTED, LIVE);
    long seed = System.nanoTime();
    var random = new Random(seed);
    String first = told(folder.resolve("0"), all);
    assertThat(first).contains(Sample.DIGEST).contains("environment:production");
    for (int i = 1; i <= 4; i++) {
      var order = new ArrayList<>(all);
      order.add(all.get(random.nextInt(all.size())));
      Collections.shuffle(order, random);
      assertThat(told(folder.resolve(String.valueOf(i)), order))
          .describedAs("seed %d, order %s", seed, order)
          .isEqualTo(first);
    }
  }

  /// The journey without what the receiver's clock and numbering have put into it.
  private static String told(Path data, List<Sent> order) throws IOException, InterruptedException {
    try (RunningServer server = registryAnd(data)) {
      for (Sent sent : order) {
        send(server, sent);
      }
      ObjectNode journey = journey(server);
      journey.remove("updated");
      for (JsonNode node : journey.path("nodes")) {
        for (JsonNode event : node.path("events")) {
          ((ObjectNode) event).remove("delivery");
        }
      }
      return journey.toString();
    }
  }

  @Test
  void deletedWorkloadRunsNoMore(@TempDir Path data) throws IOException, InterruptedException {
    try (RunningServer server = registryAnd(data)) {
      send(server, rollout("shop", "delete", 3, "2026-11-22T09:00:00Z"));
      send(server, LIVE);
      send(server, BUILT);
      JsonNode rollout = deployment(journey(server));
      assertThat(rollout.path("status").asString()).isEqualTo("superseded");
      assertThat(rollout.path("reason").asString()).isEqualTo("deleted from the cluster");
    }
  }

  @Test
  void rolloutThatWasUndoneIsRolledBack(@TempDir Path data)
      throws IOException, InterruptedException {
    Sent next = revision("8", "2026-11-21T15:00:00Z", OLD);
    Sent undone = revision("9", "2026-11-21T15:10:00Z", Sample.DIGEST);
    try (RunningServer server = registryAnd(data)) {
      for (Sent sent : List.of(undone, next, LIVE, BUILT)) {
        send(server, sent);
      }
      send(server, new Sent(BUILT.path(), Sample.artifact("other", OLD, "c6".repeat(20))));
      JsonNode rolledBack = deployment(journey(server, OLD));
      assertThat(rolledBack.path("status").asString()).isEqualTo("rolled-back");
      assertThat(
              journey(server)
                  .path("nodes")
                  .valueStream()
                  .filter(node -> node.path("kind").asString().equals("deployment"))
                  .map(node -> node.path("status").asString()))
          .containsExactlyInAnyOrder("superseded", "live");
    }
  }

  private static Sent revision(String number, String time, String digest) {
    String body =
        LIVE.body()
            .replace("revision\":\"7\"", "revision\":\"" + number + "\"")
            .replace("2026-11-21T14:11:21Z", time)
            .replace(Sample.DIGEST, digest);
    assertThat(body).contains("revision\":\"" + number).contains(time).contains(digest);
    return new Sent(LIVE.path(), body);
  }

  @Test
  void serviceThatCairnRunsItselfIsNobodyElses(@TempDir Path data)
      throws IOException, InterruptedException {
    try (RunningServer server = RunningServer.of(Sample.localShop(data))) {
      Answer answer = send(server, LIVE);
      assertThat(answer.json().path("events").path(0).path("ignored").asString())
          .contains("production/shop")
          .contains("only Cairn says");
      JsonNode delivery = server.delivery(answer.json().path("id").asString());
      assertThat(delivery.path("status").asString()).isEqualTo("refused");
      Answer other = send(server, rollout("checkout", "update", 3, "2026-11-21T14:11:21Z"));
      assertThat(other.json().path("events").path(0).path("ignored").isNull()).isTrue();
    }
  }

  @Test
  void otherKindIsKeptAndIgnored(@TempDir Path data) throws IOException, InterruptedException {
    try (RunningServer server = RunningServer.in(data)) {
      Answer answer =
          send(server, new Sent(LIVE.path(), LIVE.body().replace("\"Deployment\"", "\"Node\"")));
      JsonNode delivery = server.delivery(answer.json().path("id").asString());
      assertThat(delivery.path("status").asString()).isEqualTo("ignored");
      assertThat(delivery.path("why").asString()).startsWith("Node production/shop: no rollout");
      assertThat(server.events()).isZero();
    }
  }
}
