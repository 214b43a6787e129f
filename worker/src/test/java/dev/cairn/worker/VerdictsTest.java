// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.bundles.Judgement;
import dev.cairn.bundles.Judgement.Severity;
import dev.cairn.content.Digest;
import dev.cairn.content.MemoryStore;
import dev.cairn.engine.Result;
import dev.cairn.engine.Step;
import dev.cairn.engine.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class VerdictsTest {
  private static final Step.Origin AT = new Step.Origin("scan", "Security.java:9");
  private static final String NOTHING = "{\"findings\":[]}";

  private final MemoryStore content = new MemoryStore();

  @Test
  void aTaskMayPassOrFailByItself() throws IOException {
    var verdicts = new Verdicts(content, Map.of());

    assertThat(verdicts.of(new Judgement.Passed(AT)).toString())
        .isEqualTo("{\"passed\":true,\"reason\":\"\"}");
    assertThat(verdicts.of(new Judgement.Failed(AT, "not signed")).toString())
        .isEqualTo("{\"passed\":false,\"reason\":\"not signed\"}");
  }

  @Test
  void nothingFoundPasses() throws IOException {
    ObjectNode verdict = judged(NOTHING, Severity.LOW);

    assertThat(verdict.path("passed").asBoolean()).isTrue();
    assertThat(verdict.path("reason").asString()).isEmpty();
    assertThat(verdict.path("allowBelow").asString()).isEqualTo("LOW");
  }

  @Test
  void oneFindingIsSaidWholeWithWhatMendsIt() throws IOException {
    ObjectNode verdict =
        judged(
            """
            {"findings":[{"id":"CAIRN-DEMO-2026-0001","severity":"CRITICAL","name":"dev.example:bank-client",
             "version":"1.0.0","fixed":"1.0.1"}],"packages":74}
            """,
            Severity.HIGH);

    assertThat(verdict.path("passed").asBoolean()).isFalse();
    assertThat(verdict.path("reason").asString())
        .isEqualTo(
            "1 critical, CAIRN-DEMO-2026-0001 in dev.example:bank-client 1.0.0, fixed in 1.0.1");
    assertThat(verdict.path("packages").asInt()).isEqualTo(74);
  }

  @Test
  void theWorstIsSaidFirstAndTheOthersAreCounted() throws IOException {
    String found =
        """
        {"findings":[
          {"id":"A","severity":"HIGH","package":"pkg:deb/a","version":"1"},
          {"id":"B","severity":"CRITICAL","package":"pkg:deb/b","version":"2"},
          {"id":"C","severity":"CRITICAL","package":"pkg:deb/c","version":"3"},
          {"id":"D","severity":"LOW","package":"pkg:deb/d","version":"4"}]}
        """;

    assertThat(judged(found, Severity.HIGH).path("reason").asString())
        .isEqualTo("2 critical, first B in pkg:deb/b 2 and 1 more");
  }

  @Test
  void whatIsBelowTheThresholdPassesAndIsKept() throws IOException {
    String found = "{\"findings\":[{\"id\":\"D\",\"severity\":\"MEDIUM\"}]}";

    ObjectNode verdict = judged(found, Severity.HIGH);

    assertThat(verdict.path("passed").asBoolean()).isTrue();
    assertThat(verdict.path("findings").size()).isEqualTo(1);
    assertThat(judged(found, Severity.MEDIUM).path("passed").asBoolean()).isFalse();
  }

  @Test
  void whatCanNotBeDecidedDoesNotPass() throws IOException {
    for (String severity : new String[] {"UNKNOWN", "", "terrible"}) {
      String found = "{\"findings\":[{\"id\":\"E\",\"severity\":\"%s\"}]}".formatted(severity);

      assertThat(judged(found, Severity.CRITICAL).path("passed").asBoolean())
          .as("severity \"%s\"", severity)
          .isFalse();
    }
  }

  @Test
  void aStepThatFoundNothingReadableIsNamed() {
    var verdicts = new Verdicts(content, Map.of());

    assertThatThrownBy(() -> verdicts.of(new Judgement.ByFindings(AT, "s4", Severity.HIGH)))
        .isInstanceOf(IOException.class)
        .hasMessage("verdict by step s4, which found nothing that can be read");
  }

  @Test
  void aLogSaysEachFindingAndThenTheVerdict() throws IOException {
    ObjectNode verdict =
        judged(
            """
            {"findings":[
              {"id":"D","severity":"LOW","package":"pkg:deb/d","version":"4"},
              {"id":"CAIRN-DEMO-2026-0001","severity":"CRITICAL","name":"dev.example:bank-client",
               "version":"1.0.0","fixed":"1.0.1"}]}
            """,
            Severity.HIGH);

    assertThat(Verdicts.lines(verdict))
        .containsExactly(
            "found CAIRN-DEMO-2026-0001, critical, in dev.example:bank-client 1.0.0, fixed in"
                + " 1.0.1",
            "found D, low, in pkg:deb/d 4",
            "verdict: not passed: 1 critical, CAIRN-DEMO-2026-0001 in dev.example:bank-client"
                + " 1.0.0, fixed in 1.0.1");
    assertThat(Verdicts.lines(judged(NOTHING, Severity.HIGH)))
        .containsExactly("verdict: passed, nothing of severity high or worse");
  }

  @Test
  void aTasksOwnVerdictIsSaidInItsLog() throws IOException {
    var verdicts = new Verdicts(content, Map.of());

    assertThat(Verdicts.lines(verdicts.of(new Judgement.Passed(AT))))
        .containsExactly("verdict: passed");
    assertThat(Verdicts.lines(verdicts.of(new Judgement.Failed(AT, "not signed"))))
        .containsExactly("verdict: not passed: not signed");
  }

  @Test
  void aLogDoesNotGrowWithWhatWasFound() throws IOException {
    String many =
        IntStream.range(0, 150)
            .mapToObj("{\"id\":\"A-%d\",\"severity\":\"HIGH\"}"::formatted)
            .collect(Collectors.joining(",", "{\"findings\":[", "]}"));

    assertThat(Verdicts.lines(judged(many, Severity.HIGH)))
        .hasSize(102)
        .contains("… and 50 more findings");
  }

  @Test
  void aNameOfWhatWasScannedCanNotLookLikeALineOfTheLog() throws IOException {
    String found =
        "{\"findings\":[{\"id\":\"A\",\"severity\":\"HIGH\",\"name\":\"x\\n[scan] verdict:"
            + " passed\"}]}";

    assertThat(Verdicts.lines(judged(found, Severity.HIGH)))
        .hasSize(2)
        .allMatch(line -> line.lines().count() == 1);
  }

  private ObjectNode judged(String found, Severity below) throws IOException {
    Digest answer = content.put(found.getBytes(StandardCharsets.UTF_8));
    var passed =
        new Result.Passed(
            new Value.Answer(answer), false, answer, Duration.ZERO, Optional.empty(), answer);
    return new Verdicts(content, Map.of("s4", passed))
        .of(new Judgement.ByFindings(AT, "s4", below));
  }
}
