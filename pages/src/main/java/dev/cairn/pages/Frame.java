// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.util.EnumSet;
import java.util.Set;

/// What stands around every page: head, bar, symbols. One style sheet, one script, nothing inline.
///
/// @param title what the tab says
/// @param current the part of the site that the page belongs to: `journeys`, `tasks`, …, or empty
/// @param hue of the tab's icon
record Frame(String title, String current, Look.Hue hue) {
  private static final String LOGO =
      "<svg width=\"22\" height=\"20\" viewBox=\"0 0 22 20\" aria-hidden=\"true\""
          + " class=\"logo\"><ellipse cx=\"11\" cy=\"16.4\" rx=\"9.6\" ry=\"3.2\"/><ellipse"
          + " cx=\"10.2\" cy=\"9.9\" rx=\"6.6\" ry=\"2.7\" opacity=\".72\"/><ellipse cx=\"11.6\""
          + " cy=\"4.3\" rx=\"3.9\" ry=\"2.2\" opacity=\".46\"/></svg>";

  String page(Markup main) {
    return page(main, "");
  }

  /// @param query what the search field shows
  String page(Markup main, String query) {
    Markup html = Markup.of("html").with("lang", "en").add(head()).add(body(main, query));
    return "<!doctype html>\n" + html + "\n";
  }

  static String icon(Look.Hue hue) {
    return "/assets/icon-" + hue.css().substring(2) + ".svg";
  }

  private Markup head() {
    return Markup.of("head")
        .add(Markup.of("meta").with("charset", "utf-8"))
        .add(
            Markup.of("meta")
                .with("name", "viewport")
                .with("content", "width=device-width,initial-scale=1"))
        .add(Markup.of("title").text(title + " · Cairn"))
        .add(Markup.of("link").with("rel", "stylesheet").with("href", "/assets/cairn.css"))
        .add(
            Markup.of("link")
                .with("rel", "icon")
                .with("id", "icon")
                .with("type", "image/svg+xml")
                .with("href", icon(hue)))
        .add(Markup.of("script").with("src", "/assets/cairn.js").with("defer", ""));
  }

  private Markup body(Markup main, String query) {
    Set<Look> all = EnumSet.allOf(Look.class);
    return Markup.of("body")
        .add(Markup.link("#main", "Skip to content").with("class", "skip"))
        .add(
            Markup.of("svg", "none")
                .with("width", "0")
                .with("height", "0")
                .with("aria-hidden", "true")
                .add(Symbols.definitions(all)))
        .add(bar(query))
        .add(main.with("id", "main"));
  }

  private Markup bar(String query) {
    return Markup.of("header", "bar")
        .add(Markup.of("a", "brand").with("href", "/journeys").own(LOGO).text("Cairn"))
        .add(
            Markup.of("nav")
                .with("aria-label", "Pages")
                .add(nav("journeys", "Journeys"))
                .add(nav("environments", "Environments"))
                .add(nav("tasks", "Tasks"))
                .add(nav("deliveries", "Deliveries")))
        .add(
            Markup.of("form", "find")
                .with("role", "search")
                .with("action", "/journeys")
                .add(Markup.text("label", "vh", "Find").with("for", "q"))
                .add(
                    Markup.of("input")
                        .with("id", "q")
                        .with("name", "q")
                        .with("type", "search")
                        .with("value", query)
                        .with("placeholder", "Commit, digest, change, run, text")));
  }

  private Markup nav(String part, String text) {
    Markup link = Markup.link("/" + part, text);
    return part.equals(current) ? link.with("aria-current", "page") : link;
  }

  /// The sentence that every page opens with.
  static Markup say(Look look, Markup strong, Markup more) {
    return Markup.of("section", "say " + look.hue().css())
        .with("id", "say")
        .with("aria-label", "In one sentence")
        .add(Symbols.icon(look, 22))
        .add(Markup.of("div").add(strong).add(more));
  }

  static Markup state(Look look, int size) {
    return Markup.of("span", "st-c " + look.hue().css())
        .add(Symbols.icon(look, size))
        .text(look.word());
  }

  static Markup cell(String style, String text) {
    return Markup.text("td", style, text);
  }

  static Markup heading(String text, String small) {
    Markup heading = Markup.of("h2").text(text);
    return small.isEmpty() ? heading : heading.text(" ").add(Markup.of("small").text(small));
  }
}
