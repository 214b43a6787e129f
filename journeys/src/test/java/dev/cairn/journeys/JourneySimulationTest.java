// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.Event;
import dev.cairn.events.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// P3: journeys don't depend on the order of arrival, and hold what a colleague would say, on a
/// thousand made-up histories. A failure names its seed.
final class JourneySimulationTest {
  private static final int SEEDS = 1_000;
  private static final int PERMUTATIONS = 2;

  /// Of the receiver's clock, and left out of the comparison by being the same for all.
  private static final Receipt RECEIPT = new Receipt("d", Instant.EPOCH);

  @Test
  void journeysAreWhatReallyHappenedInWhateverOrderItIsTold() {
    int things =
        IntStream.range(0, SEEDS).parallel().map(JourneySimulationTest::thingsThatAreRight).sum();

    assertThat(things).as("the histories are not trivial").isGreaterThan(SEEDS * 15);
  }

  /// How many things there are in the history of this seed, all of them found in their place.
  private static int thingsThatAreRight(int seed) {
    Model model = SimulatedHistory.of(seed);
    List<Event> events = model.events();
    Journeys inOrder = journeys(events);
    holdsWhatHappened(seed, model, inOrder);
    Random random = new Random(seed);
    for (int i = 0; i < PERMUTATIONS; i++) {
      boolean nested = i == 0;
      assertThat(json(journeys(shuffled(events, random)), nested))
          .as("seed %d, permutation %d", seed, i)
          .isEqualTo(json(inOrder, nested));
    }
    return model.things().size();
  }

  /// Every order, and some events twice.
  private static List<Event> shuffled(List<Event> events, Random random) {
    List<Event> shuffled = new ArrayList<>(events);
    for (Event event : events) {
      if (random.nextInt(4) == 0) {
        shuffled.add(event);
      }
    }
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static Journeys journeys(List<Event> events) {
    MemoryGraph graph = new MemoryGraph();
    for (Event event : events) {
      graph.apply(Joining.join(graph, event, RECEIPT));
    }
    return new Journeys(graph, List.of("staging", "production"), Foresight.NONE);
  }

  private static Query all(boolean nested) {
    return new Query(Narrowing.NONE, nested, Optional.empty(), 10_000);
  }

  /// All journeys, newest first.
  private static String json(Journeys journeys, boolean nested) {
    StringBuilder json = new StringBuilder();
    for (Journey journey : journeys.list(all(nested)).journeys()) {
      json.append(new String(JourneyJson.bytes(journey), StandardCharsets.UTF_8)).append('\n');
    }
    return json.toString();
  }

  private static void holdsWhatHappened(int seed, Model model, Journeys journeys) {
    SortedMap<Identity, Journey> found = byRoot(journeys.list(all(true)));
    assertThat(found.keySet()).as("seed %d: the journeys", seed).isEqualTo(model.roots());
    assertThat(byRoot(journeys.list(all(false))).keySet())
        .as("seed %d: the outermost journeys", seed)
        .isEqualTo(model.outermost());
    SortedMap<Identity, SortedSet<String>> homes = new TreeMap<>();
    for (Identity root : model.roots()) {
      SortedSet<Identity> members = model.members(root);
      members.forEach(
          member -> homes.computeIfAbsent(member, _ -> new TreeSet<>()).add(JourneyId.of(root)));
      SortedSet<Identity> shown = new TreeSet<>(members);
      shown.addAll(model.guests(members));
      assertThat(shownBy(found.get(root)))
          .as("seed %d: the journey of %s", seed, root)
          .isEqualTo(shown);
    }
    List<Identity> things = List.copyOf(model.things());
    for (int i = seed % 4; i < things.size(); i += 4) {
      Identity thing = things.get(i);
      Set<String> ids = new TreeSet<>(journeys.ids(thing));
      assertThat(ids).as("seed %d: where %s is", seed, thing).isEqualTo(homes.get(thing));
    }
  }

  private static SortedMap<Identity, Journey> byRoot(Query.Page page) {
    SortedMap<Identity, Journey> byRoot = new TreeMap<>();
    for (Journey journey : page.journeys()) {
      for (Journey.Node node : journey.nodes()) {
        if (node.id().equals(journey.root())) {
          byRoot.put(node.identities().getFirst(), journey);
        }
      }
    }
    return byRoot;
  }

  private static SortedSet<Identity> shownBy(Journey journey) {
    SortedSet<Identity> shown = new TreeSet<>();
    for (Journey.Node node : journey.nodes()) {
      if (node.status() != Status.ELSEWHERE) {
        shown.add(node.identities().getFirst());
      }
    }
    return shown;
  }
}
