// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import dev.cairn.journeys.Journey.Edge;
import dev.cairn.journeys.Journey.Node;
import dev.cairn.journeys.Journey.Proof;
import dev.cairn.journeys.Journey.Seen;
import dev.cairn.journeys.Status;
import dev.cairn.pages.Card.Row;
import dev.cairn.pages.Card.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What opens below the page for a card, by its address alone: what it is; how it is known; the
/// last lines of its log and the command that repeats it.
///
/// @param owners for every node, its card
record Dock(
    Cards cards, Map<String, Card> owners, Map<String, List<LogLine>> logs, Reading reading) {
  private static final int EVENTS = 5;
  private static final int MEMBERS = 24;
  private static final int LINES = 6;

  static Dock of(Cards cards, Map<String, List<LogLine>> logs, Reading reading) {
    Map<String, Card> owners = new HashMap<>();
    cards.cards().forEach(card -> card.nodes().forEach(node -> owners.put(node.id(), card)));
    return new Dock(cards, owners, logs, reading);
  }

  Markup of(Card card) {
    String time = reading.text(card.timing());
    String state = card.look().word() + (time.isEmpty() ? "" : " · " + time);
    return Markup.of("aside", "dock " + card.look().hue().css())
        .with("id", card.id())
        .with("aria-label", card.title())
        .with("tabindex", "-1")
        .add(
            Markup.of("h3")
                .add(Symbols.icon(card.look(), 18))
                .add(Markup.of("span").text(card.title()))
                .add(Markup.text("span", "st-c", state))
                .add(Markup.link("#main", "Close").with("class", "btn cl")))
        .add(what(card))
        .add(known(card))
        .add(third(card));
  }

  private Markup what(Card card) {
    Markup list = Markup.of("dl");
    if (!card.members().isEmpty()) {
      card.members().stream()
          .limit(MEMBERS)
          .forEach(member -> fact(list, Look.of(member.status()).word(), member.title()));
    } else if (card.nodes().size() == 1 || card.shape() != Shape.ENVIRONMENT) {
      whole(list, card);
    } else {
      card.nodes().forEach(node -> part(list, node));
    }
    return Markup.of("div").add(Markup.of("h4").text("What")).add(list);
  }

  /// Its nodes, that which gives the card its title first; of attempts the newest, and of those
  /// before it what they said; of an image's platforms their digests.
  private void whole(Markup list, Card card) {
    List<Node> current = Attempts.current(card.nodes());
    current.stream()
        .sorted(Comparator.comparing(node -> !node.title().equals(card.title())))
        .forEach(node -> {
          boolean part = node.kind() == NodeKind.ARTIFACT && !node.title().equals(card.title());
          if (part && current.size() > 1) {
            identities(list, node, "contains");
          } else {
            facts(list, node, card.title());
          }
        });
    card.nodes().stream()
        .filter(node -> !current.contains(node))
        .forEach(node -> before(list, node));
  }

  private void before(Markup list, Node node) {
    Markup said = Markup.of("dd");
    node.run().ifPresent(run -> said.add(Markup.link("/runs/" + run, run)).text(", "));
    list.add(term("before"))
        .add(
            said.text(
                Look.of(node.status()).word()
                    + node.started().map(at -> " " + reading.began(at)).orElse("")
                    + node.reason().map(reason -> ": " + reason).orElse("")));
  }

  private void facts(Markup list, Node node, String title) {
    if (!node.title().equals(title)) {
      fact(list, node.kind().word(), Faces.subject(node));
    }
    node.reason().ifPresent(reason -> fact(list, "why", reason));
    shown(list, node);
    identities(list, node, "known as");
    node.owner().ifPresent(owner -> fact(list, "team", owner));
    node.tool()
        .filter(tool -> !tool.equals("cairn"))
        .ifPresent(tool -> list.add(term("tool")).add(tool(tool, node)));
    node.run().ifPresent(run -> list.add(term("run")).add(anchor("/runs/" + run, run)));
    node.started().ifPresent(at -> fact(list, "began", reading.began(at)));
    node.expectedBy().ifPresent(at -> fact(list, "expected by", reading.clock(at)));
  }

  private static void part(Markup list, Node node) {
    String reason = node.reason().map(text -> ", " + text).orElse("");
    fact(list, node.kind().word(), node.title() + ": " + Look.of(node.status()).word() + reason);
    shown(list, node);
  }

  private static void shown(Markup list, Node node) {
    node.facts()
        .forEach((name, value) -> {
          if (name.equals("journey")) {
            list.add(term("journey"))
                .add(
                    anchor(
                        "/journeys/" + value,
                        "j-" + value.substring(0, Math.min(6, value.length()))));
          } else if (!name.equals("since") && !name.equals("repositoryName")) {
            switch (name) {
              case "uploaded" -> fact(list, name, value + " bytes");
              case "mediaType" -> fact(list, "media type", value);
              default -> fact(list, name, value);
            }
          }
        });
  }

  private static Markup term(String name) {
    return Markup.of("dt").text(name);
  }

  private static Markup anchor(String href, String text) {
    return Markup.of("dd").add(Markup.link(href, text));
  }

  private static Markup tool(String tool, Node node) {
    return node.url()
        .map(url -> anchor(url, Words.tool(tool) + " ↗"))
        .orElseGet(() -> Markup.of("dd").text(Words.tool(tool)));
  }

  private static void fact(Markup list, String name, String value) {
    list.add(term(name)).add(Markup.of("dd").text(value));
  }

  private static void identities(Markup list, Node node, String name) {
    node.identities().stream()
        .map(Identity::value)
        .sorted()
        .limit(4)
        .forEach(identity ->
            list.add(term(name)).add(Markup.of("dd").add(Markup.of("code").text(identity))));
  }

  private Markup known(Card card) {
    Markup list = Markup.of("ul", "ev");
    Set<String> ids = card.nodes().stream().map(Node::id).collect(Collectors.toUnmodifiableSet());
    Set<String> onward = new TreeSet<>();
    Set<String> said = new TreeSet<>();
    for (Edge edge : cards.journey().edges()) {
      if (ids.contains(edge.to()) && !ids.contains(edge.from())) {
        cause(edge).filter(cause -> said.add(cause.toString())).ifPresent(list::add);
      }
      if (ids.contains(edge.from()) && !ids.contains(edge.to())) {
        Optional.ofNullable(owners.get(edge.to())).ifPresent(to -> onward.add(to.id()));
      }
    }
    if (!onward.isEmpty()) {
      list.add(leadsTo(onward));
    }
    events(card).forEach(seen -> list.add(event(seen)));
    return Markup.of("div").add(Markup.of("h4").text("How it is known")).add(list);
  }

  private Optional<Markup> cause(Edge edge) {
    return Optional.ofNullable(owners.get(edge.from()))
        .map(from -> {
          String text =
              edge.evidence().stream()
                  .map(Proof::evidence)
                  .map(evidence -> evidence.text())
                  .distinct()
                  .collect(Collectors.joining("; "));
          return Markup.of("li")
              .text("from ")
              .add(Markup.link("#" + from.id(), from.title()))
              .text(", ")
              .add(Markup.of("b").text(edge.strength().word()))
              .text(text.isEmpty() ? "" : ": " + text)
              .text(
                  edge.strength() == Strength.GUESSED
                      ? ". No gate counts a guess; pass on the digest or the commit to make it"
                          + " certain."
                      : "");
        });
  }

  private Markup leadsTo(Set<String> onward) {
    Markup item = Markup.of("li").text("leads to ");
    String between = "";
    for (String id : onward) {
      item.text(between).add(Markup.link("#" + id, cards.deck().card(id).title()));
      between = ", ";
    }
    return item;
  }

  private static List<Seen> events(Card card) {
    return card.nodes().stream().flatMap(node -> node.events().stream()).limit(EVENTS).toList();
  }

  private Markup event(Seen seen) {
    String type = Words.event(seen.type());
    return Markup.of("li")
        .text("event ")
        .add(
            Markup.link("/deliveries/" + seen.delivery(), type + " " + reading.began(seen.time())));
  }

  private Markup third(Card card) {
    if (card.shape() == Shape.GATE && !card.look().settledWell()) {
      return opens(card);
    }
    return card.run().map(run -> log(run)).orElseGet(() -> Markup.of("div"));
  }

  private Markup opens(Card card) {
    Markup list = Markup.of("ol", "ev");
    for (Row row : card.rows()) {
      if (!Look.of(row.status()).settledWell()) {
        Card verdict = cards.deck().card(row.from());
        list.add(
            Markup.of("li")
                .text("needs ")
                .add(Markup.link("#" + verdict.id(), verdict.title()))
                .text(Card.spoken(row).substring(row.text().length())));
      }
    }
    String next = cards.journey().summary().next();
    if (!next.isEmpty() && cards.journey().status() == Status.HELD) {
      list.add(Markup.of("li").text(next));
    }
    return Markup.of("div").add(Markup.of("h4").text("What opens it")).add(list);
  }

  private Markup log(String run) {
    List<LogLine> lines = logs.getOrDefault(run, List.of());
    String whole = "/runs/" + run;
    String first =
        lines.stream()
            .filter(LogLine::error)
            .findFirst()
            .map(line -> whole + "#L" + line.number())
            .orElse(whole);
    Markup heading =
        Markup.of("h4").text("Log, last lines · ").add(Markup.link(first, "whole log"));
    Markup pre = Markup.of("pre", "log").with("tabindex", "0");
    for (LogLine line : tail(lines)) {
      line.time().ifPresent(at -> pre.text(Spans.clock(at, reading.zone()) + "  "));
      pre.add(Markup.text("span", line.error() ? "er" : "dim", line.text())).own("\n");
    }
    pre.add(Markup.text("span", "dim", "in a terminal:  cairn logs " + run));
    return Markup.of("div").add(heading).add(pre);
  }

  /// The last lines; the first error among them, whatever came after it.
  private static List<LogLine> tail(List<LogLine> lines) {
    List<LogLine> tail =
        new ArrayList<>(lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    lines.stream()
        .filter(LogLine::error)
        .findFirst()
        .filter(error -> !tail.contains(error))
        .ifPresent(error -> tail.addFirst(error));
    return tail;
  }
}
