// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages in a real browser: every width, dark and light. Screenshots stay in
/// `target/screenshots`.
final class PagesBrowserIT {
  private static final List<Integer> WIDTHS = List.of(1440, 768, 390);

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

  private static BrowserContext context(int width, ColorScheme scheme, boolean script) {
    return chromium.browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(width, 900)
            .setColorScheme(scheme)
            .setJavaScriptEnabled(script));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/journeys/held",
        "/journeys/held#n-scan",
        "/journeys/foreign",
        "/journeys/rollback",
        "/journeys/monorepo",
        "/journeys/monorepo?unfold=all",
        "/journeys",
        "/journeys?show=needs&environment=production",
        "/journeys?repository=nowhere",
        "/runs/r-58c2",
        "/tasks",
        "/environments",
        "/deliveries/d-8f10c2",
        "/deliveries"
      })
  void noPageScrollsSidewaysAndItsTextStaysInside(String path) {
    for (int width : WIDTHS) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        try (BrowserContext context = context(width, scheme, true)) {
          Page page = context.newPage();
          List<String> problems = new ArrayList<>();
          page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.text().contains("Security Policy")) {
              problems.add(message.text());
            }
          });
          page.navigate(site.address(path));
          String name =
              path.substring(1).replaceAll("[^a-z0-9-]+", "-")
                  + "-"
                  + width
                  + "-"
                  + scheme.name().toLowerCase(Locale.ROOT);
          page.screenshot(
              new Page.ScreenshotOptions()
                  .setPath(Path.of("target", "screenshots", name + ".png"))
                  .setFullPage(!path.contains("#")));
          assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
              .as("%s scrolls sideways", name)
              .isEqualTo(0);
          assertThat(overflowing(page)).as("text outside its card: %s", name).isEmpty();
          assertThat(problems).as(name).isEmpty();
        }
      }
    }
  }

  /// Every text of a card that reaches beyond the card's outline.
  private static List<?> overflowing(Page page) {
    return (List<?>)
        page.evaluate(
            """
            () => [...document.querySelectorAll('svg.j a.n')].flatMap(a => {
              const box = a.querySelector('.bx:not(.bk)').getBBox();
              return [...a.querySelectorAll('text')].filter(t => {
                const b = t.getBBox();
                return b.width > 0 && (b.x < -0.5 || b.x + b.width > box.width + 0.5 || b.y + b.height > box.height + 1.5);
              }).map(t => a.id + ': ' + t.textContent);
            })
            """);
  }

  @Test
  void withoutScriptTheDockOpensByItsAddressAndTheLogIsOneClickAway() {
    try (BrowserContext context = context(1440, ColorScheme.LIGHT, false)) {
      Page page = context.newPage();
      page.navigate(site.address("/journeys/held"));
      assertThat(page.locator(".dock:visible").count()).isZero();
      page.locator(".say a.btn").first().click();
      assertThat(page.locator("#n-scan").isVisible()).isTrue();
      assertThat(page.locator("#n-scan pre").textContent())
          .contains("1 critical: CVE-2026-31337 libxml2 2.9.14 < 2.9.15");
      page.goBack();
      assertThat(page.locator(".dock:visible").count()).isZero();
      assertThat(page.locator("table.steps tbody tr").count()).isEqualTo(11);
    }
  }

  @Test
  void withoutScriptALinkNarrowsTheListAndSaysThatItIsChosen() {
    try (BrowserContext context = context(1440, ColorScheme.LIGHT, false)) {
      Page page = context.newPage();
      page.navigate(site.address("/journeys"));
      assertThat(page.locator(".jl li").count()).isEqualTo(4);
      page.locator("a.chip:has-text('Needs someone')").click();
      page.waitForURL(site.address("/journeys?show=needs"));
      assertThat(page.locator(".jl li").count()).isEqualTo(1);
      assertThat(page.locator("a.chip[aria-current]").textContent()).isEqualTo("Needs someone 1×");
      page.locator("a.chip[aria-current]").click();
      page.waitForURL(site.address("/journeys"));
      assertThat(page.locator(".jl li").count()).isEqualTo(4);
      page.navigate(site.address("/journeys?repository=nowhere"));
      assertThat(page.locator("main").textContent())
          .contains("No journey begins in the repository nowhere.");
      page.locator("main p a").click();
      page.waitForURL(site.address("/journeys"));
      assertThat(page.locator(".jl li").count()).isEqualTo(4);
    }
  }

  @Test
  void aListStaysNarrowedWhenItIsBroughtUpToDate() throws InterruptedException {
    try (BrowserContext context = context(1440, ColorScheme.LIGHT, true)) {
      Page page = context.newPage();
      site.forgetStreams();
      page.navigate(site.address("/journeys?show=needs"));
      page.evaluate("document.querySelector('.jl').dataset.old = 'old'");
      site.stream().add("data: {}\n\n");
      page.waitForSelector(".jl:not([data-old])");
      assertThat(page.locator(".jl li").count()).isEqualTo(1);
      assertThat(page.locator("a.chip[aria-current]").textContent()).isEqualTo("Needs someone 1×");
    }
  }

  @Test
  void everyStagesNameBeginsAboveItsSigns() {
    try (BrowserContext context = context(1440, ColorScheme.LIGHT, true)) {
      Page page = context.newPage();
      page.navigate(site.address("/journeys"));
      assertThat(
              (List<?>)
                  page.evaluate(
                      """
                      () => {
                        const names = [...document.querySelectorAll('.rth text')];
                        const middle = e => { const b = e.getBoundingClientRect(); return b.x + b.width / 2; };
                        return [...document.querySelectorAll('.rt use')].filter(sign => {
                          const stage = sign.querySelector('title').textContent.split(':')[0];
                          const name = names.find(n => n.textContent === stage);
                          return !name || Math.abs(name.getBoundingClientRect().x - middle(sign)) > 9;
                        }).map(sign => sign.textContent);
                      }
                      """))
          .isEmpty();
    }
  }

  @Test
  void theExportedPictureShowsAsAnImage() {
    try (BrowserContext context = context(1440, ColorScheme.LIGHT, true)) {
      Page page = context.newPage();
      page.navigate(site.address("/journeys"));
      Object width =
          page.evaluate(
              "async src => { const i = new Image(); i.src = src; await i.decode(); return"
                  + " i.naturalWidth; }",
              "/journeys/held.svg");
      assertThat((Integer) width).isGreaterThan(1000);
    }
  }

  @Test
  void arrowsFollowTheEdgesAndEscapeClosesTheDock() {
    try (BrowserContext context = context(1440, ColorScheme.LIGHT, true)) {
      Page page = context.newPage();
      page.navigate(site.address("/journeys/held"));
      page.locator("#c-img").focus();
      page.keyboard().press("ArrowRight");
      assertThat(page.evaluate("document.activeElement.id")).isEqualTo("c-reb");
      page.keyboard().press("ArrowDown");
      assertThat(page.evaluate("document.activeElement.id")).isEqualTo("c-scan");
      page.keyboard().press("Enter");
      assertThat(page.locator("#n-scan").isVisible()).isTrue();
      page.keyboard().press("Escape");
      assertThat(page.locator("#n-scan").isVisible()).isFalse();
      assertThat(page.evaluate("document.activeElement.id")).isEqualTo("c-scan");
    }
  }

  private static void send(Journey before, Journey after) throws InterruptedException {
    BlockingQueue<String> stream = site.stream();
    JourneyUpdates updates = new JourneyUpdates(site.pages);
    site.held = after;
    updates
        .between(view(before), view(after), Mocks.NOW)
        .forEach(message -> stream.add(message.line("1")));
  }

  private static JourneyView view(Journey journey) {
    return new JourneyView(journey, Map.of("r-58c2", Samples.log()), Set.of(), Map.of());
  }

  private static Object places(Page page) {
    return page.evaluate(
        "[...document.querySelectorAll('svg.j a.n g')].map(g =>"
            + " g.getAttribute('transform')).join()");
  }

  @Test
  void aChangeOfStateArrivesWithoutMovingACardOrLosingFocusOrScroll() throws InterruptedException {
    try (BrowserContext context = context(1440, ColorScheme.LIGHT, true)) {
      Page page = context.newPage();
      site.forgetStreams();
      site.held = Mocks.held();
      page.navigate(site.address("/journeys/held#n-scan"));
      page.locator("#n-scan pre").focus();
      page.evaluate("scrollTo(0, 120)");
      Object scrolled = page.evaluate("scrollY");
      Object before = places(page);
      send(Mocks.held(), JourneyUpdatesTest.with(Mocks.held(), "reb", Status.PASSED));
      page.waitForSelector("#c-reb.s-passed");
      assertThat(places(page)).isEqualTo(before);
      assertThat(page.evaluate("scrollY")).isEqualTo(scrolled);
      assertThat(page.evaluate("document.activeElement.closest('#n-scan') !== null"))
          .isEqualTo(true);
      assertThat(page.locator("#n-scan").isVisible()).isTrue();
      page.waitForSelector("#g-checks:has-text('20 s')");
    } finally {
      site.held = Mocks.held();
    }
  }

  @Test
  void aNewStructureWaitsForTheReaderWhoIsInThePicture() throws InterruptedException {
    try (BrowserContext context = context(1440, ColorScheme.LIGHT, true)) {
      Page page = context.newPage();
      site.forgetStreams();
      site.held = Mocks.held();
      page.navigate(site.address("/journeys/held"));
      page.locator("#c-img").focus();
      send(Mocks.held(), JourneyUpdatesTest.withLateCheck(Mocks.held()));
      page.waitForSelector(".fresh");
      assertThat(page.locator(".fresh").textContent()).isEqualTo("1 new step: show it");
      assertThat(page.locator("#c-late").count()).isZero();
      page.locator(".fresh").click();
      page.waitForSelector("#c-late");
      assertThat(page.locator("#r-late").count()).isEqualTo(1);
      assertThat(page.locator(".fresh").count()).isZero();
    } finally {
      site.held = Mocks.held();
    }
  }

  @Test
  void aNewStructureIsShownAtOnceWhereNobodyIsInThePicture() throws InterruptedException {
    try (BrowserContext context = context(1440, ColorScheme.LIGHT, true)) {
      Page page = context.newPage();
      site.forgetStreams();
      site.held = Mocks.held();
      page.navigate(site.address("/journeys/held"));
      send(Mocks.held(), JourneyUpdatesTest.withLateCheck(Mocks.held()));
      page.waitForSelector("#c-late");
      assertThat(page.locator("#r-late").count()).isEqualTo(1);
    } finally {
      site.held = Mocks.held();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/journeys/held", "/journeys"})
  void everyTargetIsLargeEnough(String path) {
    for (int width : WIDTHS) {
      int least = width < 760 ? 44 : 24;
      try (BrowserContext context = context(width, ColorScheme.LIGHT, true)) {
        Page page = context.newPage();
        page.navigate(site.address(path));
        assertThat(
                (List<?>)
                    page.evaluate(
                        """
                        least => [...document.querySelectorAll('.btn, .chip, svg.j a.n, .rail a, .find input')].filter(e => {
                          const b = e.getBoundingClientRect();
                          return b.width > 0 && b.height > 0 && b.height < least - 0.5;
                        }).map(e => e.id + e.textContent + e.getBoundingClientRect().height)
                        """,
                        least))
            .as("targets lower than %d px at %d", least, width)
            .isEmpty();
      }
    }
  }

  @Test
  void aPageOfSixtyFiveCardsIsSmall() throws IOException {
    String page =
        site.pages.journey(
            new JourneyView(Mocks.monorepo(), Map.of(), Set.of("all"), Map.of()), Mocks.NOW);
    Path folder = Files.createDirectories(Path.of("target", "screenshots"));
    Files.writeString(folder.resolve("sixty-five.html"), page);
    assertThat(page.length()).isLessThan(165_000);
  }
}
