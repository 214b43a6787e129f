// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.journeys.Narrowing;
import dev.cairn.journeys.Query;
import dev.cairn.journeys.Status;
import dev.cairn.pages.TasksView.Arrival;
import dev.cairn.pages.TasksView.BundleRow;
import dev.cairn.pages.TasksView.Listens;
import dev.cairn.pages.TasksView.Past;
import dev.cairn.pages.TasksView.Place;
import dev.cairn.pages.TasksView.Service;
import dev.cairn.pages.TasksView.TaskRow;
import dev.cairn.pages.TasksView.Types;
import java.io.IOException;
import java.io.StringReader;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// What senders write is text, wherever it is shown.
final class EscapingTest {
  private final Pages pages = new Pages(new JourneyPicture(), ZoneOffset.UTC);

  @Test
  void aJourneysPageRunsNothingThatASenderWrote() {
    LogLine line = new LogLine(1, Optional.empty(), Hostile.TEXT, true);
    String page =
        pages.journey(
            new JourneyView(
                Hostile.journey(), Map.of("r-1\"><script>", List.of(line)), Set.of(), Map.of()),
            Mocks.NOW);
    assertInert(page);
  }

  private static final Optional<String> HOSTILE = Optional.of(Hostile.TEXT);

  @Test
  void theListRunsNothingThatASenderWrote() {
    assertInert(
        pages.journeys(
            JourneysView.of(
                new Query.Page(List.of(Hostile.journey()), Optional.of(Hostile.TEXT)),
                new Query.Page(List.of(Hostile.journey()), Optional.empty()),
                new Narrowing(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)),
            Mocks.NOW));
    assertInert(
        pages.journeys(
            JourneysView.of(
                new Query.Page(List.of(), Optional.empty()),
                new Query.Page(List.of(), Optional.empty()),
                new Narrowing(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)),
            Mocks.NOW));
  }

  @Test
  void theMapOfTheTasksShowsTextsAsText() {
    TasksView view =
        new TasksView(
            List.of(
                new TaskRow(
                    Hostile.TEXT,
                    Hostile.TEXT,
                    Hostile.TEXT,
                    Hostile.TEXT,
                    Hostile.TEXT,
                    Hostile.TEXT,
                    new Types(
                        List.of(new Listens(Hostile.TEXT, Hostile.TEXT)),
                        true,
                        List.of(Hostile.TEXT),
                        List.of(Hostile.TEXT)),
                    new Past(List.of(), Optional.empty(), HOSTILE, 1, List.of(Hostile.TEXT)))),
            List.of(
                new BundleRow(
                    Hostile.TEXT,
                    Hostile.TEXT,
                    Hostile.TEXT,
                    Hostile.TEXT,
                    Status.FAILED,
                    HOSTILE)),
            List.of(new Arrival(Hostile.TEXT, Hostile.TEXT, Hostile.TEXT, HOSTILE, 1, Mocks.NOW)),
            List.of(),
            List.of(
                new Place(
                    Hostile.TEXT,
                    Hostile.TEXT,
                    List.of(new Service(Hostile.TEXT, Status.LIVE, Hostile.TEXT)))),
            1,
            true);
    assertInert(pages.tasks(view, Mocks.NOW));
  }

  @Test
  void aLinkLeadsNowhereWhereItWouldRunSomething() {
    assertThat(Markup.link("javascript:alert(1)", "x")).hasToString("<a href=\"#\">x</a>");
    assertThat(Markup.link("//evil.example", "x")).hasToString("<a href=\"#\">x</a>");
    assertThat(Markup.link("data:text/html,x", "x")).hasToString("<a href=\"#\">x</a>");
    assertThat(Markup.link("https://forge.example/1", "x"))
        .hasToString("<a href=\"https://forge.example/1\">x</a>");
  }

  @Test
  void thePictureIsWellFormedXmlWhateverItsTextsAre()
      throws ParserConfigurationException, IOException, SAXException {
    String svg = new JourneyPicture().svg(Hostile.journey(), "");
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("img").getLength()).isZero();
  }

  @Test
  void theTerminalIsNotTakenOver() {
    for (boolean utf8 : List.of(true, false)) {
      String text =
          new Terminal(new Terminal.Style(120, false, utf8), ZoneOffset.UTC)
              .text(Hostile.journey(), Mocks.NOW);
      assertThat(text).doesNotContain("\u001b", "\u0007", "\u202e");
    }
  }

  private static void assertInert(String page) {
    assertThat(page.split("<script", -1)).as("one script, our own").hasSize(2);
    assertThat(page)
        .contains("<script src=\"/assets/cairn.js\"")
        .doesNotContain(
            "<img",
            "href=\"javascript:",
            "style=\"",
            " onload=\"",
            " onerror=\"",
            "\u001b",
            "\u202e");
  }
}
