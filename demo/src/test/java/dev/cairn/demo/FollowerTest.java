// SPDX-License-Identifier: Apache-2.0
package dev.cairn.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a pipe is told of a step.
final class FollowerTest {
  private static JsonNode node(String json) {
    return JsonMapper.shared().readTree(json);
  }

  @Test
  void aStepSaysHowLongItTookWhyAndWhichRunItWas() {
    assertThat(
            Follower.said(
                node(
                    """
                    {"title":"scan","run":"r-15","reason":"1 critical, CAIRN-DEMO-1 in bank 1.0",
                     "started":"2026-11-22T11:13:35Z","finished":"2026-11-22T11:13:44Z"}
                    """)))
        .isEqualTo("scan 9 s: 1 critical, CAIRN-DEMO-1 in bank 1.0 (r-15)");
  }

  @Test
  void aReasonDoesNotRepeatTheTitleThatStandsBeforeIt() {
    assertThat(
            Follower.said(
                node("{\"title\":\"CAIRN-DEMO-2\",\"reason\":\"CAIRN-DEMO-2, critical\"}")))
        .isEqualTo("CAIRN-DEMO-2: critical");
  }

  @Test
  void aPlatformOfAnImageIsAPartOfIt() {
    Graph graph =
        new Graph(
            node(
                """
                {"nodes":[{"id":"index"},{"id":"amd64"}],
                 "edges":[{"from":"index","to":"amd64","kind":"contains"}]}
                """));

    assertThat(graph.isPart(graph.json().path("nodes").get(1))).isTrue();
    assertThat(graph.isPart(graph.json().path("nodes").get(0))).isFalse();
  }
}
