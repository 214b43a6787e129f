// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Event;
import dev.cairn.events.EventId;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import dev.cairn.events.Statement;
import dev.cairn.events.Statement.Derivation;
import dev.cairn.events.Statement.Evidence;
import dev.cairn.events.Statement.Subject;
import dev.cairn.events.Strength;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class JoiningTest {
  private static final Identity COMMIT = Identity.commit("a".repeat(40));
  private static final Identity DIGEST = Identity.digest("sha256:" + "b".repeat(64));
  private static final Identity PACKAGE = new Identity("pkg:oci/shop@sha256%3Abb");
  private static final Receipt RECEIPT = new Receipt("d-1", Instant.EPOCH);

  private final MemoryGraph graph = new MemoryGraph();

  @Test
  void whatIsSaidIsAboutTheSurestIdentity() {
    Event event = event(subject(NodeKind.ARTIFACT, Set.of(PACKAGE, DIGEST)));

    List<Change> changes = Joining.join(graph, event, RECEIPT);
    graph.apply(changes);

    assertThat(changes.get(0)).isEqualTo(new Change.EventKnown(event.id(), RECEIPT));
    assertThat(changes.get(1)).isEqualTo(new Change.SameAs(DIGEST, PACKAGE));
    assertThat(graph.said(DIGEST)).hasSize(1);
    assertThat(graph.said(PACKAGE)).isEmpty();
  }

  @Test
  void theSameEventAgainChangesNothing() {
    Event event = event(subject(NodeKind.COMMIT, Set.of(COMMIT)));
    graph.apply(Joining.join(graph, event, RECEIPT));

    assertThat(Joining.join(graph, event, new Receipt("d-2", Instant.EPOCH))).isEmpty();
  }

  @Test
  void aPlaceNeverJoins() {
    Identity branch = Identity.branch("https://forge/shop", "main");

    List<Change> changes =
        Joining.join(
            graph,
            event(derivation(branch, COMMIT), derivation(COMMIT, Identity.environment("prod"))),
            RECEIPT);

    assertThat(changes).hasSize(1);
  }

  @Test
  void aDerivationMayNameWhatNobodyHasSpokenOfYet() {
    graph.apply(Joining.join(graph, event(derivation(COMMIT, DIGEST)), RECEIPT));

    assertThat(graph.contains(COMMIT)).isTrue();
    assertThat(graph.contains(DIGEST)).isTrue();
    assertThat(graph.into(DIGEST, 10)).hasSize(1);
  }

  @Test
  void aDeploymentIsAtItsServiceThoughItsToolNamesEnvironmentAndServiceApart() {
    TreeMap<String, String> attributes = new TreeMap<>();
    attributes.put("environment", "production");
    attributes.put("service", "shop");
    attributes.put("status", "live");
    Event event =
        event(
            new Subject(
                NodeKind.DEPLOYMENT,
                new TreeSet<>(Set.of(Identity.run("argo/1"))),
                Set.of(),
                attributes));

    graph.apply(Joining.join(graph, event, RECEIPT));

    assertThat(graph.places("service")).containsExactly(Identity.service("production", "shop"));
  }

  private static Subject subject(NodeKind kind, Set<Identity> identities) {
    return new Subject(kind, new TreeSet<>(identities), Set.of(), new TreeMap<>());
  }

  private static Derivation derivation(Identity from, Identity to) {
    return new Derivation(
        from, to, EdgeKind.BUILT_FROM, new Evidence(Strength.DECLARED, "r", "v", "t"));
  }

  private static Event event(Statement... says) {
    return new Event(new EventId("s", "e1"), "type", Instant.EPOCH, "{}", List.of(says));
  }
}
