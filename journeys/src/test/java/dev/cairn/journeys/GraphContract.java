// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement.Evidence;
import dev.cairn.events.Strength;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [Graph] must do. Each storage has one subclass, which says only how to open an empty
/// graph and how changes are applied to it.
public abstract class GraphContract {
  protected static final Identity COMMIT = Identity.commit("a".repeat(40));
  protected static final Identity DIGEST = Identity.digest("sha256:" + "b".repeat(64));
  protected static final Identity PACKAGE = new Identity("pkg:oci/shop@sha256%3Abb");
  protected static final Identity RUN = Identity.run("ci/1");
  protected static final Identity PLACE = Identity.service("production", "shop");
  private static final Receipt RECEIPT = new Receipt("d-1", Instant.parse("2026-11-22T00:00:00Z"));

  private Graph graph;

  /// Opens an empty graph. A storage that cannot be reached must fail here.
  protected abstract Graph openEmpty();

  /// Applies all of the changes, in one transaction where there is such a thing.
  protected abstract void apply(Graph graph, List<Change> changes);

  @BeforeEach
  public void open() {
    graph = openEmpty();
  }

  private void apply(Change... changes) {
    apply(graph, Arrays.asList(changes));
  }

  @Test
  public void nothingIsKnownAtFirst() {
    assertThat(graph.knows(event("e1"))).isFalse();
    assertThat(graph.contains(COMMIT)).isFalse();
    assertThat(graph.named(JourneyId.of(COMMIT))).isEmpty();
    assertThat(graph.same(COMMIT)).isEmpty();
    assertThat(graph.said(COMMIT)).isEmpty();
    assertThat(graph.into(COMMIT, 10)).isEmpty();
    assertThat(graph.outOf(COMMIT, 10)).isEmpty();
    assertThat(graph.sightings(PLACE, NodeKind.DEPLOYMENT, Set.of("live"), 10)).isEmpty();
    assertThat(graph.recent(Optional.empty(), 10)).isEmpty();
    assertThat(graph.places("service")).isEmpty();
  }

  @Test
  public void eventsAreKnownBySourceAndId() {
    apply(new Change.EventKnown(event("e1"), RECEIPT));

    assertThat(graph.knows(event("e1"))).isTrue();
    assertThat(graph.knows(event("e2"))).isFalse();
    assertThat(graph.knows(new EventId("other", "e1"))).isFalse();
  }

  @Test
  public void sameIsSymmetricAndNotTransitive() {
    apply(new Change.SameAs(DIGEST, PACKAGE), new Change.SameAs(DIGEST, RUN));

    assertThat(graph.same(DIGEST)).containsExactly(PACKAGE, RUN);
    assertThat(graph.same(PACKAGE)).containsExactly(DIGEST);
    assertThat(graph.same(RUN)).containsExactly(DIGEST);
  }

  @Test
  public void everyIdentityThatWasNamedIsContainedAndFoundByItsJourneyId() {
    apply(
        new Change.SameAs(DIGEST, PACKAGE),
        new Change.Derived(arc(COMMIT, DIGEST, "e1")),
        new Change.Told(said(RUN, "e1", 1, 0, Map.of())));

    for (Identity identity : List.of(COMMIT, DIGEST, PACKAGE, RUN)) {
      assertThat(graph.contains(identity)).isTrue();
      assertThat(graph.named(JourneyId.of(identity))).contains(identity);
    }
    assertThat(graph.contains(PLACE)).isFalse();
  }

  @Test
  public void whatWasSaidComesBackWholeInItsOwnOrder() {
    Said late = said(RUN, "e0", 9, 0, Map.of("status", "passed", "title", "naïve ☕"), PLACE);
    Said early = said(RUN, "e2", 1, 1, Map.of("status", "running"));
    Said first = said(RUN, "e2", 1, 0, Map.of());
    Said tie = said(RUN, "e1", 1, 7, Map.of());
    apply(new Change.Told(late), new Change.Told(early));
    apply(new Change.Told(first), new Change.Told(tie), new Change.Told(late));

    assertThat(graph.said(RUN)).containsExactly(tie, first, early, late);
    assertThat(graph.said(COMMIT)).isEmpty();
  }

  @Test
  public void instantsKeepTheirNanoseconds() {
    Said exact =
        new Said(
            RUN,
            new Moment(Instant.parse("2026-11-22T01:02:03.000000001Z"), event("e1")),
            0,
            "type",
            RECEIPT,
            NodeKind.RUN,
            new TreeSet<>(),
            new TreeMap<>());
    Said before =
        new Said(
            RUN,
            new Moment(Instant.parse("2026-11-22T01:02:03Z"), event("e2")),
            0,
            "type",
            RECEIPT,
            NodeKind.RUN,
            new TreeSet<>(),
            new TreeMap<>());
    apply(new Change.Told(exact), new Change.Told(before));

    assertThat(graph.said(RUN)).containsExactly(before, exact);
    assertThat(graph.recent(Optional.of(exact.moment()), 10)).containsExactly(before);
  }

  @Test
  public void arcsComeInCanonicalOrderAndOnlyAsManyAsAskedFor() {
    Arc built = arc(COMMIT, DIGEST, "e2");
    Arc again = arc(COMMIT, DIGEST, "e1");
    Arc runs = new Arc(COMMIT, RUN, EdgeKind.RUNS, proof("e1"));
    apply(new Change.Derived(runs), new Change.Derived(built), new Change.Derived(again));
    apply(new Change.Derived(built));

    assertThat(graph.outOf(COMMIT, 10)).containsExactly(again, built, runs);
    assertThat(graph.outOf(COMMIT, 2)).containsExactly(again, built);
    assertThat(graph.into(DIGEST, 10)).containsExactly(again, built);
    assertThat(graph.into(DIGEST, 1)).containsExactly(again);
    assertThat(graph.into(RUN, 10)).containsExactly(runs);
    assertThat(graph.outOf(RUN, 10)).isEmpty();
  }

  @Test
  public void sightingsAreNewestFirstAndOnlyOfTheKindAndTheWords() {
    Said old = said(RUN, "e1", 1, 0, Map.of("status", "live"), PLACE);
    Said young = said(DIGEST, "e2", 2, 0, Map.of("status", "repaired"), PLACE);
    Said other = said(COMMIT, "e3", 3, 0, Map.of("status", "failed"), PLACE);
    Said silent = said(COMMIT, "e4", 4, 0, Map.of(), PLACE);
    Said elsewhere =
        said(RUN, "e5", 5, 0, Map.of("status", "live"), Identity.service("staging", "shop"));
    for (Said said : List.of(old, young, other, silent, elsewhere)) {
      apply(new Change.Told(said));
    }
    Set<String> words = Set.of("live", "repaired");

    assertThat(graph.sightings(PLACE, NodeKind.DEPLOYMENT, words, 10)).containsExactly(young, old);
    assertThat(graph.sightings(PLACE, NodeKind.DEPLOYMENT, words, 1)).containsExactly(young);
    assertThat(graph.sightings(PLACE, NodeKind.TEST, words, 10)).isEmpty();
    assertThat(graph.places("service")).containsExactly(PLACE, Identity.service("staging", "shop"));
    assertThat(graph.places("environment")).isEmpty();
  }

  @Test
  public void whatAnEventSaidIsFoundByItsBareId() {
    Said second = said(COMMIT, "e2", 2, 1, Map.of());
    Said first = said(RUN, "e2", 2, 0, Map.of());
    Said other = said(DIGEST, "e3", 3, 0, Map.of());
    apply(new Change.Told(second), new Change.Told(first), new Change.Told(other));

    assertThat(graph.saidBy("e2", 10)).containsExactly(first, second);
    assertThat(graph.saidBy("e2", 1)).containsExactly(first);
    assertThat(graph.saidBy("e4", 10)).isEmpty();
  }

  @Test
  public void recentPagesBackwardsByMoment() {
    Said first = said(RUN, "e1", 1, 0, Map.of());
    Said second = said(COMMIT, "e2", 2, 0, Map.of());
    Said alsoSecond = said(DIGEST, "e2", 2, 1, Map.of());
    Said third = said(RUN, "e3", 2, 0, Map.of());
    for (Said said : List.of(second, third, alsoSecond, first)) {
      apply(new Change.Told(said));
    }

    assertThat(graph.recent(Optional.empty(), 10))
        .containsExactly(third, second, alsoSecond, first);
    assertThat(graph.recent(Optional.empty(), 1)).containsExactly(third);
    assertThat(graph.recent(Optional.of(third.moment()), 10))
        .containsExactly(second, alsoSecond, first);
    assertThat(graph.recent(Optional.of(second.moment()), 10)).containsExactly(first);
  }

  protected static EventId event(String id) {
    return new EventId("https://ci.example", id);
  }

  private static Journey.Proof proof(String event) {
    return new Journey.Proof(
        new Evidence(Strength.DECLARED, "same-digest", "value", "text"), event(event));
  }

  private static Arc arc(Identity from, Identity to, String event) {
    return new Arc(from, to, EdgeKind.BUILT_FROM, proof(event));
  }

  private static Said said(
      Identity about, String event, int second, int ordinal, Map<String, String> attributes) {
    return said(about, event, second, ordinal, attributes, new Identity[0]);
  }

  private static Said said(
      Identity about,
      String event,
      int second,
      int ordinal,
      Map<String, String> attributes,
      Identity... places) {
    return new Said(
        about,
        new Moment(Instant.ofEpochSecond(1_000_000 + second), event(event)),
        ordinal,
        "dev.cdevents.test",
        RECEIPT,
        NodeKind.DEPLOYMENT,
        new TreeSet<>(Arrays.asList(places)),
        new TreeMap<>(attributes));
  }
}
