// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import static dev.cairn.adapters.Recorded.AMD;
import static dev.cairn.adapters.Recorded.BASE;
import static dev.cairn.adapters.Recorded.CONFIG;
import static dev.cairn.adapters.Recorded.DIGEST;
import static dev.cairn.adapters.Recorded.MERGE;
import static dev.cairn.adapters.Recorded.SHOP;
import static dev.cairn.adapters.Recorded.edges;
import static dev.cairn.adapters.Recorded.events;
import static dev.cairn.adapters.Recorded.failed;
import static dev.cairn.adapters.Recorded.ignored;
import static dev.cairn.adapters.Recorded.names;
import static dev.cairn.adapters.Recorded.only;
import static dev.cairn.adapters.Recorded.sent;
import static dev.cairn.adapters.Recorded.subject;
import static dev.cairn.adapters.Recorded.subjects;
import static dev.cairn.adapters.Recorded.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.CdEvent;
import dev.cairn.events.Event;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import dev.cairn.events.Statement.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class OtherToolsTest {
  private static final String ARGO =
      "run:argocd/production/0f3b1a52-7d1e-4c52-9c8e-2f3c5a1d9e77/" + CONFIG;

  @Test
  void registryPublishesManifestsAndIndexesOnly() {
    List<Event> events = events(sent("distribution", "push"));
    assertThat(events)
        .extracting(Event::id)
        .containsExactly(
            new EventId("registry/registry.example/acme/shop", "e-3"),
            new EventId("registry/registry.example/acme/shop", "e-4"));
    assertThat(edges(events.get(0))).isEmpty();
    assertThat(edges(events.get(1)))
        .containsExactly(
            "9d8c7b6a -built-from-> sha256:9b1c4200 (inferred, tag-is-commit)",
            "sha256:9b1c4200 -contains-> sha256:aaaaaaaa (declared, same-digest)",
            "sha256:9b1c4200 -contains-> sha256:bbbbbbbb (declared, same-digest)");
    Subject image = subject(events.get(1), NodeKind.ARTIFACT);
    assertThat(image.identities())
        .containsExactly(Identity.digest(DIGEST), new Identity("pkg:oci/shop@" + DIGEST));
    assertThat(image.attributes())
        .containsEntry("title", "shop@9b1c42")
        .containsEntry("tool", "distribution")
        .containsEntry("finished", "2026-11-21T13:03:00.123456789Z");
    assertThat(image.places()).contains(Identity.repository("registry.example/acme/shop"));
  }

  @Test
  void registrySaysWhatItLeftOut() {
    Interpretation.Events read =
        (Interpretation.Events) Adapters.read(sent("distribution", "push"));
    assertThat(read.notes())
        .containsExactly(
            "event 0: a layer or configuration: only manifests and indexes are artifacts",
            "event 1: a layer or configuration: only manifests and indexes are artifacts",
            "event 4: action \"pull\": only what is pushed is published",
            "event 5: target.digest: \"sha256:short\" (expected: sha256:<64 hex>)",
            "event 6: action \"delete\": only what is pushed is published");
  }

  @Test
  void envelopeWithNothingToPublishIsIgnored() {
    assertThat(
            ignored(Recorded.delivery("distribution", Map.of(), "{\"events\":[]}".getBytes(UTF_8))))
        .isEqualTo("the envelope is empty");
    assertThat(failed(Recorded.delivery("distribution", Map.of(), "{}".getBytes(UTF_8))))
        .isEqualTo("events: absent (expected: an array of notifications)");
  }

  @Test
  void healthyApplicationIsALiveDeploymentOfItsRevisionAndItsDigests() {
    Event event = only(sent("argocd", "healthy"));
    assertThat(edges(event))
        .containsExactly(
            "c0f1c0f1 -deployed-by-> " + ARGO + " (declared, gitops-revision)",
            "sha256:9b1c4200 -deployed-by-> " + ARGO + " (declared, same-digest)");
    Subject deployment = subject(event, NodeKind.DEPLOYMENT);
    assertThat(deployment.attributes())
        .containsEntry("status", "live")
        .containsEntry("stage", "environment:production")
        .containsEntry("environment", "production")
        .containsEntry("service", "shop")
        .containsEntry("tool", "argocd")
        .containsEntry("title", "shop in production")
        .containsEntry("url", "https://argocd.acme.example/applications/argocd/shop")
        .containsEntry("started", "2026-11-21T14:11:00Z")
        .containsEntry("finished", "2026-11-21T14:12:00Z")
        .doesNotContainKey("reason");
    assertThat(deployment.places())
        .containsExactlyInAnyOrder(
            Identity.environment("production"), Identity.service("production", "shop"));
    assertThat(event.type()).isEqualTo("dev.cdevents.service.deployed.0.3.0");
    assertThat(event.time()).hasToString("2026-11-21T14:12:30Z");
  }

  @Test
  void historyOfAnApplicationJoinsNothing() {
    assertThat(names(only(sent("argocd", "healthy"))))
        .doesNotContain(BASE)
        .doesNotContain("bad0bad0");
  }

  @Test
  void applicationAtTheTopIsReadToo() {
    assertThat(edges(only(sent("argocd", "top-level"))))
        .isEqualTo(edges(only(sent("argocd", "healthy"))));
  }

  @Test
  void imagesCountOnlyOnceTheOldPodsAreGone() {
    Event event = only(sent("argocd", "progressing"));
    assertThat(names(event)).doesNotContain(AMD).doesNotContain(DIGEST);
    assertThat(subject(event, NodeKind.DEPLOYMENT).attributes()).containsEntry("status", "running");
  }

  @Test
  void deploymentIsOfWhatWasSyncedNotOfWhatTheBranchHoldsNow() {
    Event event = only(sent("argocd", "behind"));
    assertThat(edges(event))
        .containsExactly("c0f1c0f1 -deployed-by-> " + ARGO + " (declared, gitops-revision)");
    assertThat(names(event)).doesNotContain("c0f2c0f2");
    assertThat(subject(event, NodeKind.DEPLOYMENT).attributes()).containsEntry("status", "live");
  }

  @Test
  void outOfSyncAtItsOwnRevisionIsDrift() {
    assertThat(subject(only(sent("argocd", "drifted")), NodeKind.DEPLOYMENT).attributes())
        .containsEntry("status", "drifted")
        .containsEntry("reason", "differs from its revision");
  }

  @Test
  void failedSyncSaysItsFirstLine() {
    assertThat(subject(only(sent("argocd", "failed")), NodeKind.DEPLOYMENT).attributes())
        .containsEntry("status", "failed")
        .containsEntry("reason", "one or more objects failed to apply");
  }

  @Test
  void chartVersionIsNoCommit() {
    Event event = only(sent("argocd", "helm"));
    assertThat(subjects(event, NodeKind.CONFIG_COMMIT)).isEmpty();
    assertThat(subjects(event, NodeKind.DEPLOYMENT)).hasSize(1);
  }

  @Test
  void doublesOfANotificationAreOneEventAndAnotherHealthIsAnother() {
    EventId healthy = only(sent("argocd", "healthy")).id();
    assertThat(
            only(with(sent("argocd", "healthy"), "2026-11-21T14:13:00Z", "2026-11-21T14:15:00Z"))
                .id())
        .isEqualTo(healthy);
    assertThat(only(with(sent("argocd", "healthy"), "\"Healthy\"", "\"Degraded\"")).id())
        .isNotEqualTo(healthy);
  }

  @Test
  void whatIsNoApplicationFailsWithTheTemplateToUse() {
    assertThat(
            failed(Recorded.delivery("argocd", Map.of(), "{\"text\":\"synced\"}".getBytes(UTF_8))))
        .contains("{\"app\": {{toJson .app}}}");
  }

  @Test
  void watchedPushHasParentsAndOthersAndNoDigestsOfASourceRepository() {
    Event event = only(sent("git", "source"));
    assertThat(event.id())
        .isEqualTo(new EventId(SHOP, "git/push/refs/heads/main/" + BASE + "/" + MERGE));
    assertThat(edges(event))
        .containsExactly(
            "5e0d5e0d -parent-> 9d8c7b6a (declared, git-parent)",
            "77777777 -parent-> 9d8c7b6a (inferred, commit-message)",
            "11111111 -parent-> 5e0d5e0d (declared, git-parent)",
            "9d8c7b6a -pushed-with-> 5e0d5e0d (declared, same-push)");
    assertThat(names(event)).doesNotContain(DIGEST);
    assertThat(event.json())
        .contains("\"repository\":\"git@github.com:acme/shop.git\"")
        .contains("\"before\":\"" + BASE + "\"");
  }

  @Test
  void configCommitIsNamedByTheDigestsOfItsDiff() {
    Event event = only(sent("git", "config"));
    assertThat(edges(event))
        .containsExactly(
            "11111111 -parent-> c0f1c0f1 (declared, git-parent)",
            "sha256:9b1c4200 -names-> c0f1c0f1 (inferred, config-diff)");
    assertThat(subject(event, NodeKind.CONFIG_COMMIT).attributes())
        .containsEntry("title", "shop in production c0f1c0f")
        .containsEntry("fact.files", "production/shop.yaml");
  }

  @Test
  void tagIsAPlaceOfItsCommit() {
    Event event = only(sent("git", "tag"));
    assertThat(subject(event, NodeKind.COMMIT).places())
        .contains(Identity.tag("/srv/git/shop.git", "v1.4"));
    assertThat(event.json()).contains("\"ref\":\"refs/tags/v1.4\"").contains("\"tag\":\"v1.4\"");
  }

  @Test
  void refThatIsGoneIsIgnored() {
    assertThat(
            ignored(
                with(
                    sent("git", "tag"), "\"after\": \"" + MERGE, "\"after\": \"" + "0".repeat(40))))
        .contains("refs/tags/v1.4 is gone");
  }

  @Test
  void cairnSaysWhatItSaysAndNobodyElseDoes() {
    List<Statement> says =
        List.of(
            new Subject(
                NodeKind.GATE,
                new TreeSet<>(Set.of(Identity.run("cairn/gate/release/9b1c42"))),
                Set.of(),
                new TreeMap<>(Map.of("status", "passed"))));
    String event =
        new CdEvent(
                new EventId("cairn", "gate/1"),
                "dev.cdeventsx.cairn-artifact.released.0.1.0",
                Instant.parse("2026-11-21T14:03:12Z"),
                "pkg:oci/shop@" + DIGEST)
            .saying(says)
            .write();
    Event own = only(Recorded.delivery("cairn", Map.of(), ("[" + event + "]").getBytes(UTF_8)));
    assertThat(own.says()).isEqualTo(says);
    Event forged =
        only(
            Recorded.delivery(
                "cdevents",
                Map.of("content-type", "application/cloudevents+json"),
                event.getBytes(UTF_8)));
    assertThat(subjects(forged, NodeKind.GATE)).isEmpty();
    assertThat(Scope.natural("cdevents").refusal(forged)).isPresent();
    assertThat(failed(Recorded.delivery("cairn", Map.of(), "[{\"id\":\"1\"}]".getBytes(UTF_8))))
        .contains("says: not an array");
  }

  @Test
  void batchTellsWhatWasOddByItsPlace() {
    String one =
        "{\"specversion\":\"1.0\",\"id\":\"%d\",\"source\":\"/ci\",\"type\":\"%s\",\"subject\":\"b\"}";
    Interpretation.Events read =
        (Interpretation.Events)
            Adapters.read(
                Recorded.delivery(
                    "cdevents",
                    Map.of("content-type", "application/cloudevents-batch+json"),
                    ("["
                            + one.formatted(1, "dev.cdevents.build.started.0.3.0")
                            + ","
                            + one.formatted(2, "com.example")
                            + "]")
                        .getBytes(UTF_8)));
    assertThat(read.events()).hasSize(2);
    assertThat(read.notes().get(0)).startsWith("event 0: data: not a CDEvent");
    assertThat(read.notes().get(1)).startsWith("event 1: type: \"com.example\"");
  }

  @Test
  void unknownToolFailsByName() {
    assertThat(failed(Recorded.delivery("jenkins", Map.of(), new byte[0])))
        .isEqualTo(
            "tool: \"jenkins\" (expected: one of [argocd, cairn, cdevents, distribution, git,"
                + " github])");
  }
}
