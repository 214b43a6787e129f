// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Narrowing;
import dev.cairn.journeys.Query;
import dev.cairn.journeys.Status;
import dev.cairn.pages.ListRow.Stop;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JourneysPageTest {
  private static final List<Journey> ALL =
      List.of(Mocks.held(), Mocks.monorepo(), Mocks.foreign(), Mocks.rollback());

  private static List<String> choices(Narrowing narrowing, boolean more) {
    return new Choices(ALL, more, narrowing)
        .all().stream()
            .map(choice ->
                "%s%s %s %s"
                    .formatted(
                        choice.chosen() ? "*" : "", choice.text(), choice.count(), choice.href()))
            .toList();
  }

  private static String page(Query.Page page, Narrowing narrowing) {
    return new Pages(new JourneyPicture(), ZoneOffset.UTC)
        .journeys(
            JourneysView.of(page, new Query.Page(ALL, Optional.empty()), narrowing), Mocks.NOW);
  }

  @Test
  void theLinksCountWhatEachWouldLeave() {
    assertThat(choices(Narrowing.NONE, false))
        .startsWith(
            "*All 4 /journeys",
            "Needs someone 1 /journeys?show=needs",
            "Moving 1 /journeys?show=moving")
        .contains("production 2 /journeys?environment=production");
  }

  @Test
  void linksCombineAndAChosenOneLeadsBack() {
    Narrowing both = Narrowing.NONE.showing(Optional.of("settled")).at(Optional.of("production"));
    assertThat(choices(both, false))
        .contains(
            "All 4 /journeys",
            "Needs someone 0 /journeys?show=needs&environment=production",
            "*Settled 2 /journeys?environment=production",
            "*production 2 /journeys?show=settled");
  }

  @Test
  void whatIsChosenCanBeLeftEvenWhereNothingHasIt() {
    Narrowing odd =
        new Narrowing(
            Optional.empty(),
            Optional.of("splendid"),
            Optional.of("no where"),
            Optional.empty(),
            Optional.of("a&b"));
    assertThat(choices(odd, false))
        .contains(
            "*splendid 0 /journeys?repository=no+where&q=a%26b",
            "*“a&b” 0 /journeys?status=splendid&repository=no+where",
            "*no where 0 /journeys?status=splendid&q=a%26b");
  }

  @Test
  void aCountThatLeftOlderOnesOutSaysSo() {
    assertThat(choices(Narrowing.NONE, true)).contains("*All 4+ /journeys");
  }

  @Test
  void anEmptyResultSaysWhatWasLookedForAndLeadsBackToAll() {
    Narrowing narrowing =
        Narrowing.NONE.showing(Optional.of("needs")).ofRepository(Optional.of("nowhere"));
    assertThat(page(new Query.Page(List.of(), Optional.empty()), narrowing))
        .contains("No journey needs someone and begins in the repository nowhere. ")
        .contains("<a href=\"/journeys\">All journeys</a>");
  }

  @Test
  void olderJourneysAreNarrowedTheSameWay() {
    assertThat(
            page(
                new Query.Page(List.of(), Optional.of("x y")),
                Narrowing.NONE.at(Optional.of("production"))))
        .contains("href=\"/journeys?environment=production&amp;from=x+y\"")
        .contains("Among the newest, no journey has come to production");
  }

  @Test
  void aStageStandsInTheSamePlaceInEveryRow() {
    ListRow whole = row("Change", "Build", "Artifact", "staging", "production");
    ListRow image = row("Artifact", "Checks", "production");
    RouteGrid grid = RouteGrid.of(List.of(image, whole));

    assertThat(grid.words()).isEqualTo("Change · Build · Artifact · Checks · staging · production");
    assertThat(grid.route(image).toString())
        .contains("aria-label=\"Artifact passed, Checks passed, production passed\"")
        .contains("d=\"M60 9H138\"");
    assertThat(grid.route(whole).toString()).contains("d=\"M8 9H138\"");
    assertThat(grid.legend().toString()).contains(">Change</text>").contains(">production</text>");
  }

  @Test
  void environmentsThatAreTooManyForPlacesOfTheirOwnStandOneBehindTheOther() {
    RouteGrid grid =
        RouteGrid.of(List.of(row("Change", "a", "b", "c"), row("Change", "d", "e"), row("f", "g")));

    assertThat(grid.words()).isEqualTo("Change · environments");
    assertThat(grid.route(row("Change", "d", "e")).toString()).contains("d=\"M8 9H60\"");
  }

  @Test
  void environmentsOfSeveralJourneysStandInTheOrderOfPromotion() {
    assertThat(
            PromotionOrder.of(
                List.of(
                    List.of("production"),
                    List.of("dev", "production"),
                    List.of("dev", "staging"),
                    List.of("shadow"),
                    List.of("int", "dev", "production"))))
        .containsExactly("int", "dev", "staging", "production", "shadow");
  }

  private static ListRow row(String... stages) {
    return new ListRow(
        "id",
        "title",
        "",
        "",
        Status.PASSED,
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(stages).stream().map(stage -> new Stop(stage, Status.PASSED)).toList());
  }
}
