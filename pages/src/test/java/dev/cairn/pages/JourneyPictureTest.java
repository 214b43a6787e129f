// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.journeys.Journey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class JourneyPictureTest {
  private final JourneyPicture picture = new JourneyPicture();

  static List<Journey> journeys() {
    return List.of(
        Mocks.held(), Mocks.foreign(), Mocks.rollback(), Mocks.monorepo(), Flagged.journey());
  }

  @ParameterizedTest
  @MethodSource("journeys")
  void theSameJourneyInAnyOrderGivesTheSameBytes(Journey journey) throws IOException {
    String expected = picture.svg(journey, "");
    Path out = Files.createDirectories(Path.of("target", "pictures"));
    Files.writeString(out.resolve(journey.id().substring(0, 8) + ".svg"), expected);
    Random random = new Random(7);
    for (int round = 0; round < 5; round++) {
      assertThat(new JourneyPicture().svg(shuffled(journey, random), "")).isEqualTo(expected);
    }
  }

  static Journey shuffled(Journey journey, Random random) {
    List<Journey.Node> nodes = new ArrayList<>(journey.nodes());
    List<Journey.Edge> edges = new ArrayList<>(journey.edges());
    Collections.shuffle(nodes, random);
    Collections.shuffle(edges, random);
    return new Journey(
        journey.id(),
        journey.title(),
        journey.status(),
        journey.summary(),
        journey.root(),
        journey.partOf(),
        journey.contains(),
        journey.linked(),
        journey.started(),
        journey.updated(),
        nodes,
        edges);
  }

  @Test
  void aFindingsNameAndPackageStandWholeOnItsCard() {
    assertThat(picture.svg(Flagged.journey(), ""))
        .contains(
            ">CAIRN-DEMO-2026-0002<",
            ">critical, in dev.example:currencies<",
            ">2.3.0, fixed in 2.3.1<",
            ">finding CAIRN-DEMO-2026-0002<");
  }

  @Test
  void thePictureHasNoScriptAndNoForeignObject() {
    assertThat(picture.svg(Mocks.held(), "")).doesNotContain("<script", "foreignObject", "onload=");
  }
}
