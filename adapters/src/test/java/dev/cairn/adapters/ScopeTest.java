// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import static dev.cairn.adapters.Recorded.gitHub;
import static dev.cairn.adapters.Recorded.only;
import static dev.cairn.adapters.Recorded.sent;
import static dev.cairn.adapters.Recorded.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Event;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import dev.cairn.events.Statement.Derivation;
import dev.cairn.events.Statement.Evidence;
import dev.cairn.events.Strength;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScopeTest {
  private static final List<String> OUTSIDE =
      List.of("github", "distribution", "argocd", "git", "cdevents", "jenkins");
  private static final Identity ARTIFACT = Identity.digest(Recorded.DIGEST);

  private static Event event(String type, Statement... says) {
    return new Event(new EventId("x", "1"), type, Instant.EPOCH, "{}", List.of(says));
  }

  private static Scope narrowed(String repository) {
    return Scope.natural("github").narrowed(List.of(repository), List.of(), List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push",
        "pull_request-opened",
        "pull_request-merged",
        "workflow_run",
        "check_run",
        "check_suite",
        "deployment",
        "deployment_status",
        "registry_package"
      })
  void everythingThatGitHubSaysIsWithinItsNaturalAndItsNarrowedScope(String name) {
    Event event = only(gitHub(name.replaceFirst("-.*", ""), name));
    assertThat(Scope.natural("github").refusal(event)).isEmpty();
    assertThat(narrowed("github.com/acme/shop").refusal(event)).isEmpty();
    assertThat(narrowed("https://github.com/acme/*").refusal(event)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push",
        "pull_request-opened",
        "workflow_run",
        "check_run",
        "check_suite",
        "deployment",
        "registry_package"
      })
  void secretOfOneRepositoryCanNotSpeakOfAnothers(String name) {
    Event event = only(gitHub(name.replaceFirst("-.*", ""), name));
    assertThat(narrowed("github.com/acme/other").refusal(event).orElseThrow())
        .contains("acme/shop")
        .endsWith("is not within the scope of github (expected: github.com/acme/other)");
    assertThat(narrowed("github.com/acme/sho").refusal(event)).isPresent();
    assertThat(narrowed("github.com/*").refusal(event)).isPresent();
  }

  @Test
  void forgesEventIsOfItsOwnRepositoryWhateverItSays() {
    Event silent =
        new Event(
            new EventId("https://github.com/acme/bank", "github/push/1"),
            "dev.cdevents.change.merged.0.3.0",
            Instant.EPOCH,
            "{}",
            List.of(Node.bare(NodeKind.COMMIT, Identity.commit(Recorded.MERGE))));
    assertThat(Scope.natural("github").refusal(silent)).isEmpty();
    assertThat(narrowed("github.com/acme/bank").refusal(silent)).isEmpty();
    assertThat(narrowed("github.com/acme/shop").named("github/shop").refusal(silent))
        .contains(
            "repository: \"https://github.com/acme/bank\" is not within the scope of github/shop"
                + " (expected: github.com/acme/shop)");
  }

  private static Event packageCalled(String image) {
    return only(
        with(
            gitHub("registry_package", "registry_package"),
            "registry.example/acme/shop:1.4",
            image + ":1.4"));
  }

  @Test
  void forgedBodyThatNamesItsOwnRepositoryCanNotNameAnothersPackage() {
    assertThat(
            narrowed("github.com/acme/shop").refusal(packageCalled("registry.example/bank/safe")))
        .contains(
            "repository: \"registry.example/bank/safe\" is not within the scope of github"
                + " (expected: github.com/acme/shop)");
    assertThat(
            narrowed("github.com/acme/shop")
                .refusal(
                    packageCalled("registry.example/acme/bank"),
                    it ->
                        it.name().equals("registry.example/acme/bank")
                            ? Set.of(it, Identity.repository("https://github.com/acme/bank"))
                            : Set.of()))
        .contains(
            "artifact: \"registry.example/acme/bank of https://github.com/acme/bank\" is not within"
                + " the scope of github (expected: github.com/acme/shop)");
  }

  @Test
  void packageOfItsRepositoryIsWithinItsNarrowedScopeWhateverItIsCalled() {
    Event named = packageCalled("registry.example/acme/storefront");
    Scope shop = narrowed("github.com/acme/shop");
    assertThat(shop.refusal(named, _ -> Set.of())).isEmpty();
    Set<Identity> itself =
        Set.of(
            Identity.repository("registry.example/acme/storefront"),
            Identity.repository("https://github.com/acme/shop"));
    assertThat(shop.refusal(named, _ -> itself)).isEmpty();
    assertThat(shop.refusal(named, _ -> Set.of(Identity.repository("registry.example/acme/bank"))))
        .isPresent();
  }

  @Test
  void deliveryOfAForgeSpeaksOfArtifactsOfItsOwnRepositoryAndOwnerAndOfNewOnes() {
    Scope forge = Scope.natural("github");
    Event event = only(gitHub("registry_package", "registry_package"));
    for (String home :
        List.of(
            "registry.example/acme/shop",
            "other.example:5000/acme/bank",
            "https://github.com/acme/bank",
            "cairn-registry/acme/shop")) {
      assertThat(forge.refusal(event, _ -> Set.of(Identity.repository(home)))).as(home).isEmpty();
    }
    for (String home :
        List.of(
            "registry.example/other/shop",
            "registry.example/acme",
            "https://gitlab.example/acme/shop",
            "https://github.com/acmes/shop")) {
      assertThat(forge.refusal(event, _ -> Set.of(Identity.repository(home))).orElseThrow())
          .as(home)
          .contains(home)
          .endsWith(
              "is not within the scope of github (expected: one of https://github.com/acme/shop or"
                  + " its owner, or one that is not known yet)");
    }
    assertThat(forge.refusal(event, _ -> Set.of())).isEmpty();
    Set<Identity> built =
        Set.of(Homes.inOwnRegistry("shop"), Identity.repository("https://github.com/acme/shop"));
    assertThat(forge.refusal(event, _ -> built)).isEmpty();
  }

  @Test
  void otherRepositoryDoesNotSpeakOfWhatLiesInCairnsRegistryAlsoAsAPartOfAnIndex() {
    Scope forge = Scope.natural("github");
    Event event = only(gitHub("registry_package", "registry_package"));
    for (String digest : List.of(Recorded.DIGEST, Recorded.AMD)) {
      assertThat(
              forge
                  .refusal(
                      event,
                      it ->
                          it.equals(Identity.digest(digest))
                              ? Set.of(Homes.inOwnRegistry("shop"))
                              : Set.of())
                  .orElseThrow())
          .startsWith("artifact: \"" + digest + " of cairn-registry/shop\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8080", "localhost:8080", "[::1]:8080", "cairn-registry"})
  void noWebhookSaysThatSomethingWasPublishedInCairnsRegistry(String host) {
    assertThat(Scope.natural("github").refusal(packageCalled(host + "/acme/shop"), _ -> Set.of()))
        .contains(
            "artifact: \"%s/acme/shop\" is not within the scope of github (expected: a package of the forge; what lies in Cairn's own registry was pushed to Cairn)"
                .formatted(host));
    Event pushed =
        Recorded.events(with(sent("distribution", "push"), "registry.example", host)).getLast();
    Scope registry = Scope.natural("distribution");
    assertThat(registry.refusal(pushed, _ -> Set.of(Homes.inOwnRegistry("shop")))).isPresent();
    // Another registry may listen on this machine, too.
    assertThat(registry.refusal(pushed, _ -> Set.of())).isEmpty();
  }

  @Test
  void forgedBodyThatNamesItsOwnRepositoryCanNotNameAnothersPullRequestOrRun() {
    Event change =
        only(with(gitHub("pull_request", "pull_request-opened"), "shop/pull/412", "bank/pull/412"));
    assertThat(narrowed("github.com/acme/shop").refusal(change)).isPresent();
    Event run =
        only(
            with(
                gitHub("workflow_run", "workflow_run"),
                "shop/actions/runs/5\"",
                "bank/actions/runs/5\""));
    assertThat(narrowed("github.com/acme/shop").refusal(run)).isPresent();
  }

  @Test
  void forgedBodyCanNotMakeAnothersDigestItsOwn() {
    Event forged = only(gitHub("registry_package", "registry_package"));
    Scope shop = narrowed("github.com/acme/shop");
    assertThat(shop.refusal(forged, _ -> Set.of())).isEmpty();
    assertThat(shop.refusal(forged, _ -> Set.of(Identity.repository("registry.example/acme/shop"))))
        .isEmpty();
    assertThat(
            shop.refusal(
                forged,
                identity ->
                    identity.equals(ARTIFACT)
                        ? Set.of(Identity.repository("registry.example/acme/bank"))
                        : Set.of()))
        .contains(
            "artifact: \"%s of registry.example/acme/bank\" is not within the scope of github (expected: github.com/acme/shop)"
                .formatted(Recorded.DIGEST));
    assertThat(
            Scope.natural("github")
                .refusal(forged, _ -> Set.of(Identity.repository("registry.example/acme/bank"))))
        .isEmpty();
  }

  @Test
  void packagesAndEnvironmentsAreNarrowedToo() {
    Scope registry =
        Scope.natural("distribution")
            .narrowed(List.of(), List.of("registry.example/acme/*"), List.of());
    Event pushed = Recorded.events(sent("distribution", "push")).getLast();
    assertThat(registry.refusal(pushed)).isEmpty();
    assertThat(
            Scope.natural("distribution")
                .narrowed(List.of(), List.of("registry.example/other/**"), List.of())
                .refusal(pushed)
                .orElseThrow())
        .startsWith("package: \"registry.example/acme/shop\"");
    Event synced = only(sent("argocd", "healthy"));
    assertThat(
            Scope.natural("argocd")
                .narrowed(List.of(), List.of(), List.of("prod*"))
                .refusal(synced))
        .isEmpty();
    assertThat(
            Scope.natural("argocd")
                .narrowed(List.of(), List.of(), List.of("staging"))
                .refusal(synced))
        .contains(
            "environment: \"production\" is not within the scope of argocd (expected: staging)");
  }

  @Test
  void whatEachToolSendsIsWithinItsNaturalScopeAndNotWithinAnothers() {
    Event image = Recorded.events(sent("distribution", "push")).getLast();
    Event sync = only(sent("argocd", "healthy"));
    Event push = only(sent("git", "config"));
    assertThat(Scope.natural("distribution").refusal(image)).isEmpty();
    assertThat(Scope.natural("argocd").refusal(sync)).isEmpty();
    assertThat(Scope.natural("git").refusal(push)).isEmpty();
    assertThat(Scope.natural("distribution").refusal(sync)).isPresent();
    assertThat(Scope.natural("argocd").refusal(push)).isPresent();
    assertThat(Scope.natural("git").refusal(image)).isPresent();
    assertThat(Scope.natural("jenkins").refusal(push)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"VERDICT", "GATE", "APPROVAL"})
  void nobodyOutsideGivesAVerdictAReleaseOrAnApproval(NodeKind kind) {
    Event bare =
        event("dev.cdevents.artifact.published.0.3.0", Node.bare(kind, Identity.run("x/1")));
    for (String tool : OUTSIDE) {
      assertThat(Scope.natural(tool).refusal(bare).orElseThrow())
          .as(tool)
          .contains("no verdict, release or approval");
    }
    assertThat(Scope.natural("cairn").refusal(bare)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.cdeventsx.cairn-artifact.released.0.1.0",
        "dev.cdeventsx.cairn-artifact.held.0.1.0",
        "dev.cdeventsx.cairn-approval.given.0.1.0",
        "dev.cdeventsx.cairn-finding.opened.0.1.0"
      })
  void nobodyOutsideUsesCairnsOwnTypes(String type) {
    for (String tool : OUTSIDE) {
      assertThat(Scope.natural(tool).refusal(event(type)).orElseThrow())
          .startsWith("type: \"" + type + "\"");
    }
    assertThat(Scope.natural("cairn").refusal(event(type))).isEmpty();
  }

  @Test
  void nobodyOutsideSpeaksOfCairnsRunsGatesAndDeployments() {
    for (String own : List.of("cairn/r-12", "cairn/gate/release/9b", "cairn/deployment/p/s/d/c")) {
      Statement subject =
          Node.of(NodeKind.RUN, Identity.run(own)).with("status", "passed").statement();
      Statement edge =
          new Derivation(
              ARTIFACT,
              Identity.run(own),
              EdgeKind.DEPLOYED_BY,
              new Evidence(Strength.DECLARED, "same-digest", "", ""));
      for (String tool : OUTSIDE) {
        assertThat(
                Scope.natural(tool).refusal(event("dev.cdevents.taskrun.finished.0.3.0", subject)))
            .isPresent();
        assertThat(Scope.natural(tool).refusal(event("dev.cdevents.taskrun.finished.0.3.0", edge)))
            .isPresent();
      }
    }
  }

  @Test
  void approvingEdgeIsRefusedAlsoBetweenNamesThatAreAllowed() {
    Statement edge =
        new Derivation(
            ARTIFACT,
            Identity.run("https://ci.example/1"),
            EdgeKind.APPROVED_BY,
            new Evidence(Strength.DECLARED, "same-digest", "", ""));
    for (String tool : OUTSIDE) {
      assertThat(Scope.natural(tool).refusal(event("dev.cdevents.taskrun.finished.0.3.0", edge)))
          .isPresent();
    }
  }

  @Test
  void mentioningIsNotSpeakingOf() {
    Statement mention = Node.bare(NodeKind.COMMIT, Identity.commit(Recorded.MERGE));
    Statement spoken =
        Node.of(NodeKind.COMMIT, Identity.commit(Recorded.MERGE)).with("title", "mine").statement();
    assertThat(Scope.natural("distribution").refusal(event("t", mention))).isEmpty();
    assertThat(Scope.natural("distribution").refusal(event("t", spoken)).orElseThrow())
        .isEqualTo(
            "kind: \"commit\" is not within the scope of distribution (expected: one of"
                + " [artifact])");
  }

  @Test
  void whoIsNarrowedHasToSayWhere() {
    Statement run =
        Node.of(NodeKind.RUN, Identity.run("ci/1")).with("status", "passed").statement();
    Scope scope =
        Scope.natural("cdevents").narrowed(List.of("github.com/acme/shop"), List.of(), List.of());
    assertThat(Scope.natural("cdevents").refusal(event("t", run))).isEmpty();
    assertThat(scope.refusal(event("t", run)))
        .contains(
            "repository: \"none named\" is not within the scope of cdevents (expected:"
                + " github.com/acme/shop)");
  }

  @Test
  void everyKindBelongsToSomebody() {
    assertThat(Scope.natural("cairn").kinds()).isEqualTo(Set.of(NodeKind.values()));
  }
}
