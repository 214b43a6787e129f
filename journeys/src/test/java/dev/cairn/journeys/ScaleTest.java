// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/// Reading a journey touches its neighbourhood, however much else there is.
final class ScaleTest {
  private static final Identity BASE = Story.digest("base");
  private static final Identity CONSTANT = new Identity("trace:1");

  /// A thousand commits, each built on one base image, under one constant trace id, deployed to one
  /// service one after the other.
  private static Story thousand() {
    Story story = new Story();
    for (int i = 0; i < 1_000; i++) {
      Identity commit = Story.commit("c" + i);
      Identity image = Story.digest("i" + i);
      Identity deployment = Identity.run("deployment/" + i);
      story
          .says(NodeKind.COMMIT, commit)
          .says(NodeKind.ARTIFACT, image)
          .says(EdgeKind.BUILT_FROM, commit, image)
          .says(EdgeKind.INGREDIENT, BASE, image)
          .says(EdgeKind.PART_OF, CONSTANT, image)
          .event()
          .says(
              NodeKind.DEPLOYMENT,
              deployment,
              "status=live",
              "environment=production",
              "service=shop")
          .says(EdgeKind.DEPLOYED_BY, image, deployment)
          .event();
    }
    return story;
  }

  @Test
  void readingAJourneyAmongAThousandAsksFewQuestions() {
    Counting graph = new Counting(thousand().graph());

    Journey journey =
        new Journeys(graph, List.of(), Foresight.NONE).of(Story.commit("c500")).getFirst();

    assertThat(journey.nodes()).hasSize(3);
    assertThat(journey.status()).isEqualTo(Status.SUPERSEDED);
    assertThat(graph.questions).isLessThan(100);
  }

  @Test
  void joiningAnEventAsksOneQuestion() {
    Counting graph = new Counting(thousand().graph());

    Joining.join(graph, thousand().events().getFirst(), new Receipt("d", Story.START));

    assertThat(graph.questions).isEqualTo(1);
  }

  /// Counts what is asked.
  private static final class Counting implements Graph {
    private final Graph graph;
    private int questions;

    Counting(Graph graph) {
      this.graph = graph;
    }

    private Graph asked() {
      questions++;
      return graph;
    }

    @Override
    public boolean knows(EventId event) {
      return asked().knows(event);
    }

    @Override
    public boolean contains(Identity identity) {
      return asked().contains(identity);
    }

    @Override
    public Optional<Identity> named(String journeyId) {
      return asked().named(journeyId);
    }

    @Override
    public SortedSet<Identity> same(Identity identity) {
      return asked().same(identity);
    }

    @Override
    public List<Said> said(Identity identity) {
      return asked().said(identity);
    }

    @Override
    public List<Said> saidBy(String eventId, int limit) {
      return asked().saidBy(eventId, limit);
    }

    @Override
    public List<Arc> into(Identity to, int limit) {
      return asked().into(to, limit);
    }

    @Override
    public List<Arc> outOf(Identity from, int limit) {
      return asked().outOf(from, limit);
    }

    @Override
    public List<Said> sightings(Identity place, NodeKind kind, Set<String> statuses, int limit) {
      return asked().sightings(place, kind, statuses, limit);
    }

    @Override
    public List<Said> recent(Optional<Moment> before, int limit) {
      return asked().recent(before, limit);
    }

    @Override
    public List<Identity> places(String kind) {
      return asked().places(kind);
    }
  }
}
