// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.NodeKind;
import dev.cairn.journeys.Journey;
import dev.cairn.journeys.Status;
import dev.cairn.pages.JourneyUpdates.Message;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JourneyUpdatesTest {
  private final JourneyUpdates updates =
      new JourneyUpdates(new Pages(new JourneyPicture(), ZoneOffset.UTC));

  static Journey with(Journey journey, String node, Status status) {
    List<Journey.Node> nodes = new ArrayList<>();
    for (Journey.Node one : journey.nodes()) {
      nodes.add(one.id().equals(node) ? in(one, status) : one);
    }
    return new Journey(
        journey.id(),
        journey.title(),
        journey.status(),
        journey.summary(),
        journey.root(),
        journey.partOf(),
        journey.contains(),
        journey.linked(),
        journey.started(),
        journey.updated(),
        nodes,
        journey.edges());
  }

  private static Journey.Node in(Journey.Node node, Status status) {
    return new Journey.Node(
        node.id(),
        node.kind(),
        node.stage(),
        node.title(),
        status,
        node.reason(),
        node.identities(),
        node.tool(),
        node.url(),
        node.owner(),
        node.started(),
        node.started().map(at -> at.plusSeconds(20)),
        node.expectedBy(),
        node.usualSeconds(),
        node.attempts(),
        node.run(),
        node.events(),
        node.eventCount(),
        node.facts());
  }

  private List<Message> between(Journey before, Journey after) {
    return updates.between(JourneyView.of(before), JourneyView.of(after), Mocks.NOW);
  }

  @Test
  void nothingChangedSaysNothing() {
    assertThat(between(Mocks.held(), Mocks.held())).isEmpty();
  }

  @Test
  void aChangeOfStateSendsItsCardAndMovesNone() {
    List<Message> messages = between(Mocks.held(), with(Mocks.held(), "reb", Status.PASSED));
    assertThat(messages).extracting(Message::event).containsOnly("part");
    assertThat(messages)
        .extracting(message -> message.data().substring(0, message.data().indexOf(',')))
        .contains(
            "{\"id\":\"c-reb\"",
            "{\"id\":\"c-gate\"",
            "{\"id\":\"g-checks\"",
            "{\"id\":\"n-reb\"",
            "{\"id\":\"rail\"")
        .doesNotContain("{\"id\":\"c-scan\"", "{\"id\":\"c-ship\"");
  }

  /// The journey with a check that nobody expected.
  static Journey withLateCheck(Journey held) {
    Journey extra =
        new Sketch("2026-11-21")
            .node(
                "late",
                NodeKind.RUN,
                "checks",
                "late check",
                Status.RUNNING,
                Sketch.more().from("14:15:00"))
            .edge("img", "late", EdgeKind.RUNS)
            .journey("x", "x", Status.HELD, held.summary());
    List<Journey.Node> nodes = new ArrayList<>(held.nodes());
    nodes.addAll(extra.nodes());
    List<Journey.Edge> edges = new ArrayList<>(held.edges());
    edges.addAll(extra.edges());
    return new Journey(
        held.id(),
        held.title(),
        held.status(),
        held.summary(),
        held.root(),
        held.partOf(),
        held.contains(),
        held.linked(),
        held.started(),
        held.updated(),
        nodes,
        edges);
  }

  @Test
  void aNewCardIsANewStructure() {
    assertThat(between(Mocks.held(), withLateCheck(Mocks.held())))
        .singleElement()
        .satisfies(message -> {
          assertThat(message.event()).isEqualTo("structure");
          assertThat(message.data()).contains("\"more\":1");
        });
  }

  @Test
  void aMessageIsOneServerSentEvent() {
    assertThat(new Message("part", "{}").line("17")).isEqualTo("id: 17\nevent: part\ndata: {}\n\n");
  }
}
