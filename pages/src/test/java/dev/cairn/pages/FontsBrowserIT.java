// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Text stays in its place whatever font the reader has: all journeys, in the page and as a picture
/// of its own. Screenshots stay in `target/screenshots`.
final class FontsBrowserIT {
  private static final List<Integer> WIDTHS = List.of(1440, 768, 390);
  private static final List<String> JOURNEYS =
      List.of("held", "foreign", "rollback", "monorepo", "flagged", "hostile");

  private static Chromium chromium;
  private static Site site;

  @BeforeAll
  static void open() throws IOException {
    chromium = new Chromium();
    site = new Site();
  }

  @AfterAll
  static void close() {
    site.close();
    chromium.close();
  }

  static Stream<Arguments> journeysInFonts() {
    return JOURNEYS.stream()
        .flatMap(journey ->
            Stream.of(Font.values()).map(font -> Arguments.of("/journeys/" + journey, font)));
  }

  private static BrowserContext context(Font font, int width) {
    BrowserContext context =
        chromium.browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 900));
    font.use(context);
    return context;
  }

  private static void screenshot(Page page, String path, Font font, int width) {
    String name =
        "font-%s-%s-%d"
            .formatted(
                font.name().toLowerCase(Locale.ROOT),
                path.substring(1).replaceAll("[^a-z0-9-]+", "-"),
                width);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "screenshots", name + ".png"))
            .setFullPage(true));
  }

  @ParameterizedTest
  @MethodSource("journeysInFonts")
  void thePageKeepsTextInItsPlace(String path, Font font) {
    List<String> addresses =
        path.endsWith("monorepo") ? List.of(path, path + "?unfold=all") : List.of(path);
    for (String address : addresses) {
      for (int width : WIDTHS) {
        try (BrowserContext context = context(font, width)) {
          Page page = context.newPage();
          page.navigate(site.address(address));
          font.assertDrawn(page);
          screenshot(page, address, font, width);
          assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
              .as("%s in %s at %d scrolls sideways", address, font, width)
              .isEqualTo(0);
          assertThat(Placement.problems(page)).as("%s in %s at %d", address, font, width).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("journeysInFonts")
  void thePictureAloneKeepsTextInItsPlace(String path, Font font) {
    for (int width : WIDTHS) {
      try (BrowserContext context = context(font, width)) {
        Page page = context.newPage();
        APIResponse picture = page.request().get(site.address(path + ".svg"));
        page.setContent(
            "<body style='margin:0'><style>svg.j{max-width:100%%;height:auto}</style>%s"
                .formatted(font.named(picture.text())));
        font.assertDrawn(page);
        screenshot(page, path + ".svg", font, width);
        assertThat(Placement.problems(page)).as("%s.svg in %s at %d", path, font, width).isEmpty();
      }
    }
  }

  /// Where the picture is hidden, the same cards are a list; there the text must be as wide as the
  /// page at most.
  @ParameterizedTest
  @EnumSource
  void onAPhoneTheListKeepsTextInItsPlace(Font font) {
    for (String journey : JOURNEYS) {
      try (BrowserContext context = context(font, 390)) {
        Page page = context.newPage();
        page.navigate(site.address("/journeys/" + journey));
        assertThat(page.locator(".rail li li a").count()).isPositive();
        assertThat(Placement.outsideTheRail(page)).as("%s in %s", journey, font).isEmpty();
      }
    }
  }

  /// In the picture alone, since a page draws itself anew when its script starts.
  @Test
  void textThatIsTooWideIsSeen() {
    try (BrowserContext context = context(Font.DEJAVU, 1440)) {
      Page page = context.newPage();
      APIResponse picture = page.request().get(site.address("/journeys/held.svg"));
      page.setContent(Font.DEJAVU.named(picture.text()));
      page.evaluate(
          "document.querySelector('#c-scan text').textContent = 'a title that is far wider than the"
              + " card of this scan'");
      assertThat(Placement.problems(page)).anyMatch(it -> it.contains("c-scan: outside: a title"));
    }
  }
}
