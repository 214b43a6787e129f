// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The map of the tasks in a real browser: by keyboard, without a script, on a phone. That it does
/// not scroll sideways and that its text stays in its cards, [PagesBrowserIT] sees to.
final class TasksBrowserIT {
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

  private static BrowserContext context(int width, boolean script) {
    return chromium.browser.newContext(
        new Browser.NewContextOptions().setViewportSize(width, 900).setJavaScriptEnabled(script));
  }

  @Test
  void arrowsFollowTheLinesAndEnterLeadsToTheRow() {
    try (BrowserContext context = context(1440, true)) {
      Page page = context.newPage();
      page.navigate(site.address("/tasks"));
      page.locator("#c-ship").focus();
      page.keyboard().press("ArrowRight");
      assertThat(page.evaluate("document.activeElement.id")).isEqualTo("c.registry");
      page.keyboard().press("ArrowLeft");
      assertThat(page.evaluate("document.activeElement.id")).isEqualTo("c-ship");
      page.keyboard().press("Enter");
      assertThat(page.url()).endsWith("/tasks#t-ship");
      assertThat(
              page.evaluate(
                  "getComputedStyle(document.getElementById('t-ship')).backgroundColor !=="
                      + " getComputedStyle(document.getElementById('t-scan')).backgroundColor"))
          .as("the row that it leads to is marked")
          .isEqualTo(true);
    }
  }

  @Test
  void withoutScriptEveryCardLeadsToARowThatIsThere() {
    try (BrowserContext context = context(1440, false)) {
      Page page = context.newPage();
      page.navigate(site.address("/tasks"));
      int cards = page.locator("svg.j a.n").count();
      assertThat(cards).isEqualTo(18);
      page.locator("[id='c.gate']").click();
      assertThat(page.url()).endsWith("/tasks#s.gate");
      assertThat(page.locator("[id='s.gate']").isVisible()).isTrue();
    }
  }

  @Test
  void onAPhoneTheStagesAreAListAndNoTableScrolls() {
    try (BrowserContext context = context(390, true)) {
      Page page = context.newPage();
      page.navigate(site.address("/tasks"));
      assertThat(page.locator("svg.j").isVisible()).isFalse();
      assertThat(page.locator("#rail > li h3").count()).isEqualTo(8);
      assertThat(page.locator("#rail a[href='#t-sbom-diff']").isVisible()).isTrue();
      assertThat(
              (List<?>)
                  page.evaluate(
                      "() => [...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth >"
                          + " e.clientWidth).map(e => e.getAttribute('aria-label'))"))
          .isEmpty();
    }
  }
}
