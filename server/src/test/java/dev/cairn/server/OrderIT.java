// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The same events in any order, some of them twice, give the same journey.
class OrderIT {
  private static final String MERGE = "c4".repeat(20);
  private static final List<String> EVENTS =
      List.of(
          Sample.event(
              "merged",
              "dev.cdevents.change.merged.0.2.0",
              "https://git.example/acme/checkout/pull/87",
              "{\"commit\":\"%s\"}".formatted(MERGE)),
          Sample.build("built", "b-9", MERGE),
          Sample.artifact("packaged", Sample.DIGEST, MERGE),
          Sample.event(
              "published",
              "dev.cdevents.artifact.published.0.3.0",
              "pkg:oci/checkout@" + Sample.DIGEST.replace(":", "%3A"),
              "{}"),
          Sample.event(
              "deployed",
              "dev.cdevents.service.deployed.0.3.0",
              "production/checkout",
              "{\"environment\":{\"id\":\"production\",\"source\":\"/argo\"},\"artifactId\":\"pkg:oci/checkout@%s\"}"
                  .formatted(Sample.DIGEST.replace(":", "%3A"))),
          Sample.event(
              "tested",
              "dev.cdevents.testsuiterun.finished.0.3.0",
              "smoke-1",
              "{\"outcome\":\"pass\",\"environment\":{\"id\":\"production\",\"source\":\"/argo\"},\"testSuite\":{\"id\":\"smoke\"},\"artifactId\":\"pkg:oci/checkout@%s\"}"
                  .formatted(Sample.DIGEST.replace(":", "%3A"))));

  /// What a server made of the events in an order.
  private record Told(String json, String picture) {}

  @Test
  void anyOrderGivesTheSameGraphAndTheSamePicture(@TempDir Path folder)
      throws IOException, InterruptedException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    Told first = told(folder.resolve("0"), EVENTS);
    assertThat(first.json()).contains("checkout").contains("production").contains("smoke");
    for (int i = 1; i <= 3; i++) {
      var order = new ArrayList<>(EVENTS);
      order.add(EVENTS.get(random.nextInt(EVENTS.size())));
      Collections.shuffle(order, random);
      Told other = told(folder.resolve(String.valueOf(i)), order);
      assertThat(other.json())
          .describedAs("seed %d, order %s", seed, order)
          .isEqualTo(first.json());
      assertThat(other.picture()).describedAs("seed %d", seed).isEqualTo(first.picture());
    }
  }

  private static Told told(Path data, List<String> events)
      throws IOException, InterruptedException {
    try (RunningServer server =
        RunningServer.of(RunningServer.configured(data, List.of(), Map.of()))) {
      for (String event : events) {
        assertThat(server.event(event).status()).isEqualTo(200);
      }
      // The change's journey, and its merge commit's within it.
      JsonNode journeys =
          server.get("/api/journeys?artifact=" + Sample.DIGEST).json().path("journeys");
      var json = new StringBuilder();
      var pictures = new StringBuilder();
      for (JsonNode found : journeys) {
        String id = found.path("id").asString();
        json.append(withoutReceipts((ObjectNode) server.get("/api/journeys/" + id).json()));
        // Its links lead to this server.
        pictures.append(
            server.get("/journeys/" + id + ".svg").text().replace(server.address(), ""));
      }
      return new Told(json.toString(), pictures.toString());
    }
  }

  /// What the receiver's clock and numbering have put into it is left out.
  private static ObjectNode withoutReceipts(ObjectNode journey) {
    assertThat(journey.path("nodes").size()).isGreaterThanOrEqualTo(5);
    journey.remove("updated");
    for (JsonNode node : journey.path("nodes")) {
      for (JsonNode event : node.path("events")) {
        ((ObjectNode) event).remove("delivery");
      }
    }
    return journey;
  }
}
