// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.Json;
import dev.cairn.events.MalformedJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever stands in a body, an adapter answers and does not throw. The seed is in every failure.
final class AnyBytesTest {
  private static final long SEED = 20261121L;

  private static final List<Json> STRANGE =
      List.of(
          Json.nothing(),
          Json.fields(),
          new Json.Items(List.of()),
          new Json.Items(List.of(Json.nothing(), new Json.Truth(true))),
          new Json.Numeral("1e999999999"),
          new Json.Truth(false),
          new Json.Text(""),
          new Json.Text("\u0000\n\t"),
          new Json.Text("sha256:"),
          new Json.Text("0".repeat(40)),
          new Json.Text("%zz@:/#?"),
          new Json.Text("x".repeat(5_000)));

  private static List<Delivery> samples() {
    var samples = new ArrayList<Delivery>();
    for (String name :
        List.of(
            "push",
            "push-config",
            "pull_request-merged",
            "workflow_run",
            "check_run",
            "check_suite",
            "deployment_status",
            "registry_package")) {
      samples.add(Recorded.gitHub(name.replaceFirst("-.*", ""), name));
    }
    samples.add(Recorded.sent("distribution", "push"));
    samples.add(Recorded.sent("argocd", "healthy"));
    samples.add(Recorded.sent("git", "source"));
    samples.add(Recorded.sent("git", "config"));
    for (String name : List.of("deployment-live", "pod-ready")) {
      samples.add(
          Recorded.delivery(
              "cdevents",
              Map.of("content-type", "application/cloudevents+json"),
              Recorded.body("kubewatch/" + name + ".json")));
    }
    return samples;
  }

  @Test
  void oneStrangeValueAtEachPlaceOfEachBodyIsAnswered() throws MalformedJson {
    int tried = 0;
    for (Delivery sample : samples()) {
      Json body = Json.read(sample.body());
      int places = count(body);
      for (int place = 0; place < places; place++) {
        for (Json strange : STRANGE) {
          String changed = new Replacing(place).in(body, strange).write();
          Delivery delivery =
              new Delivery(sample.tool(), sample.headers(), changed.getBytes(UTF_8));
          assertThat(Adapters.read(delivery)).as("%s: %s", sample.tool(), changed).isNotNull();
          tried++;
        }
      }
    }
    assertThat(tried).isGreaterThan(5_000);
  }

  @Test
  void changedBytesAreAnswered() {
    var random = new Random(SEED);
    for (Delivery sample : samples()) {
      for (int i = 0; i < 200; i++) {
        byte[] body = sample.body().clone();
        for (int k = random.nextInt(4); k >= 0; k--) {
          body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        assertThat(Adapters.read(new Delivery(sample.tool(), sample.headers(), body)))
            .as("seed %d, %s", SEED, sample.tool())
            .isNotNull();
      }
    }
  }

  private static int count(Json json) {
    return 1
        + switch (json) {
          case Json.Fields(var members) ->
              members.values().stream().mapToInt(AnyBytesTest::count).sum();
          case Json.Items(var items) -> items.stream().mapToInt(AnyBytesTest::count).sum();
          case Json.Text _, Json.Numeral _, Json.Truth _, Json.Nothing _ -> 0;
        };
  }

  /// Counts values in the order of the text, and puts another one in the place of one of them.
  private static final class Replacing {
    private final int place;
    private int seen;

    Replacing(int place) {
      this.place = place;
    }

    Json in(Json json, Json strange) {
      if (seen++ == place) {
        return strange;
      }
      return switch (json) {
        case Json.Fields(var members) -> {
          Map<String, Json> copy = new LinkedHashMap<>();
          members.forEach((name, value) -> copy.put(name, in(value, strange)));
          yield new Json.Fields(copy);
        }
        case Json.Items(var items) ->
            new Json.Items(items.stream().map(item -> in(item, strange)).toList());
        case Json.Text _, Json.Numeral _, Json.Truth _, Json.Nothing _ -> json;
      };
    }
  }
}
