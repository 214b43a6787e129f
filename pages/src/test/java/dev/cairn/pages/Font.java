// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.List;
import org.assertj.core.data.Offset;

/// A font that readers have, of those that `scripts/test-tools` brings; they differ in width. A
/// page is drawn with it where the style sheet says `system-ui`.
///
/// The numbers are how wide ten `m` of the font files are, in em: as plain text, as a title (600)
/// and as fixed width.
enum Font {
  DEJAVU("DejaVu Sans", "DejaVu Sans Mono", 9.741, 10.420, 6.021),
  OPEN_SANS("Open Sans", "DejaVu Sans Mono", 9.302, 9.561, 6.021),
  LIBERATION("Liberation Sans", "Liberation Mono", 8.330, 8.892, 6.001);

  private static final int SIZE = 100;

  private final String sans;
  private final String mono;
  private final double plain;
  private final double title;
  private final double fixed;

  Font(String sans, String mono, double plain, double title, double fixed) {
    this.sans = sans;
    this.mono = mono;
    this.plain = plain;
    this.title = title;
    this.fixed = fixed;
  }

  /// The style sheet that the context's pages get names this font first.
  void use(BrowserContext context) {
    context.route("**/cairn.css", this::fulfil);
  }

  private void fulfil(Route route) {
    var response = route.fetch();
    route.fulfill(new Route.FulfillOptions().setResponse(response).setBody(named(response.text())));
  }

  /// The style, with this font where it says `system-ui`.
  String named(String style) {
    return style
        .replace("system-ui,", "\"" + sans + "\",")
        .replace("ui-monospace,", "\"" + mono + "\",");
  }

  /// The browser really draws the page's text with it: nothing is tested by a font that is not
  /// there.
  void assertDrawn(Page page) {
    List<?> drawn =
        (List<?>)
            page.evaluate(
                """
                size => ['', 't', 'm'].map(style => {
                  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
                  const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
                  text.setAttribute('class', style);
                  text.textContent = 'mmmmmmmmmm';
                  Object.assign(text.style, {fontSize: size + 'px', letterSpacing: 0, textRendering: 'geometricPrecision'});
                  svg.append(text);
                  document.body.append(svg);
                  const width = text.getComputedTextLength();
                  svg.remove();
                  return width;
                })
                """,
                SIZE);
    List<Double> widths = List.of(plain, title, fixed);
    for (int i = 0; i < widths.size(); i++) {
      assertThat(((Number) drawn.get(i)).doubleValue() / SIZE)
          .as(
              "%s: width of ten m (expected: the font's own; on Debian: apt-get install"
                  + " fonts-dejavu-core fonts-open-sans fonts-liberation)",
              this)
          .isEqualTo(widths.get(i), Offset.offset(0.01));
    }
  }
}
