// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import dev.cairn.bundles.Judgement;
import dev.cairn.content.ContentStore;
import dev.cairn.engine.Result;
import dev.cairn.engine.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a judgement comes to, with what its step found: `{"passed":false,"reason":"1 critical,
/// CAIRN-DEMO-1 in …","findings":[…]}`.
public record Verdicts(ContentStore content, Map<String, Result> results) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> SEVERITIES =
      List.of("NONE", "UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL");

  /// More are counted; the verdict itself has all of them.
  private static final int MOST_LINES = 100;

  /// The verdict, with all that was found.
  public ObjectNode of(Judgement judgement) throws IOException {
    ObjectNode verdict = JsonNodeFactory.instance.objectNode();
    return switch (judgement) {
      case Judgement.Passed _ -> verdict.put("passed", true).put("reason", "");
      case Judgement.Failed(_, var reason) -> verdict.put("passed", false).put("reason", reason);
      case Judgement.ByFindings(_, var step, var below) -> byFindings(step, below.name());
    };
  }

  private ObjectNode byFindings(String step, String below) throws IOException {
    if (!(results.get(step) instanceof Result.Passed(Value.Answer(var digest), _, _, _, _, _))
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

  /// What a log says of a verdict, whether its step ran or was reused: a line for each finding, the
  /// worst first, then the verdict's sentence.
  public static List<String> lines(JsonNode verdict) {
    List<JsonNode> findings = worstFirst(verdict.path("findings").valueStream().toList());
    var lines = new ArrayList<String>();
    findings.stream().limit(MOST_LINES).forEach(it -> lines.add(line(it)));
    if (findings.size() > MOST_LINES) {
      lines.add("… and %d more findings".formatted(findings.size() - MOST_LINES));
    }
    String below = verdict.path("allowBelow").asString("");
    lines.add(
        verdict.path("passed").asBoolean(false)
            ? "verdict: passed"
                + (below.isEmpty()
                    ? ""
                    : ", nothing of severity %s or worse".formatted(below.toLowerCase(Locale.ROOT)))
            : "verdict: not passed: " + oneLine(verdict.path("reason").asString("")));
    return lines;
  }

  /// `found CAIRN-DEMO-2026-0001, critical, in dev.example:bank-client 1.0.0, fixed in 1.0.1`
  private static String line(JsonNode finding) {
    String fixed = finding.path("fixed").asString("");
    return oneLine(
        "found %s, %s, in %s %s%s"
            .formatted(
                finding.path("id").asString(""),
                finding.path("severity").asString("").toLowerCase(Locale.ROOT),
                finding.path("name").asString(finding.path("package").asString("")),
                finding.path("version").asString(""),
                fixed.isEmpty() ? "" : ", fixed in " + fixed));
  }

  /// Names come from what was scanned; none may look like another line of the log.
  private static String oneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ");
    return line.length() <= 400 ? line : line.substring(0, 400) + "…";
  }

  private static List<JsonNode> worstFirst(List<JsonNode> findings) {
    return findings.stream().sorted((one, other) -> rank(other) - rank(one)).toList();
  }

  /// A severity that is not known counts as the worst: what can't be decided does not pass.
  private static int rank(JsonNode finding) {
    String severity = finding.path("severity").asString("").toUpperCase(Locale.ROOT);
    return severity.equals("UNKNOWN") || !SEVERITIES.contains(severity)
        ? SEVERITIES.size()
        : SEVERITIES.indexOf(severity);
  }

  /// `1 critical, CAIRN-DEMO-2026-0001 in dev.example:bank-client 1.0.0`; of several the first is
  /// said to be that: `2 critical, first CAIRN-DEMO-2026-0001 in …`
  private static String sentence(List<JsonNode> findings) {
    List<JsonNode> worst = worstFirst(findings);
    JsonNode first = worst.getFirst();
    String severity = first.path("severity").asString("").toLowerCase(Locale.ROOT);
    long same =
        worst.stream()
            .filter(it -> it.path("severity").asString("").equalsIgnoreCase(severity))
            .count();
    String name = first.path("name").asString(first.path("package").asString(""));
    String more = worst.size() > same ? " and %d more".formatted(worst.size() - same) : "";
    String fixed = first.path("fixed").asString("");
    return "%d %s, %s%s in %s %s%s%s"
        .formatted(
            same,
            severity,
            same > 1 ? "first " : "",
            first.path("id").asString(""),
            name,
            first.path("version").asString(""),
            fixed.isEmpty() ? "" : ", fixed in " + fixed,
            more);
  }
}
