// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import org.junit.jupiter.api.Test;

/// What touches a journey and does not belong to it; and ids from outside.
final class LinksTest {
  private static final Identity COMMIT = Story.commit("c1");
  private static final Identity IMAGE = Story.digest("shop");
  private static final Identity BASE_COMMIT = Story.commit("b1");
  private static final Identity BASE = Story.digest("base");
  private static final Identity REPORT = Identity.run("ci/report");
  private static final Identity CHAIN = new Identity("chain:4c8b0e");

  private static Story built(Story story, Identity commit, Identity image) {
    return story.says(NodeKind.ARTIFACT, image).says(EdgeKind.BUILT_FROM, commit, image).event();
  }

  private static Journey of(Story story, Identity identity) {
    return story.journeys().of(identity).getFirst();
  }

  @Test
  void aBaseImageIsALinkFromBothSides() {
    Story story = built(built(new Story(), BASE_COMMIT, BASE), COMMIT, IMAGE);
    story.says(EdgeKind.INGREDIENT, BASE, IMAGE).event();

    assertThat(of(story, COMMIT).linked())
        .containsExactly(new Journey.Link(JourneyId.of(BASE_COMMIT), "ingredient", BASE.value()));
    assertThat(of(story, BASE_COMMIT).linked())
        .containsExactly(new Journey.Link(JourneyId.of(COMMIT), "ingredient-of", IMAGE.value()));
    assertThat(of(story, BASE_COMMIT).nodes()).hasSize(2);
  }

  @Test
  void aGitParentIsALink() {
    Story story = built(built(new Story(), BASE_COMMIT, BASE), COMMIT, IMAGE);
    story.says(EdgeKind.PARENT, BASE_COMMIT, COMMIT).event();

    assertThat(of(story, COMMIT).linked())
        .containsExactly(
            new Journey.Link(JourneyId.of(BASE_COMMIT), "parent", BASE_COMMIT.value()));
  }

  @Test
  void aChainIdCarriesWhileItHasOneRoot() {
    Story story = built(new Story(), COMMIT, IMAGE);
    story.says(EdgeKind.PART_OF, CHAIN, IMAGE).event();
    story.says(NodeKind.RUN, REPORT).says(EdgeKind.PART_OF, CHAIN, REPORT).event();

    assertThat(story.journeys().ids(REPORT)).containsExactly(JourneyId.of(COMMIT));
    assertThat(of(story, COMMIT).edges())
        .filteredOn(edge -> edge.kind() == EdgeKind.PART_OF)
        .singleElement()
        .matches(edge -> edge.carries() && edge.evidence().size() == 1);
  }

  @Test
  void aChainIdThatWouldJoinTwoChangesIsDemotedAndFlagged() {
    Story story = built(built(new Story(), BASE_COMMIT, BASE), COMMIT, IMAGE);
    story.says(EdgeKind.PART_OF, CHAIN, IMAGE).says(EdgeKind.PART_OF, CHAIN, BASE).event();
    story.says(NodeKind.RUN, REPORT).says(EdgeKind.PART_OF, CHAIN, REPORT).event();

    assertThat(story.journeys().ids(REPORT)).containsExactly(JourneyId.of(REPORT));
    assertThat(of(story, REPORT).nodes().getFirst().facts())
        .containsEntry("demoted", "chain:4c8b0e joins several journeys, so it joins none");
  }

  @Test
  void withoutAnyChangeTheFirstOfAChainIsItsRoot() {
    Identity later = Identity.run("ci/later");
    Story story =
        new Story()
            .says(NodeKind.RUN, REPORT)
            .says(EdgeKind.PART_OF, CHAIN, REPORT)
            .event()
            .says(NodeKind.RUN, later)
            .says(EdgeKind.PART_OF, CHAIN, later)
            .event();

    assertThat(story.journeys().ids(later)).containsExactly(JourneyId.of(REPORT));
  }

  @Test
  void aLinkToAnEventIsALinkToItsSubject() {
    Story story =
        built(new Story(), COMMIT, IMAGE)
            .says(NodeKind.RUN, REPORT)
            .says(EdgeKind.RUNS, new Identity("event:e1"), REPORT)
            .event();

    assertThat(story.journeys().ids(REPORT)).containsExactly(JourneyId.of(COMMIT));
    assertThat(of(story, COMMIT).nodes()).hasSize(3);
  }

  @Test
  void aRunOnTwoCommitsOfOnePullRequestIsThePullRequests() {
    Identity change = Identity.change("https://forge/pull/1");
    Story story =
        new Story()
            .says(NodeKind.CHANGE, change)
            .says(EdgeKind.PART_OF, change, COMMIT)
            .says(EdgeKind.MERGED_AS, change, BASE_COMMIT)
            .says(NodeKind.RUN, REPORT)
            .says(EdgeKind.RUNS, COMMIT, REPORT)
            .says(EdgeKind.RUNS, BASE_COMMIT, REPORT)
            .event();

    assertThat(story.journeys().ids(REPORT)).containsExactly(JourneyId.of(change));
  }

  @Test
  void aReleaseOfTenArtifactsBelongsToTenJourneys() {
    Identity release = Story.digest("release");
    Story story = new Story().says(NodeKind.ARTIFACT, release).event();
    for (int i = 0; i < 10; i++) {
      built(story, Story.commit("c" + i), Story.digest("a" + i));
      story.says(EdgeKind.CONTAINS, release, Story.digest("a" + i)).event();
    }

    assertThat(story.journeys().ids(release)).hasSize(10);
    assertThat(of(story, Story.commit("c3")).nodes()).hasSize(3);
  }

  @Test
  void aBaseImagesLabelInAManifestGivesWayToWhatBuiltItsIndex() {
    Identity manifest = Story.digest("amd64");
    Story story = built(new Story(), COMMIT, IMAGE);
    story
        .says(EdgeKind.CONTAINS, IMAGE, manifest)
        .says(EdgeKind.BUILT_FROM, BASE_COMMIT, manifest, Strength.INFERRED)
        .event();

    assertThat(story.journeys().ids(manifest)).containsExactly(JourneyId.of(COMMIT));
  }
}
