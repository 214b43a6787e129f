// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class JourneyJsonTest {
  private static final Identity COMMIT = Story.commit("c1");
  private static final Identity RUN = Identity.run("cairn/r-1");

  private static final Story STORY =
      new Story()
          .says(NodeKind.COMMIT, COMMIT, "title=Retry", "place=branch:https://forge/shop#main")
          .event()
          .says(
              NodeKind.RUN,
              RUN,
              "title=ship",
              "status=passed",
              "run=r-1",
              "task=ship",
              "owner=shop",
              "tool=cairn",
              "finished=2026-11-21T14:05:00Z",
              "fact.steps=4")
          .says(EdgeKind.RUNS, COMMIT, RUN)
          .event();

  private static String hex(Identity commit) {
    return commit.value();
  }

  @Test
  void aJourneyIsWrittenAsTheContractSays() {
    Journey journey = STORY.journeys().of(COMMIT).getFirst();
    String commit = journey.nodes().get(0).id();
    String run = journey.nodes().get(1).id();

    assertThat(new String(JourneyJson.bytes(journey), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"id":"%s","title":"Retry","status":"passed",
            "summary":{"text":"Passed: ship; nothing was published.","since":"2026-11-21T14:02:00Z","next":""},
            "root":"%s","repository":null,"partOf":[],"contains":[],"linked":[],
            "started":"2026-11-21T14:01:00Z","updated":"2026-11-22T17:46:42Z",
            "nodes":[
            {"id":"%s","kind":"commit","stage":"change","title":"Retry","status":"passed","reason":null,
            "identities":["%s"],"tool":null,"url":null,"owner":null,
            "started":"2026-11-21T14:01:00Z","finished":null,"expectedBy":null,"usualSeconds":null,
            "attempts":[],"run":null,"log":null,
            "events":[{"id":"e1","source":"test","type":"dev.cdeventsx.test-story.told.0.1.0","time":"2026-11-21T14:01:00Z","delivery":"d-1"}],
            "eventCount":1,"facts":{"since":"2026-11-21T14:01:00Z"}},
            {"id":"%s","kind":"run","stage":"build","title":"ship","status":"passed","reason":null,
            "identities":["run:cairn/r-1"],"tool":"cairn","url":null,"owner":"shop",
            "started":"2026-11-21T14:02:00Z","finished":"2026-11-21T14:05:00Z","expectedBy":null,"usualSeconds":null,
            "attempts":[],"run":"r-1","log":"/api/runs/r-1/log",
            "events":[{"id":"e2","source":"test","type":"dev.cdeventsx.test-story.told.0.1.0","time":"2026-11-21T14:02:00Z","delivery":"d-2"}],
            "eventCount":1,"facts":{"since":"2026-11-21T14:02:00Z","steps":"4","task":"ship"}}],
            "edges":[{"from":"%s","to":"%s","kind":"runs","strength":"declared","carries":true,
            "evidence":[{"rule":"rule","value":"run:cairn/r-1","event":"e2","source":"test","strength":"declared","text":"because"}]}]}
            """
                .formatted(journey.id(), commit, commit, hex(COMMIT), run, commit, run)
                .replace("\n", ""));
  }

  @Test
  void theListHasARouteForEachJourney() {
    Query.Page page = STORY.journeys().list(Query.newest(1));
    Journey journey = page.journeys().getFirst();

    assertThat(new String(JourneyJson.bytes(page), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"journeys":[{"id":"%s","title":"Retry","status":"passed",
            "summary":{"text":"Passed: ship; nothing was published.","since":"2026-11-21T14:02:00Z","next":""},
            "root":"%s","repository":null,"route":[{"stage":"change","status":"passed"},{"stage":"build","status":"passed"}],
            "started":"2026-11-21T14:01:00Z","updated":"2026-11-22T17:46:42Z"}],"next":"%s"}
            """
                .formatted(journey.id(), journey.root(), page.next().orElse(""))
                .replace("\n", ""));
  }

  @Test
  void idsAreUuidsOfVersionEight() {
    assertThat(JourneyId.of(COMMIT))
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(JourneyId.of(COMMIT)).isNotEqualTo(JourneyId.of(RUN));
  }
}
