// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import dev.cairn.bundles.Judgement;
import dev.cairn.content.ContentStore;
import dev.cairn.engine.Result;
import dev.cairn.engine.Value;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a judgement comes to, with what its step found: `{"passed":false,"reason":"1 critical,
/// CAIRN-DEMO-1 in …","findings":[…]}`.
record Verdicts(ContentStore content, Map<String, Result> results) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> SEVERITIES =
      List.of("NONE", "UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL");

  ObjectNode of(Judgement judgement) throws IOException {
    ObjectNode verdict = JsonNodeFactory.instance.objectNode();
    return switch (judgement) {
      case Judgement.Passed _ -> verdict.put("passed", true).put("reason", "");
      case Judgement.Failed(_, var reason) -> verdict.put("passed", false).put("reason", reason);
      case Judgement.ByFindings(_, var step, var below) -> byFindings(step, below.name());
    };
  }

  private ObjectNode byFindings(String step, String below) throws IOException {
    if (!(results.get(step) instanceof Result.Passed(Value.Answer(var digest), _, _, _, _))
        || !(JSON.readTree(content.read(digest)) instanceof ObjectNode found)) {
      throw new IOException(
          "verdict by step %s, which found nothing that can be read".formatted(step));
    }
    int least = SEVERITIES.indexOf(below);
    var counted = found.path("findings").valueStream().filter(it -> rank(it) >= least).toList();
    found.put("passed", counted.isEmpty());
    found.put("reason", counted.isEmpty() ? "" : sentence(counted));
    found.put("allowBelow", below);
    return found;
  }

  /// A severity that is not known counts as the worst: what can't be decided does not pass.
  private static int rank(JsonNode finding) {
    String severity = finding.path("severity").asString("").toUpperCase(Locale.ROOT);
    return severity.equals("UNKNOWN") || !SEVERITIES.contains(severity)
        ? SEVERITIES.size()
        : SEVERITIES.indexOf(severity);
  }

  /// `1 critical, CAIRN-DEMO-2026-0001 in dev.example:bank-client 1.0.0`
  private static String sentence(List<JsonNode> findings) {
    List<JsonNode> worst =
        findings.stream().sorted((one, other) -> rank(other) - rank(one)).toList();
    JsonNode first = worst.getFirst();
    String severity = first.path("severity").asString("").toLowerCase(Locale.ROOT);
    long same =
        worst.stream()
            .filter(it -> it.path("severity").asString("").equalsIgnoreCase(severity))
            .count();
    String name = first.path("name").asString(first.path("package").asString(""));
    String more = worst.size() > same ? " and %d more".formatted(worst.size() - same) : "";
    String fixed = first.path("fixed").asString("");
    return "%d %s, %s in %s %s%s%s"
        .formatted(
            same,
            severity,
            first.path("id").asString(""),
            name,
            first.path("version").asString(""),
            fixed.isEmpty() ? "" : ", fixed in " + fixed,
            more);
  }
}
