// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.NodeKind;
import dev.cairn.events.Strength;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Status;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The page of a journey: sentence, picture, steps in order, a dock for each card.
record JourneyPage(
    JourneyView view, Cards cards, JourneyPicture picture, Reading reading, Instant now) {
  static JourneyPage of(JourneyView view, JourneyPicture picture, Instant now, ZoneId zone) {
    Cards cards = Cards.of(view.journey(), view.unfolded());
    return new JourneyPage(view, cards, picture, Reading.at(now, zone), now);
  }

  private Journey journey() {
    return view.journey();
  }

  private Look look() {
    return Look.of(journey().status());
  }

  String page() {
    Markup main = Markup.of("main").with("data-journey", journey().id());
    main.add(crumb())
        .add(Markup.of("h1").text(ListRow.title(journey())))
        .add(
            Markup.text("p", "vh", journey().summary().text())
                .with("id", "status")
                .with("role", "status"))
        .add(say())
        .add(figure())
        .add(key())
        .add(new Rail(cards.board(), reading).list())
        .add(new StepsTable(cards, reading, now).section())
        .add(new Related(journey(), view.titles()).section());
    Dock dock = Dock.of(cards, view.logs(), reading);
    cards.cards().forEach(card -> main.add(dock.of(card)));
    return new Frame(title(), "journeys", look().hue()).page(main);
  }

  String title() {
    String place = ListRow.place(journey());
    return look().word() + ": " + ListRow.title(journey()) + (place.isEmpty() ? "" : " · " + place);
  }

  private Markup crumb() {
    Markup crumb = Markup.of("p", "crumb").with("id", "crumb");
    String place = ListRow.place(journey());
    crumb.add(Markup.link("/journeys", place.isEmpty() ? "journeys" : place.split(" ", 2)[0]));
    if (place.contains("#")) {
      crumb.add(Markup.of("span").text(place.substring(place.indexOf('#'))));
    }
    String commit = ListRow.commit(journey());
    if (!commit.isEmpty()) {
      crumb.add(Markup.of("code").text(commit));
    }
    journey()
        .started()
        .ifPresent(at -> crumb.add(Markup.of("span").text("began " + reading.began(at))));
    crumb.add(
        Markup.of("span")
            .text("j-" + journey().id().substring(0, Math.min(6, journey().id().length()))));
    if (isMoving()) {
      crumb.add(
          Markup.of("span", "live").add(Markup.of("i")).add(Markup.text("span", "lv", "live")));
    }
    return crumb;
  }

  /// Whether anything is still to be expected of it.
  private boolean isMoving() {
    return cards.cards().stream()
        .map(Card::look)
        .anyMatch(look ->
            look.hue() == Look.Hue.NOW
                || look == Look.HELD
                || look == Look.EXPECTED
                || look == Look.WAITING);
  }

  Markup say() {
    Markup say = Frame.say(look(), sentence(), outlook());
    Markup acts = Markup.of("div", "acts");
    int buttons = 0;
    for (Markup button : buttons()) {
      acts.add(button.with("class", buttons++ == 0 && look().loud() ? "btn pri" : "btn"));
    }
    return buttons == 0 ? say : say.add(acts);
  }

  private Markup sentence() {
    Sentence sentence = Sentence.of(journey().summary().text());
    Optional<Instant> since = journey().summary().since();
    if (since.isEmpty() || !journey().status().lasts()) {
      return Markup.of("strong").text(sentence.whole());
    }
    return Markup.of("strong")
        .text(sentence.head() + " for ")
        .add(
            Markup.text("time", "", Spans.between(since.get(), now))
                .with("datetime", since.get().toString())
                .with("data-since", since.get().toString()))
        .text(sentence.rest().isEmpty() ? "." : ": " + sentence.rest());
  }

  /// What would move it; what runs meanwhile leads to the journey that brought it there.
  private Markup outlook() {
    String text = Words.visible(LeadTime.orNext(journey()));
    Markup more = Markup.of("p");
    for (Card card : cards.cards()) {
      Optional<String> runs = Faces.fact(card.nodes(), "runs").map(Words::visible);
      Optional<String> origin = Faces.fact(card.nodes(), "journey");
      if (runs.isPresent() && origin.isPresent() && text.contains(runs.get())) {
        int at = text.indexOf(runs.get());
        return more.text(text.substring(0, at))
            .add(Markup.link("/journeys/" + origin.get(), runs.get()))
            .text(text.substring(at + runs.get().length()));
      }
    }
    return more.text(text);
  }

  /// At most two: the log that matters, and what would move it.
  private List<Markup> buttons() {
    List<Markup> buttons = new ArrayList<>();
    first(card -> card.look().hurts() && card.run().isPresent())
        .ifPresent(card -> buttons.add(Markup.link("#" + card.id(), upper(card.title()) + " log")));
    if (buttons.isEmpty()) {
      first(card -> card.look() == Look.FAILED)
          .ifPresent(card -> buttons.add(Markup.link("#" + card.id(), "What failed")));
    }
    first(card -> card.status() == Status.HELD)
        .ifPresent(card -> buttons.add(Markup.link("#" + card.id(), "What opens it")));
    first(card -> card.status() == Status.REPAIRED || card.status() == Status.DRIFTED)
        .ifPresent(card -> buttons.add(Markup.link("#" + card.id(), "What drifted")));
    first(card -> card.status() == Status.FLAGGED)
        .ifPresent(card -> buttons.add(Markup.link("#" + card.id(), found(card))));
    return buttons.subList(0, Math.min(2, buttons.size()));
  }

  private static String found(Card card) {
    boolean alert = card.nodes().stream().anyMatch(node -> node.kind() == NodeKind.INCIDENT);
    return alert ? "The alert" : "What was found";
  }

  private Optional<Card> first(Predicate<Card> test) {
    return cards.cards().stream().filter(test).findFirst();
  }

  private static String upper(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private Markup figure() {
    return Markup.of("div", "fig")
        .with("id", "fig")
        .with("tabindex", "0")
        .with("role", "region")
        .with("aria-label", "Journey graph, scrolls sideways")
        .with("data-structure", JourneyPicture.structure(cards.board()))
        .add(picture.inPage(cards.board(), reading));
  }

  private Markup key() {
    Markup key = Markup.of("div", "key").with("id", "key");
    kind(
        key,
        "",
        "declared by the tool",
        wire -> wire.strength() == Strength.DECLARED && !wire.expected());
    kind(
        key,
        " e-inferred",
        "inferred from an identity",
        wire -> wire.strength() == Strength.INFERRED);
    kind(
        key,
        " e-guessed",
        "guessed from time and place",
        wire -> wire.strength() == Strength.GUESSED);
    kind(key, " e-off", "expected", Wire::expected);
    Markup right = Markup.of("span", "r");
    String id = journey().id();
    if (cards.folded() > 0) {
      right.add(Markup.link("?unfold=all", "unfold all"));
    } else if (!view.unfolded().isEmpty()) {
      right.add(Markup.link("/journeys/" + id, "fold"));
    }
    return key.add(
        right
            .add(Markup.link("#steps", "as a list"))
            .add(Markup.link("/journeys/" + id + ".svg", "SVG"))
            .add(Markup.link("/journeys/" + id + ".txt", "text"))
            .add(Markup.link("/api/journeys/" + id, "JSON"))
            .add(Markup.link("/journeys/" + id + ".trace.json", "trace")));
  }

  private void kind(Markup key, String style, String text, Predicate<Wire> test) {
    if (cards.wires().stream().anyMatch(test)) {
      key.add(
          Markup.of("span", "e-k")
              .add(
                  Markup.of("svg")
                      .with("width", "34")
                      .with("height", "10")
                      .with("aria-hidden", "true")
                      .add(Markup.of("path", "e" + style).with("d", "M1 5H33")))
              .text(text));
    }
  }

  /// The parts that may change while the page is open, by their ids.
  Map<String, Markup> parts() {
    Map<String, Markup> parts = new LinkedHashMap<>();
    parts.put("crumb", crumb());
    parts.put("say", say());
    parts.put("key", key());
    parts.put("rail", new Rail(cards.board(), reading).list());
    picture.parts(cards.board(), reading).forEach(parts::put);
    StepsTable table = new StepsTable(cards, reading, now);
    Optional<TimeAxis> axis = TimeAxis.of(cards.cards(), now);
    for (int column = 0; column < cards.columns().size(); column++) {
      parts.put("g-" + cards.columns().get(column).key(), table.group(column, axis));
    }
    Dock dock = Dock.of(cards, view.logs(), reading);
    cards.cards().forEach(card -> parts.put(card.id(), dock.of(card)));
    return parts;
  }
}
