// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.adapters.Adapters;
import dev.cairn.adapters.Delivery;
import dev.cairn.adapters.Interpretation;
import dev.cairn.events.Event;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OwnServicesTest {
  private static final OwnServices SHOP =
      OwnServices.of(Claims.configured(Path.of("data"), List.of(), Map.of()));

  private static Event read(String tool, String type, String body) {
    Interpretation read =
        Adapters.read(
            new Delivery(
                tool,
                new TreeMap<>(Map.of("content-type", type)),
                body.getBytes(StandardCharsets.UTF_8)));
    assertThat(read).isInstanceOf(Interpretation.Events.class);
    return ((Interpretation.Events) read).events().getFirst();
  }

  private static Event argo(String service, String environment) {
    return read("argocd", "application/json", Claims.argo(service, environment, Sample.DIGEST));
  }

  @ParameterizedTest
  @CsvSource({"shop, production", "Shop, Production", "'shop ', production"})
  void nobodyElseSpeaksOfAServiceThatCairnRuns(String service, String environment) {
    assertThat(SHOP.refusal("argocd", argo(service, environment)).orElseThrow())
        .startsWith("service: \"")
        .endsWith(
            "is not within the scope of argocd (expected: a service that Cairn does not run itself;"
                + " what runs there, only Cairn says)");
  }

  /// `elsewhere` is configured, and somebody else deploys there.
  @ParameterizedTest
  @CsvSource({"checkout, production", "shop, staging", "shop, elsewhere"})
  void whatOthersRunTheySpeakOf(String service, String environment) {
    assertThat(SHOP.refusal("argocd", argo(service, environment))).isEmpty();
  }

  @Test
  void whatOnlyTasksWouldReadIsSpokenToo() {
    Event event =
        read(
            "cdevents",
            "application/cloudevents+json",
            Sample.event(
                    "hidden-1",
                    "dev.cdevents.service.deployed.0.3.0",
                    "other",
                    "{\"environment\":{\"id\":\"staging\"},\"artifactId\":\"pkg:oci/shop@%s\"}"
                        .formatted(Sample.DIGEST))
                .replace(
                    "\"subject\":{",
                    "\"customData\":{\"environment\":\"production\",\"service\":\"shop\"},\"subject\":{"));
    assertThat(SHOP.refusal("cdevents", event)).isPresent();
    assertThat(SHOP.refusal("cairn", event)).isEmpty();
  }
}
