// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A journey as a trace, for the tools that people read traces with: OTLP's `TracesData` in its
/// JSON form (opentelemetry-proto, `trace.proto`; ids are hexadecimal there).
///
/// ```
/// service shop      change → ship → shop@9b1c42        a span for each node that has a time,
/// service security                      └─ scan        below the first of its causes;
///                                        links to all other causes
/// ```
///
/// Nodes that are only expected have no time and no span. A trace is a tree and has ended, a
/// journey neither: what goes on ends where the journey was last heard of. Names of attributes are
/// those of the semantic conventions 1.44 (CI/CD, VCS, artifact, deployment), and `cairn.…` beside
/// them.
public final class JourneyTrace {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int INTERNAL = 1;
  private static final int OK = 1;
  private static final int ERROR = 2;
  private static final int SPAN_DIGITS = 16;

  private final Journey journey;
  private final Set<String> timed;

  private JourneyTrace(Journey journey) {
    this.journey = journey;
    this.timed =
        journey.nodes().stream()
            .filter(node -> start(node).isPresent())
            .map(Journey.Node::id)
            .collect(Collectors.toUnmodifiableSet());
  }

  public static String text(Journey journey) {
    return JSON.writeValueAsString(new JourneyTrace(journey).tree());
  }

  private ObjectNode tree() {
    SortedMap<String, List<Journey.Node>> services = new TreeMap<>();
    for (Journey.Node node : journey.nodes()) {
      if (timed.contains(node.id())) {
        String service = node.owner().or(node::tool).orElse("unknown");
        services.computeIfAbsent(service, _ -> new ArrayList<>()).add(node);
      }
    }
    ObjectNode trace = JSON.createObjectNode();
    ArrayNode resources = trace.putArray("resourceSpans");
    services.forEach((service, nodes) -> {
      ObjectNode resource = resources.addObject();
      attribute(resource.putObject("resource").putArray("attributes"), "service.name", service);
      ObjectNode scope = resource.putArray("scopeSpans").addObject();
      scope.putObject("scope").put("name", "cairn");
      ArrayNode spans = scope.putArray("spans");
      nodes.forEach(node -> span(spans.addObject(), node));
    });
    return trace;
  }

  private void span(ObjectNode span, Journey.Node node) {
    Instant start = start(node).orElseThrow();
    Instant end =
        node.finished()
            .or(() -> node.status().lasts() ? journey.updated() : Optional.empty())
            .filter(start::isBefore)
            .orElse(start);
    span.put("traceId", traceId());
    span.put("spanId", spanId(node.id()));
    List<Journey.Edge> causes =
        journey.edges().stream()
            .filter(edge -> edge.to().equals(node.id()) && timed.contains(edge.from()))
            .toList();
    causes.stream().findFirst().ifPresent(edge -> span.put("parentSpanId", spanId(edge.from())));
    span.put("name", node.title());
    span.put("kind", INTERNAL);
    span.put("startTimeUnixNano", nanos(start));
    span.put("endTimeUnixNano", nanos(end));
    attributes(span.putArray("attributes"), node);
    ArrayNode links = span.putArray("links");
    causes.stream().skip(1).forEach(edge -> link(links.addObject(), edge));
    ObjectNode status = span.putObject("status");
    if (isWrong(node.status())) {
      status.put("code", ERROR).put("message", node.reason().orElse(node.status().word()));
    } else {
      status.put("code", OK);
    }
  }

  private void link(ObjectNode link, Journey.Edge edge) {
    link.put("traceId", traceId()).put("spanId", spanId(edge.from()));
    attribute(link.putArray("attributes"), "cairn.edge.kind", edge.kind().word());
  }

  private static void attributes(ArrayNode to, Journey.Node node) {
    attribute(to, "cairn.node.kind", node.kind().word());
    attribute(to, "cairn.node.status", node.status().word());
    attribute(to, "cairn.stage", node.stage());
    switch (node.kind()) {
      case RUN, TEST, VERDICT -> {
        attribute(to, "cicd.pipeline.task.name", node.facts().getOrDefault("task", node.title()));
        attribute(to, "cicd.pipeline.task.run.id", node.run().orElse(node.id()));
        if (!node.status().lasts()) {
          attribute(to, "cicd.pipeline.task.run.result", result(node.status()));
        }
      }
      case CHANGE -> named(to, node, "change", "vcs.change.id");
      case COMMIT, CONFIG_COMMIT -> named(to, node, "commit", "vcs.ref.head.revision");
      case ARTIFACT -> {
        named(to, node, "digest", "artifact.hash");
        named(to, node, "pkg", "artifact.purl");
      }
      case DEPLOYMENT ->
          node.environment().ifPresent(name -> attribute(to, "deployment.environment.name", name));
      case GATE, FINDING, APPROVAL, INCIDENT, TICKET, PUBLICATION -> {}
    }
  }

  private static void named(ArrayNode to, Journey.Node node, String kind, String attribute) {
    node.identities().stream()
        .filter(identity -> identity.kind().equals(kind))
        .findFirst()
        .ifPresent(identity -> attribute(to, attribute, name(identity)));
  }

  private static String name(Identity identity) {
    return identity.kind().equals("pkg") ? identity.value() : identity.name();
  }

  private static void attribute(ArrayNode to, String key, String value) {
    to.addObject().put("key", key).putObject("value").put("stringValue", value);
  }

  private static boolean isWrong(Status status) {
    return switch (status) {
      case FAILED, HELD, FLAGGED, OVERDUE, DRIFTED, ROLLED_BACK -> true;
      case PASSED,
          REUSED,
          LIVE,
          REPAIRED,
          QUEUED,
          RUNNING,
          WAITING,
          EXPECTED,
          REFUSED,
          SUPERSEDED,
          ELSEWHERE,
          UNKNOWN ->
          false;
    };
  }

  /// Of `cicd.pipeline.task.run.result`, once there is one.
  private static String result(Status status) {
    return switch (status) {
      case FAILED -> "failure";
      case REFUSED -> "skip";
      case SUPERSEDED -> "cancellation";
      case UNKNOWN -> "error";
      default -> "success";
    };
  }

  private static Optional<Instant> start(Journey.Node node) {
    return node.status() == Status.EXPECTED ? Optional.empty() : node.started().or(node::finished);
  }

  /// A journey's id has as many digits as a trace's.
  private String traceId() {
    return journey.id().replace("-", "");
  }

  private static String spanId(String node) {
    return node.replace("-", "").substring(0, SPAN_DIGITS);
  }

  private static String nanos(Instant time) {
    return "%d%09d".formatted(time.getEpochSecond(), time.getNano());
  }
}
