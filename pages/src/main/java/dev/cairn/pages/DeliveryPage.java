// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Status;
import dev.cairn.pages.DeliveryView.Again;
import dev.cairn.pages.DeliveryView.Joined;
import dev.cairn.pages.DeliveryView.Started;
import dev.cairn.pages.DeliveryView.Understood;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One delivery in four columns: came in, understood, joined, started.
record DeliveryPage(DeliveryView delivery, Reading reading, Instant now) {
  String page() {
    Look look = look(delivery.status());
    Markup four =
        Markup.of("div", "four").add(cameIn()).add(understood()).add(joined()).add(started());
    Markup main =
        Markup.of("main")
            .add(crumb())
            .add(Markup.of("h1").text(title()))
            .add(say(look))
            .add(four)
            .add(again());
    return new Frame(delivery.status() + ": " + delivery.id(), "deliveries", look.hue()).page(main);
  }

  /// `Change merged, from GitHub`; of several kinds of events, how many they are.
  private String title() {
    String tool = TaskWords.tool(delivery.tool());
    List<String> kinds =
        delivery.events().stream()
            .map(event -> DeliveriesPage.happened(event.type()))
            .distinct()
            .toList();
    if (kinds.isEmpty()) {
      return "Delivery from " + tool;
    }
    return kinds.size() == 1
        ? kinds.getFirst().substring(0, 1).toUpperCase(Locale.ROOT)
            + kinds.getFirst().substring(1)
            + ", from "
            + tool
        : delivery.events().size() + " events from " + tool;
  }

  static Look look(String status) {
    return switch (status) {
      case "joined" -> Look.PASSED;
      case "pending" -> Look.QUEUED;
      case "ignored" -> Look.REFUSED;
      case "failed" -> Look.FAILED;
      case "refused" -> Look.OVERDUE;
      default -> Look.UNKNOWN;
    };
  }

  private Markup crumb() {
    return Markup.of("p", "crumb")
        .add(Markup.link("/deliveries", "Deliveries"))
        .add(Markup.of("span").text(delivery.id()))
        .add(Markup.of("span").text(delivery.source()))
        .add(
            Markup.text("time", "", reading.began(delivery.received()))
                .with("datetime", delivery.received().toString()))
        .add(Markup.of("span").text(Words.count(delivery.bytes(), "byte")));
  }

  private Markup say(Look look) {
    Markup strong = Markup.of("strong");
    switch (delivery.status()) {
      case "joined" -> joinedTo(strong);
      case "pending" -> strong.text("Safe on disk; not read yet.");
      case "ignored" -> strong.text("Understood, and it changes nothing.");
      case "refused" -> strong.text("Refused: its source may not say this.");
      default -> strong.text("Kept, and not understood.");
    }
    Markup more = Markup.of("p").text(delivery.why());
    delivery
        .duplicateOf()
        .ifPresent(other ->
            more.text(" The same as ").add(Markup.link(other.href(), other.text())).text("."));
    return Frame.say(look, strong, more);
  }

  /// "Understood, joined to the journey of Pay by bank transfer, started 2 runs."
  private void joinedTo(Markup strong) {
    int runs = (int) delivery.started().stream().filter(one -> one.run().isPresent()).count();
    strong.text("Understood, joined to ");
    if (delivery.journeys().size() == 1) {
      RunView.Anchor journey = delivery.journeys().getFirst();
      strong.text("the journey of ").add(Markup.link(journey.href(), journey.text()));
    } else {
      String count = Words.count(delivery.journeys().size(), "journey");
      strong.text(delivery.journeys().isEmpty() ? "no journey" : count);
    }
    strong.text(
        runs == 0 ? "; it started nothing." : ", started " + Words.count(runs, "run") + ".");
  }

  private Markup cameIn() {
    Markup pre = Markup.of("pre", "log").with("tabindex", "0");
    StringBuilder head = new StringBuilder();
    if (!delivery.path().isEmpty()) {
      head.append("POST ").append(delivery.path()).append('\n');
    }
    delivery
        .headers()
        .forEach(
            header -> head.append(header.name()).append(": ").append(header.value()).append('\n'));
    if (!head.isEmpty()) {
      pre.add(Markup.of("span", "dim").lines(head.toString())).own("\n\n");
    }
    marked(pre, Indented.of(delivery.body()));
    return section("1 Came in", Indented.applies(delivery.body()) ? "indented here" : "verbatim")
        .add(pre)
        .add(Markup.text("p", "mut", "Marked: what the adapter used. The rest is kept."));
  }

  private void marked(Markup pre, String body) {
    String[] lines = body.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (i > 0) {
        pre.own("\n");
      }
      markedLine(pre, lines[i]);
    }
  }

  private void markedLine(Markup pre, String line) {
    String rest = line;
    while (!rest.isEmpty()) {
      String left = rest;
      Optional<String> next =
          delivery.used().stream()
              .filter(used -> used.length() > 2 && left.contains(used))
              .min((a, b) -> Integer.compare(left.indexOf(a), left.indexOf(b)));
      if (next.isEmpty()) {
        pre.text(rest);
        return;
      }
      int at = rest.indexOf(next.get());
      pre.text(rest.substring(0, at)).add(Markup.of("mark").text(next.get()));
      rest = rest.substring(at + next.get().length());
    }
  }

  private static Markup section(String title, String small) {
    return Markup.of("section").add(Frame.heading(title, small));
  }

  private Markup understood() {
    Markup section = section("2 Understood", Words.count(delivery.events().size(), "event"));
    for (Understood event : delivery.events()) {
      Markup list = Markup.of("dl", "kv");
      list.add(Markup.of("dt").text("type"))
          .add(Markup.of("dd").add(Markup.of("b").text(Words.event(event.type()))));
      event
          .facts()
          .forEach(fact ->
              list.add(Markup.of("dt").text(fact.name()))
                  .add(Markup.of("dd").add(Markup.of("code").text(fact.value()))));
      section.add(list);
    }
    return section;
  }

  private Markup joined() {
    Markup section = section("3 Joined", Words.count(delivery.edges().size(), "edge"));
    Markup list = Markup.of("ul", "ev");
    for (Joined edge : delivery.edges()) {
      list.add(
          Markup.of("li")
              .add(Markup.of("b").text(edge.from() + " → " + edge.to()))
              .add(Markup.of("br"))
              .text(edge.strength().word() + ": " + edge.evidence()));
    }
    section.add(list);
    if (delivery.journeys().isEmpty()) {
      return section;
    }
    section.add(Frame.heading("Journeys", ""));
    Markup journeys = Markup.of("ul", "ev");
    delivery
        .journeys()
        .forEach(one -> journeys.add(Markup.of("li").add(Markup.link(one.href(), one.text()))));
    return section.add(journeys);
  }

  private Markup started() {
    if (delivery.started().isEmpty()) {
      return section("4 Started", "")
          .add(Markup.of("p", "mut").text("Nothing: no task answers it."));
    }
    long runs = delivery.started().stream().filter(one -> one.run().isPresent()).count();
    Markup section = section("4 Started", runs + " of " + delivery.started().size());
    Markup list = Markup.of("ul", "ev");
    for (Started one : delivery.started()) {
      Markup item = Markup.of("li").add(Frame.state(Look.of(one.status()), 14)).text(" ");
      one.run()
          .ifPresentOrElse(
              run -> item.add(Markup.link(run.href(), one.task() + " " + run.text())),
              () -> item.text(one.task()));
      list.add(item.text(one.clause().isEmpty() ? "" : ": " + one.clause()));
    }
    return section.add(list);
  }

  private List<Markup> again() {
    if (delivery.again().isEmpty()) {
      return List.of();
    }
    Markup body = Markup.of("tbody");
    for (Again one : delivery.again()) {
      body.add(
          Markup.of("tr")
              .add(Frame.cell("m mut", reading.began(one.received())))
              .add(Markup.of("td").add(Frame.state(Look.of(Status.REUSED), 14)))
              .add(Markup.of("td").add(Markup.link("/deliveries/" + one.id(), one.id())))
              .add(Frame.cell("", one.note())));
    }
    return List.of(
        Frame.heading("Same delivery, again", Words.count(delivery.again().size(), "time")),
        Markup.of("table").add(body));
  }
}
