// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NarrowingTest {
  private static final Identity SHOP = Story.commit("a");
  private static final Identity BILLING = Story.commit("b");
  private static final Identity LIVE = Identity.run("cairn/deployment/production/shop");
  private static final Identity BUILD = Identity.run("cairn/r-7");

  /// A shop that is live in production, and a billing whose build has failed.
  private static final Story STORY =
      new Story()
          .says(NodeKind.COMMIT, SHOP, "title=Greet", "repository=https://forge/acme/storefront")
          .event()
          .says(
              NodeKind.DEPLOYMENT,
              LIVE,
              "status=live",
              "environment=production",
              "repository=https://forge/acme/config")
          .says(EdgeKind.DEPLOYED_BY, SHOP, LIVE)
          .event()
          .says(
              NodeKind.COMMIT, BILLING, "title=Round", "repository=https://forge/acme/billing.git")
          .event()
          .says(NodeKind.RUN, BUILD, "title=ship", "status=failed")
          .says(EdgeKind.RUNS, BILLING, BUILD)
          .event();

  private static List<String> left(Narrowing narrowing) {
    RepositoryNames names = new RepositoryNames(Map.of("git@forge:acme/storefront.git", "shop"));
    return new Journeys(STORY.graph(), List.of("production"), Foresight.NONE, names)
        .list(new Query(narrowing, false, Optional.empty(), 10)).journeys().stream()
            .map(Journey::title)
            .toList();
  }

  @Test
  void nothingChosenLeavesAll() {
    assertThat(left(Narrowing.NONE)).containsExactly("Round", "Greet");
  }

  @Test
  void aSectionLeavesWhatIsInIt() {
    assertThat(left(Narrowing.NONE.showing(Optional.of("needs")))).containsExactly("Round");
    assertThat(left(Narrowing.NONE.showing(Optional.of("settled")))).containsExactly("Greet");
    assertThat(left(Narrowing.NONE.showing(Optional.of("moving")))).isEmpty();
  }

  @Test
  void aStatusLeavesWhatIsInIt() {
    assertThat(left(Narrowing.NONE.inState(Optional.of("failed")))).containsExactly("Round");
  }

  @Test
  void aRepositoryIsKnownByTheNameThatTheConfigurationGivesItElseByItsAddress() {
    assertThat(left(Narrowing.NONE.ofRepository(Optional.of("shop")))).containsExactly("Greet");
    assertThat(left(Narrowing.NONE.ofRepository(Optional.of("storefront")))).isEmpty();
    assertThat(left(Narrowing.NONE.ofRepository(Optional.of("Billing")))).containsExactly("Round");
  }

  @Test
  void aJourneyIsOfTheRepositoryThatItBeginsIn() {
    assertThat(left(Narrowing.NONE.ofRepository(Optional.of("config")))).isEmpty();
  }

  @Test
  void anEnvironmentLeavesWhatHasComeThere() {
    assertThat(left(Narrowing.NONE.at(Optional.of("Production")))).containsExactly("Greet");
    assertThat(left(Narrowing.NONE.at(Optional.of("staging")))).isEmpty();
  }

  @Test
  void allThatIsChosenHolds() {
    Narrowing failed = Narrowing.NONE.inState(Optional.of("failed"));
    assertThat(left(failed.ofRepository(Optional.of("billing")))).containsExactly("Round");
    assertThat(left(failed.ofRepository(Optional.of("shop")))).isEmpty();
    assertThat(left(failed.mentioning(Optional.of("round")))).containsExactly("Round");
  }

  @Test
  void aWordThatNothingHasLeavesNothing() {
    assertThat(left(Narrowing.NONE.showing(Optional.of("all")))).isEmpty();
    assertThat(left(Narrowing.NONE.inState(Optional.of("splendid")))).isEmpty();
    assertThat(left(Narrowing.NONE.ofRepository(Optional.of("nowhere")))).isEmpty();
    assertThat(left(Narrowing.NONE.at(Optional.of("nowhere")))).isEmpty();
  }
}
