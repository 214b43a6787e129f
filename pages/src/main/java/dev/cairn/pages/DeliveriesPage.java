// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What came in, newest first.
record DeliveriesPage(DeliveriesView view, Reading reading, Instant now) {
  String page() {
    Markup body = Markup.of("tbody");
    view.rows().forEach(row -> body.add(row(row)));
    Markup head = Markup.of("tr");
    for (String name : List.of("Came in", "Tool", "From", "State", "What came of it", "Delivery")) {
      head.add(Markup.of("th").with("scope", "col").text(name));
    }
    long failed =
        view.rows().stream().filter(row -> DeliveryPage.look(row.status()).loud()).count();
    String text =
        view.rows().isEmpty()
            ? "Nothing has come in yet."
            : Words.count(view.rows().size(), "delivery").replace("deliverys", "deliveries")
                + ", newest first"
                + (failed == 0
                    ? "; all of them were understood."
                    : "; " + failed + " could not be taken as they are.");
    Look look = failed == 0 ? Look.PASSED : Look.OVERDUE;
    Markup main =
        Markup.of("main")
            .with("data-list", "deliveries")
            .add(Markup.of("h1").text("Deliveries"))
            .add(
                Frame.say(
                    look,
                    Markup.of("strong").text(text),
                    Markup.of("p")
                        .text("Each is on disk as it came, before anything of it was read.")))
            .add(
                Markup.of("div", "scroll")
                    .with("tabindex", "0")
                    .with("role", "region")
                    .with("aria-label", "Deliveries")
                    .add(Markup.of("table", "dl").add(Markup.of("thead").add(head)).add(body)));
    view.next()
        .ifPresent(cursor ->
            main.add(
                Markup.of("p", "more")
                    .add(Markup.link("/deliveries?from=" + cursor, "Older").with("class", "btn"))));
    return new Frame("Deliveries", "deliveries", look.hue()).page(main);
  }

  /// `taskrun finished (2), artifact held`: what happened, and what there is to say of it.
  static String what(DeliveriesView.Row row) {
    Map<String, Integer> events = new LinkedHashMap<>();
    row.types().forEach(type -> events.merge(happened(type), 1, Integer::sum));
    String said =
        events.entrySet().stream()
            .map(it -> it.getKey() + (it.getValue() == 1 ? "" : " (" + it.getValue() + ")"))
            .collect(Collectors.joining(", "));
    return said.isEmpty() || row.what().isEmpty() ? said + row.what() : said + "; " + row.what();
  }

  /// `artifact held`, Cairn's own types like all others.
  static String happened(String type) {
    return Words.event(type).replaceFirst("^cairn-", "");
  }

  private Markup row(DeliveriesView.Row row) {
    Look look = DeliveryPage.look(row.status());
    return Markup.of("tr")
        .add(Frame.cell("m mut", reading.began(row.received())))
        .add(Frame.cell("", TaskWords.tool(row.tool())))
        .add(Frame.cell("mut", row.source()))
        .add(
            Markup.of("td")
                .add(
                    Markup.of("span", "st-c " + look.hue().css())
                        .add(Symbols.icon(look, 14))
                        .text(row.status())))
        .add(Frame.cell("", what(row)))
        .add(Markup.of("td").add(Markup.link("/deliveries/" + row.id(), row.id())));
  }
}
