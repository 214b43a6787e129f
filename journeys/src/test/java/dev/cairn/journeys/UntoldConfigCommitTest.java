// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import static dev.cairn.journeys.Shop.COMMIT;
import static dev.cairn.journeys.Shop.CONFIG;
import static dev.cairn.journeys.Shop.CONFIG_2;
import static dev.cairn.journeys.Shop.IMAGE;
import static dev.cairn.journeys.Shop.built;
import static dev.cairn.journeys.Shop.journeyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Config commits that only a GitOps tool speaks of, by what it synced at them.
final class UntoldConfigCommitTest {
  private static Story synced(Story story, Identity image, Identity config, String place) {
    Identity deployment = Identity.run("argocd/" + place + "/" + config.value().substring(7));
    return story
        .says(NodeKind.CONFIG_COMMIT, config)
        .says(NodeKind.DEPLOYMENT, deployment, "status=live", "place=service:" + place)
        .says(EdgeKind.DEPLOYED_BY, image, deployment)
        .says(EdgeKind.DEPLOYED_BY, config, deployment)
        .event();
  }

  private static List<String> listed(Story story) {
    return story.journeys().list(Query.newest(10)).journeys().stream().map(Journey::title).toList();
  }

  @Test
  void whatBroughtAnImageSomewhereForTheFirstTimeBelongsToTheImagesJourney() {
    Story story = synced(built(), IMAGE, CONFIG, "production/shop");

    assertThat(listed(story)).containsExactly("Retry the payment");
    Journey journey = journeyOf(story, COMMIT);
    assertThat(journey.contains()).containsExactly(JourneyId.of(CONFIG));
    assertThat(journey.nodes())
        .filteredOn(node -> node.kind() == NodeKind.CONFIG_COMMIT)
        .extracting(Journey.Node::stage, Journey.Node::status)
        .containsExactly(tuple("desired", Status.PASSED));
    assertThat(journey.edges())
        .filteredOn(edge -> edge.kind() == EdgeKind.NAMES)
        .singleElement()
        .satisfies(edge -> {
          assertThat(edge.strength()).isEqualTo(Strength.INFERRED);
          assertThat(edge.carries()).isTrue();
          assertThat(edge.evidence()).hasSize(1);
          assertThat(edge.evidence().getFirst().evidence().rule()).isEqualTo("first-sync");
        });
    assertThat(journeyOf(story, CONFIG).partOf()).containsExactly(JourneyId.of(COMMIT));
  }

  @Test
  void whatSyncedAgainWhatHadBeenThereIsAStoryOfItsOwnAndSaysWhatItIs() {
    Story story =
        synced(
            synced(built(), IMAGE, CONFIG, "production/shop"), IMAGE, CONFIG_2, "production/shop");

    assertThat(listed(story))
        .containsExactlyInAnyOrder("Retry the payment", "Config commit 6b32000");
    assertThat(journeyOf(story, CONFIG_2).partOf()).isEmpty();
  }

  @Test
  void theSameImageElsewhereIsBroughtThereForTheFirstTime() {
    Story story = synced(built(), IMAGE, CONFIG, "staging/shop");

    assertThat(listed(synced(story, IMAGE, CONFIG_2, "production/shop")))
        .containsExactly("Retry the payment");
  }

  @Test
  void whatSomebodyToldOfIsAChangeOfItsOwn() {
    Story story =
        synced(built(), IMAGE, CONFIG, "production/shop")
            .says(NodeKind.CONFIG_COMMIT, CONFIG, "title=More replicas")
            .event();

    assertThat(listed(story)).containsExactlyInAnyOrder("Retry the payment", "More replicas");
  }

  @Test
  void aCommitThatTheImageWasBuiltFromIsNotCarriedByIt() {
    Story story =
        synced(new Story(), IMAGE, COMMIT, "production/shop")
            .says(NodeKind.ARTIFACT, IMAGE)
            .says(EdgeKind.BUILT_FROM, COMMIT, IMAGE)
            .event();

    assertThat(journeyOf(story, IMAGE).id()).isEqualTo(JourneyId.of(COMMIT));
    assertThat(listed(story)).hasSize(1);
  }
}
