// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.journeys.Status;
import dev.cairn.pages.EnvironmentsView.Cell;
import dev.cairn.pages.EnvironmentsView.Place;
import dev.cairn.pages.EnvironmentsView.ServiceRow;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EnvironmentsPageTest {
  private final Pages pages = new Pages(new JourneyPicture(), ZoneOffset.UTC);

  @Test
  void whatIsLiveWithAnOpenFindingIsFlaggedByItsNameAndLeadsToItsJourney() {
    String page =
        page(
            Status.FLAGGED,
            Optional.of("CAIRN-DEMO-2026-0002, critical, in dev.example:currencies 2.3.0"));

    assertThat(page)
        .contains("Of 1 service, 1 flagged.")
        .contains("<td class=\"h-bad cl\"")
        .contains("href=\"/journeys/j-1\"")
        .contains(
            "live for 2 min, flagged: CAIRN-DEMO-2026-0002, critical, in dev.example:currencies"
                + " 2.3.0");
  }

  @Test
  void whatIsLiveAndWellIsAsDesired() {
    assertThat(page(Status.LIVE, Optional.empty()))
        .contains("1 of 1 is as desired and healthy.")
        .contains("live for 2 min")
        .doesNotContain("flagged:");
  }

  private String page(Status status, Optional<String> reason) {
    Cell cell =
        new Cell.Running(
            "shop@5d9ad5",
            Optional.of("j-1"),
            status,
            Optional.of(Mocks.NOW.minusSeconds(120)),
            reason,
            Optional.empty(),
            0,
            Optional.empty());
    return pages.environments(
        new EnvironmentsView(
            List.of(new Place("production", "local")),
            List.of(new ServiceRow("shop", List.of(cell))),
            "config b3310af",
            Optional.of(Mocks.NOW),
            Optional.of(Mocks.NOW)),
        Mocks.NOW);
  }
}
