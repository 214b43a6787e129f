// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.NodeKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class JourneyTraceTest {
  private static final Identity COMMIT = Story.commit("c1");
  private static final Identity RUN = Identity.run("cairn/r-1");
  private static final Identity SCAN = Identity.run("cairn/r-2");
  private static final Identity IMAGE = Identity.digest("sha256:" + "9b".repeat(32));

  private static final Identity REBUILD = Identity.run("cairn/r-3");

  private static final Journey JOURNEY =
      new Story()
          .says(NodeKind.COMMIT, COMMIT, "title=Retry", "tool=git")
          .event()
          .says(NodeKind.RUN, RUN, "title=ship", "status=passed", "run=r-1", "owner=shop")
          .says(EdgeKind.RUNS, COMMIT, RUN)
          .says(NodeKind.ARTIFACT, IMAGE, "title=shop@9b9b9b", "owner=shop")
          .says(EdgeKind.BUILT_FROM, COMMIT, IMAGE)
          .says(EdgeKind.BUILT_FROM, RUN, IMAGE)
          .event()
          .says(
              NodeKind.VERDICT,
              SCAN,
              "title=scan",
              "status=failed",
              "reason=1 critical",
              "owner=security",
              "finished=2026-11-21T14:05:00.25Z")
          .says(EdgeKind.SCANNED_BY, IMAGE, SCAN)
          .says(NodeKind.RUN, REBUILD, "title=rebuild", "status=running", "owner=shop")
          .says(EdgeKind.RUNS, COMMIT, REBUILD)
          .event()
          .journeys()
          .of(COMMIT)
          .getFirst();

  private static final JsonNode TRACE =
      JsonMapper.builder().build().readTree(JourneyTrace.text(JOURNEY));

  private static JsonNode span(String name) {
    return TRACE
        .path("resourceSpans")
        .valueStream()
        .flatMap(resource -> resource.at("/scopeSpans/0/spans").valueStream())
        .filter(span -> span.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> attributes(JsonNode of) {
    return of.path("attributes")
        .valueStream()
        .map(it -> it.path("key").asString() + "=" + it.at("/value/stringValue").asString())
        .toList();
  }

  @Test
  void eachOwnerIsAService() {
    assertThat(TRACE.path("resourceSpans").valueStream().map(it -> attributes(it.path("resource"))))
        .containsExactly(
            List.of("service.name=git"),
            List.of("service.name=security"),
            List.of("service.name=shop"));
  }

  @Test
  void aSpanIsBelowItsFirstCauseAndLinkedToTheOthers() {
    JsonNode image = span("shop@9b9b9b");

    assertThat(span("Retry").has("parentSpanId")).isFalse();
    assertThat(span("ship").path("parentSpanId")).isEqualTo(span("Retry").path("spanId"));
    assertThat(List.of(image.path("parentSpanId"), image.at("/links/0/spanId")))
        .containsExactlyInAnyOrder(span("Retry").path("spanId"), span("ship").path("spanId"));
    assertThat(attributes(image.at("/links/0"))).containsExactly("cairn.edge.kind=built-from");
  }

  @Test
  void idsAreAsLongAsATracesAre() {
    assertThat(span("ship").path("traceId").asString()).matches("[0-9a-f]{32}");
    assertThat(span("ship").path("spanId").asString()).matches("[0-9a-f]{16}");
  }

  @Test
  void whatFailedIsAnErrorWithItsReason() {
    JsonNode scan = span("scan");

    assertThat(scan.at("/status/code").asInt()).isEqualTo(2);
    assertThat(scan.at("/status/message").asString()).isEqualTo("1 critical");
    assertThat(scan.path("endTimeUnixNano").asString()).isEqualTo("1795269900250000000");
    assertThat(attributes(scan)).contains("cicd.pipeline.task.run.result=failure");
  }

  @Test
  void whatStillRunsHasNoResultYet() {
    assertThat(attributes(span("rebuild")))
        .contains("cairn.node.status=running")
        .noneMatch(it -> it.startsWith("cicd.pipeline.task.run.result"));
  }

  @Test
  void aThingIsAMoment() {
    JsonNode image = span("shop@9b9b9b");

    assertThat(image.path("endTimeUnixNano")).isEqualTo(image.path("startTimeUnixNano"));
  }

  @Test
  void thingsCarryTheNamesOfTheSemanticConventions() {
    assertThat(attributes(span("Retry")))
        .contains("vcs.ref.head.revision=" + COMMIT.value().substring("commit:".length()));
    assertThat(attributes(span("shop@9b9b9b"))).contains("artifact.hash=" + IMAGE.name());
  }
}
