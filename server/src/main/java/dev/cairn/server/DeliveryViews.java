// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.dispatch.Run;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.inbox.Delivery;
import dev.cairn.inbox.StoredDelivery;
import dev.cairn.journeys.Arc;
import dev.cairn.journeys.Graph;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Said;
import dev.cairn.journeys.Status;
import dev.cairn.pages.DeliveriesView;
import dev.cairn.pages.DeliveryView;
import dev.cairn.pages.RunView;
import dev.cairn.storage.Deliveries;
import dev.cairn.storage.Dispatching.Answer;
import dev.cairn.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the pages of deliveries show, read from storage: what came in, what was understood, which
/// edges it gave, which runs it started and which tasks refused it.
final class DeliveryViews {
  private static final int MOST = 100;
  private static final int SHOWN_BYTES = 64 << 10;
  private static final Pattern COUNT = Pattern.compile("[0-9]+ events?");

  private final Storage storage;
  private final DeliveriesDoor deliveries;
  private final JourneysDoor journeys;

  DeliveryViews(Storage storage, DeliveriesDoor deliveries, JourneysDoor journeys) {
    this.storage = storage;
    this.deliveries = deliveries;
    this.journeys = journeys;
  }

  DeliveriesView list(long before) {
    List<Deliveries.Entry> entries = storage.deliveries().before(before, MOST);
    return new DeliveriesView(
        entries.stream()
            .map(it ->
                new DeliveriesView.Row(
                    it.id(),
                    it.tool(),
                    it.source(),
                    it.received(),
                    it.status().word(),
                    storage.deliveries().items(it.id()).stream()
                        .map(Deliveries.Item::type)
                        .toList(),
                    told(it)))
            .toList(),
        entries.size() == MOST ? Optional.of(entries.getLast().id()) : Optional.empty());
  }

  /// What there is to say of it beside its events, which are shown themselves.
  private static String told(Deliveries.Entry entry) {
    return COUNT.matcher(entry.why()).matches() ? "" : entry.why();
  }

  DeliveryView one(String id) throws IOException {
    StoredDelivery stored = deliveries.find(id);
    Delivery delivery = stored.delivery();
    Optional<Deliveries.Entry> entry = storage.deliveries().find(id);
    List<Deliveries.Item> items = storage.deliveries().items(id);
    var ids =
        items.stream()
            .flatMap(it -> storage.read(tx -> deliveries.journeys(tx, it)).stream())
            .distinct()
            .limit(20)
            .toList();
    String text = delivery.body().text();
    return new DeliveryView(
        id,
        delivery.tool(),
        delivery.source(),
        path(delivery.tool()),
        delivery.received(),
        entry.map(it -> it.status().word()).orElse("pending"),
        entry.map(DeliveryViews::told).orElse("it is waiting to be joined"),
        entry
            .flatMap(Deliveries.Entry::duplicateOf)
            .map(it -> new RunView.Anchor("/deliveries/" + it, it)),
        delivery.headers().stream().map(it -> new RunView.Fact(it.name(), it.value())).toList(),
        text.length() > SHOWN_BYTES ? text.substring(0, SHOWN_BYTES) + "…" : text,
        delivery.body().size(),
        used(items),
        storage.read(tx -> understood(journeys.graph(tx), items)),
        storage.read(tx -> joined(journeys.graph(tx), items)),
        ids.stream().map(it -> new RunView.Anchor("/journeys/" + it, title(it))).toList(),
        started(items),
        storage.deliveries().again(id, MOST).stream()
            .map(it -> new DeliveryView.Again(it.id(), it.received(), "it changed nothing"))
            .toList());
  }

  private static List<DeliveryView.Understood> understood(
      Graph graph, List<Deliveries.Item> items) {
    return items.stream().map(it -> understood(graph, it)).toList();
  }

  private static DeliveryView.Understood understood(Graph graph, Deliveries.Item item) {
    var facts = new ArrayList<RunView.Fact>();
    said(graph, item)
        .min(Comparator.comparingInt(Said::ordinal))
        .ifPresent(said -> {
          facts.add(new RunView.Fact("subject", named(said.about())));
          facts.add(new RunView.Fact("time", said.moment().time().toString()));
        });
    facts.add(new RunView.Fact("id", item.event().id()));
    facts.add(new RunView.Fact("source", item.event().source()));
    if (item.duplicate()) {
      facts.add(new RunView.Fact("known", "it came before, and changes nothing"));
    }
    item.ignored().ifPresent(it -> facts.add(new RunView.Fact("refused", it)));
    return new DeliveryView.Understood(item.type(), facts);
  }

  /// The identities that the events name: where they occur in the body they are marked.
  private List<String> used(List<Deliveries.Item> items) {
    return items.stream()
        .flatMap(it -> storage.graph().saidBy(it.event().id(), MOST).stream())
        .map(it -> it.about().value())
        .map(it ->
            it.startsWith("digest:")
                    || it.startsWith("commit:")
                    || it.startsWith("run:")
                    || it.startsWith("change:")
                ? it.substring(it.indexOf(':') + 1)
                : it)
        .distinct()
        .limit(MOST)
        .toList();
  }

  private static String path(String tool) {
    return switch (tool) {
      case "cdevents" -> "/events";
      case "git", "cairn" -> "";
      default -> "/hooks/" + tool;
    };
  }

  private String title(String journey) {
    return journeys.known(journey).map(Journey::title).orElse("j-" + journey.substring(0, 6));
  }

  private static Set<Identity> subjects(Graph graph, Deliveries.Item item) {
    Set<Identity> subjects = new LinkedHashSet<>();
    said(graph, item).forEach(said -> subjects.add(said.about()));
    return subjects;
  }

  /// Nothing of what was refused.
  private static Stream<Said> said(Graph graph, Deliveries.Item item) {
    return graph.saidBy(item.event().id(), MOST).stream()
        .filter(said -> said.moment().event().equals(item.event()));
  }

  /// The edges for which one of its events is evidence.
  private static List<DeliveryView.Joined> joined(Graph graph, List<Deliveries.Item> items) {
    var joined = new LinkedHashSet<DeliveryView.Joined>();
    for (Deliveries.Item item : items) {
      for (Identity subject : subjects(graph, item)) {
        var arcs = new ArrayList<>(graph.into(subject, MOST));
        arcs.addAll(graph.outOf(subject, MOST));
        arcs.stream()
            .filter(arc -> arc.proof().event().equals(item.event()))
            .map(DeliveryViews::joined)
            .forEach(joined::add);
      }
    }
    return joined.stream().limit(MOST).toList();
  }

  private static DeliveryView.Joined joined(Arc arc) {
    return new DeliveryView.Joined(
        named(arc.from()),
        named(arc.to()) + ", " + arc.kind().word().replace('-', ' '),
        arc.proof().evidence().strength(),
        arc.proof().evidence().text());
  }

  /// `commit f85c779`, `image 9b1c42`, `run r-12`.
  private static String named(Identity identity) {
    String name = identity.name();
    return switch (identity.kind()) {
      case "commit" -> "commit " + PageViews.shortened(name);
      case "digest" -> "image " + name.substring(7, 13);
      case "run" -> "run " + name.replaceAll("([0-9a-f]{7})[0-9a-f]{33,57}", "$1…");
      default -> identity.kind() + " " + name;
    };
  }

  /// Runs that have one of its events as a trigger, and tasks that refused or wait.
  private List<DeliveryView.Started> started(List<Deliveries.Item> items) {
    Map<String, Run> runs = new LinkedHashMap<>();
    Set<Answer> answers = new LinkedHashSet<>();
    for (Deliveries.Item item : items) {
      for (Identity subject : subjects(storage.graph(), item)) {
        switch (subject.kind()) {
          case "commit" -> {
            started(storage.runs().ofChange(subject.name()), item.event(), runs);
            if (item.type().contains(".change.")) {
              answers.addAll(storage.dispatching().answersToChange(subject.name()));
            }
          }
          case "digest" -> {
            started(storage.runs().ofArtifact(subject.name()), item.event(), runs);
            if (item.type().contains(".artifact.")) {
              answers.addAll(storage.dispatching().answersToArtifact(subject.name()));
            }
          }
          default -> {}
        }
      }
    }
    var started = new ArrayList<DeliveryView.Started>();
    runs.values()
        .forEach(run ->
            started.add(
                new DeliveryView.Started(
                    PageViews.status(run.status()),
                    run.wanted().name(),
                    Optional.of(new RunView.Anchor("/runs/" + run.id(), run.id())),
                    run.wanted().version().bundle().name())));
    answers.stream()
        .limit(MOST)
        .forEach(answer ->
            started.add(
                new DeliveryView.Started(
                    answer.waits() ? Status.WAITING : Status.REFUSED,
                    answer.bundle() + "/" + answer.task(),
                    Optional.empty(),
                    answer.clause())));
    return started;
  }

  private static void started(List<Run> found, EventId event, Map<String, Run> runs) {
    found.stream()
        .filter(run ->
            run.wanted().triggers().stream().anyMatch(trigger -> trigger.event().equals(event)))
        .forEach(run -> runs.put(run.id(), run));
  }
}
