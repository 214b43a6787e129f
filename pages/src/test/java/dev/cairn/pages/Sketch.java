// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement.Evidence;
import dev.cairn.events.Strength;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Journey.Attempt;
import dev.cairn.journeys.Journey.Edge;
import dev.cairn.journeys.Journey.Node;
import dev.cairn.journeys.Journey.Proof;
import dev.cairn.journeys.Journey.Seen;
import dev.cairn.journeys.Journey.Summary;
import dev.cairn.journeys.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Writes a journey down in few words, for tests.
final class Sketch {
  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private final String day;

  /// @param day such as `2026-11-21`: what times without a date are on
  Sketch(String day) {
    this.day = day;
  }

  Instant at(String time) {
    return Instant.parse(time.contains("T") ? time : day + "T" + time + "Z");
  }

  /// What is known of a node beside its kind, place, name and state.
  static final class More {
    private final List<Identity> identities = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final TreeMap<String, String> facts = new TreeMap<>();
    private Optional<String> reason = Optional.empty();
    private Optional<String> tool = Optional.of("cairn");
    private Optional<String> owner = Optional.empty();
    private Optional<String> run = Optional.empty();
    private String began = "";
    private String ended = "";
    private String type = "dev.cdevents.sketch";

    More is(String identity) {
      identities.add(new Identity(identity));
      return this;
    }

    More from(String start) {
      began = start;
      return this;
    }

    More to(String finish) {
      ended = finish;
      return this;
    }

    /// @param event the type of what said so first
    More by(String event) {
      type = event;
      return this;
    }

    More because(String text) {
      reason = Optional.of(text);
      return this;
    }

    More tool(String name) {
      tool = Optional.of(name);
      return this;
    }

    More owner(String team) {
      owner = Optional.of(team);
      return this;
    }

    More run(String id) {
      run = Optional.of(id);
      return this;
    }

    More fact(String name, String value) {
      facts.put(name, value);
      return this;
    }

    More attempts(Status... states) {
      for (Status state : states) {
        attempts.add(new Attempt("r-" + attempts.size(), state));
      }
      return this;
    }
  }

  static More more() {
    return new More();
  }

  Sketch node(String id, NodeKind kind, String stage, String title, Status status, More more) {
    if (more.identities.isEmpty()) {
      more.identities.add(Identity.run("cairn/" + id));
    }
    Optional<Instant> start = more.began.isEmpty() ? Optional.empty() : Optional.of(at(more.began));
    Optional<Instant> end = more.ended.isEmpty() ? Optional.empty() : Optional.of(at(more.ended));
    List<Seen> seen =
        start
            .map(time -> List.of(new Seen(new EventId("sketch", id), more.type, time, "d-" + id)))
            .orElse(List.of());
    nodes.add(
        new Node(
            id,
            kind,
            stage,
            title,
            status,
            more.reason,
            more.identities,
            more.tool,
            Optional.empty(),
            more.owner,
            start,
            end,
            Optional.empty(),
            OptionalLong.empty(),
            more.attempts,
            more.run,
            seen,
            seen.size(),
            more.facts));
    return this;
  }

  Sketch edge(String from, String to, EdgeKind kind) {
    return edge(from, to, kind, Strength.DECLARED, "the event names it");
  }

  Sketch edge(String from, String to, EdgeKind kind, Strength strength, String text) {
    Evidence evidence = new Evidence(strength, "same-digest", "", text);
    edges.add(
        new Edge(
            from,
            to,
            kind,
            strength,
            strength != Strength.GUESSED,
            List.of(new Proof(evidence, new EventId("sketch", to)))));
    return this;
  }

  Journey journey(String id, String title, Status status, Summary summary) {
    Optional<Instant> started =
        nodes.stream().flatMap(node -> node.started().stream()).sorted().findFirst();
    return new Journey(
        id,
        title,
        status,
        summary,
        nodes.getFirst().id(),
        List.of(),
        List.of(),
        List.of(),
        started,
        started,
        nodes,
        edges);
  }

  Summary summary(String text, String since, String next) {
    return new Summary(text, since.isEmpty() ? Optional.empty() : Optional.of(at(since)), next);
  }
}
