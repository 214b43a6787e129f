// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Journey.Summary;
import dev.cairn.journeys.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTest {
  private static String text(Journey journey, Terminal.Style style) {
    return new Terminal(style, ZoneOffset.UTC).text(journey, Mocks.NOW);
  }

  /// A golden is written anew where it is deleted first; the diff is what a reviewer reads.
  private static void assertGolden(String name, String text) throws IOException {
    Path written = Files.createDirectories(Path.of("target", "terminal")).resolve(name);
    Files.writeString(written, text);
    try (InputStream golden = TerminalTest.class.getResourceAsStream("terminal/" + name)) {
      assertThat(golden).as("golden %s; the text is in %s", name, written).isNotNull();
      assertThat(text).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "held-120.txt, 120, false, true",
    "held-120-color.txt, 120, true, true",
    "held-80.txt, 80, false, true",
    "held-80-color.txt, 80, true, true",
    "held-80-words.txt, 80, false, false",
    "held-50.txt, 50, false, true"
  })
  void theHeldChangeReadsAsInTheMock(String name, int columns, boolean color, boolean utf8)
      throws IOException {
    assertGolden(name, text(Mocks.held(), new Terminal.Style(columns, color, utf8)));
  }

  @Test
  void foldedImagesReadAsInTheMock() throws IOException {
    assertGolden("monorepo-120.txt", text(Mocks.monorepo(), new Terminal.Style(120, false, true)));
  }

  @Test
  void inferredAndGuessedEdgesReadAsInTheMock() throws IOException {
    assertGolden("foreign-120.txt", text(Mocks.foreign(), new Terminal.Style(120, false, true)));
  }

  @Test
  void aFlaggedServiceReadsAsInTheMock() throws IOException {
    assertGolden("flagged-80.txt", text(Flagged.journey(), new Terminal.Style(80, false, true)));
  }

  @ParameterizedTest
  @CsvSource({
    "production, production",
    "staging, staging",
    "development, development",
    "production-eu-west-3, production-e…"
  })
  void anEnvironmentsNameStandsWholeInEightyColumnsUnlessItIsVeryLong(String name, String shown) {
    Journey journey =
        new Sketch("2026-11-21")
            .node(
                "commit",
                NodeKind.COMMIT,
                "change",
                "Roll back",
                Status.PASSED,
                Sketch.more().is("commit:5be90c2" + "0".repeat(33)).from("13:00:00"))
            .node(
                "live",
                NodeKind.DEPLOYMENT,
                "environment:" + name,
                "shop",
                Status.LIVE,
                Sketch.more().from("13:00:02"))
            .edge("commit", "live", EdgeKind.DEPLOYED_BY)
            .journey("7c", "Roll back", Status.LIVE, new Summary("Live.", Optional.empty(), ""));
    assertThat(text(journey, new Terminal.Style(80, false, true)).lines())
        .anyMatch(line -> line.startsWith(shown + " "));
  }

  @Test
  void aSentenceOfTheStateAloneLeavesNoColonBehind() {
    Journey journey =
        new Sketch("2026-11-21")
            .node(
                "commit",
                NodeKind.COMMIT,
                "change",
                "Tasks",
                Status.PASSED,
                Sketch.more().is("commit:5be90c2" + "0".repeat(33)).from("13:00:00"))
            .journey(
                "7c",
                "Tasks",
                Status.PASSED,
                new Summary("Passed: check; nothing was published.", Optional.empty(), ""));
    assertThat(text(journey, new Terminal.Style(80, false, true)).lines())
        .contains(" ✓ PASSED  check; nothing was published");
  }

  @Test
  void noLineIsLongerThanTheTerminalAndNoRunIsCut() {
    for (Journey journey : JourneyPictureTest.journeys()) {
      for (int columns : List.of(40, 60, 80, 100, 120, 200)) {
        for (boolean utf8 : List.of(true, false)) {
          String text = text(journey, new Terminal.Style(columns, false, utf8));
          assertThat(text.lines().filter(line -> Ink.width(line) > columns))
              .as("%s at %d", journey.title(), columns)
              .isEmpty();
        }
      }
    }
    assertThat(text(Mocks.held(), new Terminal.Style(100, false, true))).contains("r-58c2");
  }

  @Test
  void withoutUtf8EveryByteIsAscii() {
    assertThat(
            text(Mocks.monorepo(), new Terminal.Style(80, false, false))
                .chars()
                .allMatch(c -> c < 0x80))
        .isTrue();
  }

  @Test
  void aPipeGetsOneLineForEachChangeOfState() {
    Terminal terminal = new Terminal(new Terminal.Style(120, false, true), ZoneOffset.UTC);
    assertThat(terminal.changes(Optional.empty(), Mocks.held()))
        .contains(
            "14:02:12 passed   #412 merged 3f9c1e2 on main",
            "14:02:43 passed   test 31 s (r-58b8)",
            "14:03:12 failed   scan 9 s: 1 critical finding, CVE-2026-31337 (r-58c2)",
            "14:03:12 held     release: needs scan");
    Journey after = JourneyUpdatesTest.with(Mocks.held(), "reb", Status.PASSED);
    assertThat(terminal.changes(Optional.of(Mocks.held()), after))
        .containsExactly("14:10:26 passed   rebuild 20 s (r-58c4)");
    assertThat(terminal.changes(Optional.of(after), after)).isEmpty();
  }
}
