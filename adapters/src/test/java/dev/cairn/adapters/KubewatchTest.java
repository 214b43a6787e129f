// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import static dev.cairn.adapters.Recorded.DIGEST;
import static dev.cairn.adapters.Recorded.edges;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KubewatchTest {
  private static final String OLD = "eeeeeeee";
  private static final String ROLLOUT =
      "run:kubernetes/production/5b0a9d0e-3c1f-4a0e-9a55-0f6f2b7f6c11/7";
  private static final String PODS =
      "run:kubernetes/production/77aa77aa-1111-4222-8333-444455556666/6c9f7d5b84";

  private static Delivery seen(String resource) {
    return Recorded.delivery(
        "cdevents",
        Map.of("content-type", "application/json"),
        Recorded.body("kubewatch/" + resource + ".json"));
  }

  private static Map<String, String> deployment(Event event) {
    return subject(event, NodeKind.DEPLOYMENT).attributes();
  }

  @Test
  void finishedRolloutIsALiveDeploymentOfItsDigest() {
    Event event = only(seen("deployment-live"));
    assertThat(edges(event))
        .containsExactly("sha256:9b1c4200 -deployed-by-> " + ROLLOUT + " (declared, same-digest)");
    Subject rollout = subject(event, NodeKind.DEPLOYMENT);
    assertThat(rollout.places())
        .containsExactlyInAnyOrder(
            Identity.environment("production"), Identity.service("production", "shop"));
    assertThat(rollout.attributes())
        .containsEntry("status", "live")
        .containsEntry("stage", "environment:production")
        .containsEntry("environment", "production")
        .containsEntry("service", "shop")
        .containsEntry("title", "shop in production")
        .containsEntry("tool", "kubewatch")
        .containsEntry("finished", "2026-11-21T14:11:20Z")
        .doesNotContainKey("reason");
    assertThat(subject(event, NodeKind.ARTIFACT).identities())
        .containsExactly(Identity.digest(DIGEST), new Identity("pkg:oci/shop@" + DIGEST));
    assertThat(event.type()).isEqualTo("dev.cdevents.service.deployed.0.3.0");
    assertThat(event.time()).hasToString("2026-11-21T14:11:21Z");
    assertThat(event.id().source()).isEqualTo("https://github.com/aantn/kubewatch");
  }

  @Test
  void oldObjectAndLastAppliedConfigurationAndInitContainersJoinNothing() {
    for (String resource : List.of("deployment-live", "deployment-running", "pod-ready")) {
      assertThat(seen(resource).body()).asString(UTF_8).contains(OLD);
      assertThat(names(only(seen(resource)))).doesNotContain(OLD).doesNotContain("migrate");
    }
  }

  @Test
  void binaryModeOfALaterKubewatchSaysTheSame() {
    Event structured = only(seen("deployment-live"));
    String body = new String(seen("deployment-live").body(), UTF_8);
    int data = body.indexOf("\"data\": ") + "\"data\": ".length();
    Event binary =
        only(
            Recorded.delivery(
                "cdevents",
                Map.of(
                    "content-type", "application/json",
                    "ce-specversion", "1.0",
                    "ce-type", "KUBERNETES_TOPOLOGY_CHANGE",
                    "ce-source", "https://github.com/aantn/kubewatch",
                    "ce-id", "1763732000-17",
                    "ce-time", "2026-11-21T14:11:21.482913Z"),
                body.substring(data, body.lastIndexOf('}')).getBytes(UTF_8)));
    assertThat(binary).isEqualTo(structured);
  }

  @Test
  void rolloutUnderWaySaysWhatIsMissing() {
    Event event = only(seen("deployment-running"));
    assertThat(edges(event))
        .containsExactly("sha256:9b1c4200 -deployed-by-> " + ROLLOUT + " (declared, same-digest)");
    assertThat(deployment(event))
        .containsEntry("status", "running")
        .containsEntry("reason", "2 of 3 replicas updated")
        .doesNotContainKey("finished");
    assertThat(event.type()).isEqualTo("dev.cdeventsx.kubernetes-rollout.started.0.1.0");
    Delivery updated =
        with(seen("deployment-running"), "\"updatedReplicas\": 2", "\"updatedReplicas\": 3");
    assertThat(deployment(only(updated))).containsEntry("reason", "old replicas still there: 1");
    assertThat(
            deployment(
                only(
                    with(
                        seen("deployment-live"),
                        "\"availableReplicas\": 3",
                        "\"availableReplicas\": 1"))))
        .containsEntry("status", "running")
        .containsEntry("reason", "1 of 3 updated replicas available");
    assertThat(
            deployment(
                only(
                    with(
                        seen("deployment-running"),
                        "\"selector\": {",
                        "\"paused\": true, \"selector\": {"))))
        .containsEntry("status", "waiting")
        .containsEntry("reason", "paused: 2 of 3 replicas updated");
  }

  @Test
  void missedDeadlineIsAFailureWithTheClustersWords() {
    Event event = only(seen("deployment-failed"));
    assertThat(deployment(event))
        .containsEntry("status", "failed")
        .containsEntry("reason", "ReplicaSet \"shop-6c9f7d5b84\" has timed out progressing.")
        .containsEntry("finished", "2026-11-21T14:21:09Z");
    assertThat(event.type()).isEqualTo("dev.cdeventsx.kubernetes-rollout.failed.0.1.0");
  }

  @Test
  void statusOfAnEarlierGenerationSaysNothing() {
    assertThat(
            ignored(
                with(
                    seen("deployment-live"),
                    "\"observedGeneration\": 7",
                    "\"observedGeneration\": 6")))
        .contains("Deployment production/shop")
        .contains("generation 7");
  }

  @Test
  void scalingIsNoNewRolloutAndAnotherTemplateIs() {
    Delivery scaled =
        with(
            with(seen("deployment-live"), "\"generation\": 7", "\"generation\": 8"),
            "\"observedGeneration\": 7",
            "\"observedGeneration\": 8");
    assertThat(subject(only(scaled), NodeKind.DEPLOYMENT).identities())
        .containsExactly(new Identity(ROLLOUT));
    Delivery next =
        with(scaled, "kubernetes.io/revision\": \"7\"", "kubernetes.io/revision\": \"8\"");
    assertThat(subject(only(next), NodeKind.DEPLOYMENT).identities())
        .containsExactly(new Identity(ROLLOUT.replaceFirst("7$", "8")));
    assertThat(
            deployment(only(with(seen("deployment-live"), "\"replicas\": 3", "\"replicas\": 0"))))
        .containsEntry("status", "waiting")
        .containsEntry("reason", "scaled to 0");
  }

  @Test
  void sameStateIsOneEventWhoeverCountsIt() {
    Event first = only(seen("deployment-live"));
    Delivery again =
        with(
            with(
                with(seen("deployment-live"), "1763732000-17", "1763740000-2"),
                "14:11:21.482913Z",
                "15:02:00.1Z"),
            "91544",
            "91999");
    assertThat(only(again).id()).isEqualTo(first.id());
    assertThat(only(again).time()).isEqualTo(first.time());
    assertThat(only(seen("deployment-running")).id()).isNotEqualTo(first.id());
  }

  @Test
  void ofTwoStatesInOneSecondTheOneFurtherOnComesLast() {
    Event live = only(seen("deployment-live"));
    Event running =
        only(with(seen("deployment-live"), "\"availableReplicas\": 3", "\"availableReplicas\": 2"));
    assertThat(running.time()).isEqualTo(live.time());
    assertThat(running.id()).isLessThan(live.id());
  }

  @Test
  void withoutATimeOfItsOwnAStateIsCountedAsTheSenderDoes() {
    Delivery bare =
        Recorded.delivery(
            "cdevents",
            Map.of("content-type", "application/json"),
            """
            {"specversion":"1.0","type":"KUBERNETES_TOPOLOGY_CHANGE","source":"/kubewatch","id":"5-1",
             "time":"2026-11-21T14:00:00Z","data":{"operation":"update","kind":"deployment","obj":
              {"metadata":{"name":"shop","namespace":"staging"},
               "spec":{"template":{"spec":{"containers":[{"image":"shop@%s"}]}}},
               "status":{"replicas":1,"updatedReplicas":1,"availableReplicas":1}}}}
            """
                .formatted(DIGEST)
                .getBytes(UTF_8));
    Event event = only(bare);
    assertThat(event.id().id()).endsWith("/5-1/3-live");
    assertThat(event.time()).hasToString("2026-11-21T14:00:00Z");
    assertThat(deployment(event)).containsEntry("status", "live");
  }

  @Test
  void labelNamesTheEnvironmentElseTheNamespaceDoes() {
    Event event =
        only(
            with(
                seen("deployment-live"),
                "\"uid\": \"5b0a9d0e-3c1f-4a0e-9a55-0f6f2b7f6c11\",\n"
                    + "        \"resourceVersion\": \"91544\",\n"
                    + "        \"generation\": 7,\n"
                    + "        \"creationTimestamp\": \"2026-10-02T08:00:00Z\",\n"
                    + "        \"labels\": {",
                "\"labels\": {\"environment\": \"live\","));
    assertThat(subject(event, NodeKind.DEPLOYMENT).places())
        .containsExactlyInAnyOrder(Identity.environment("live"), Identity.service("live", "shop"));
  }

  @Test
  void statefulSetAndDaemonSetAreReadByTheirOwnCounts() {
    Event ledger = only(seen("statefulset"));
    assertThat(edges(ledger).getFirst())
        .contains(
            "run:kubernetes/production/aa11bb22-0000-4000-8000-000000000001/ledger-7f8d9c6b5");
    assertThat(deployment(ledger))
        .containsEntry("status", "live")
        .containsEntry("service", "ledger");
    Event logs = only(seen("daemonset"));
    assertThat(edges(logs).getFirst())
        .contains("run:kubernetes/production/cc33dd44-0000-4000-8000-000000000002/3");
    assertThat(deployment(logs)).containsEntry("status", "live");
    assertThat(
            deployment(
                only(
                    with(
                        seen("daemonset"),
                        "NumberScheduled\": 5,\n        \"numberAv",
                        "NumberScheduled\": 4,\n        \"numberAv"))))
        .containsEntry("reason", "4 of 5 replicas updated");
  }

  @Test
  void tagJoinsNothingAndLeavesItToThePods() {
    Delivery tagged = with(seen("deployment-live"), "acme/shop:1.4@" + DIGEST, "acme/shop:1.4");
    assertThat(ignored(tagged))
        .isEqualTo(
            "Deployment production/shop: names no image by its digest (images:"
                + " [registry.example/acme/shop:1.4]), so its pods say what runs");
  }

  @Test
  void podKnowsWhatItsTagWas() {
    Event event = only(seen("pod-ready"));
    assertThat(edges(event))
        .containsExactly("sha256:9b1c4200 -deployed-by-> " + PODS + " (declared, same-digest)");
    assertThat(deployment(event))
        .containsEntry("status", "live")
        .containsEntry("service", "shop")
        .containsEntry("title", "shop in production");
    assertThat(
            edges(
                only(
                    with(
                        seen("pod-ready"),
                        "\"imageID\": \"registry",
                        "\"imageID\": \"docker-pullable://registry"))))
        .isEqualTo(edges(event));
  }

  @Test
  void podThatReplacesAnotherIsNoNewRollout() {
    Event first = only(seen("pod-ready"));
    Event other =
        only(
            with(
                with(seen("pod-ready"), "shop-6c9f7d5b84-2xk4l", "shop-6c9f7d5b84-9pq7m"),
                "0d2f5c1e",
                "1e3a6d2f"));
    assertThat(edges(other)).isEqualTo(edges(first));
    assertThat(other.id()).isNotEqualTo(first.id());
  }

  @Test
  void podOfARolloutThatItsWorkloadTellsSaysNothing() {
    assertThat(
            ignored(
                with(
                    seen("pod-ready"),
                    "\"image\": \"registry.example/acme/shop:1.4\"",
                    "\"image\": \"registry.example/acme/shop@" + DIGEST + "\"")))
        .isEqualTo(
            "Pod production/shop-6c9f7d5b84-2xk4l: its images are named by digest, so its workload"
                + " says what runs");
  }

  @Test
  void podThatStartsOrGoesOrHasNoDigestSaysNothing() {
    assertThat(ignored(with(seen("pod-ready"), "\"status\": \"True\"", "\"status\": \"False\"")))
        .contains("not ready yet");
    assertThat(ignored(with(seen("pod-ready"), "\"update\"", "\"delete\""))).contains("it goes");
    assertThat(
            ignored(
                with(
                    seen("pod-ready"),
                    "\"creationTimestamp\"",
                    "\"deletionTimestamp\": \"2026-11-21T15:00:00Z\", \"creationTimestamp\"")))
        .contains("it goes");
    assertThat(
            ignored(
                with(
                    seen("pod-ready"),
                    "\"imageID\": \"registry.example/acme/shop@",
                    "\"imageID\": \"")))
        .contains("no digest of its images is known");
    assertThat(ignored(with(seen("pod-ready"), "\"ReplicaSet\"", "\"Job\"")))
        .contains("is of Job shop-6c9f7d5b84, which is no service");
  }

  @Test
  void podThatCanNotStartFailsItsRollout() {
    Event event =
        only(
            with(
                with(seen("pod-ready"), "\"status\": \"True\"", "\"status\": \"False\""),
                "\"running\": {",
                "\"waiting\": {\"reason\": \"CrashLoopBackOff\","));
    assertThat(deployment(event))
        .containsEntry("status", "failed")
        .containsEntry("reason", "shop-6c9f7d5b84-2xk4l: CrashLoopBackOff");
  }

  @Test
  void deletedWorkloadIsOverAndStaysInItsJourney() {
    Event event = only(with(seen("deployment-live"), "\"update\"", "\"delete\""));
    assertThat(edges(event))
        .containsExactly("sha256:9b1c4200 -deployed-by-> " + ROLLOUT + " (declared, same-digest)");
    assertThat(deployment(event))
        .containsEntry("status", "superseded")
        .containsEntry("reason", "deleted from the cluster");
    assertThat(event.type()).isEqualTo("dev.cdevents.service.removed.0.3.0");
    assertThat(event.time()).isAfter(only(seen("deployment-live")).time());
  }

  @Test
  void otherKindsAreIgnoredByName() {
    assertThat(ignored(seen("secret"))).startsWith("Secret production/creds: no rollout");
    assertThat(ignored(with(seen("secret"), "\"obj\"", "\"object\"")))
        .isEqualTo("Secret: no object in it (expected: data.obj)");
  }

  @Test
  void ignoredEventOfABatchKeepsItsPlace() {
    String batch =
        "["
            + new String(seen("secret").body(), UTF_8)
            + ","
            + new String(seen("deployment-live").body(), UTF_8)
            + "]";
    Interpretation.Events read =
        (Interpretation.Events)
            Adapters.read(
                Recorded.delivery(
                    "cdevents",
                    Map.of("content-type", "application/cloudevents-batch+json"),
                    batch.getBytes(UTF_8)));
    assertThat(read.events()).hasSize(2);
    assertThat(read.events().get(0).says()).isEmpty();
    assertThat(subjects(read.events().get(1), NodeKind.DEPLOYMENT)).hasSize(1);
    assertThat(read.notes().getFirst()).startsWith("event 0: Secret production/creds");
  }

  @Test
  void narrowedSenderSpeaksOfItsEnvironmentsOnly() {
    Scope staging = Scope.natural("cdevents").narrowed(List.of(), List.of(), List.of("staging"));
    assertThat(staging.refusal(only(seen("deployment-live"))).orElseThrow())
        .contains("environment: \"production\"");
    assertThat(Scope.natural("cdevents").refusal(only(seen("deployment-live")))).isEmpty();
  }
}
