// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProblemTest {
  @Test
  void itIsWrittenByTheStandard() {
    assertThat(Problem.of(409, "run r-1: somebody else has it").json())
        .isEqualToIgnoringWhitespace(
            """
            {"type":"/docs/problems#409","title":"Conflict","status":409,"detail":"run r-1: somebody else has it"}
            """);
  }

  @Test
  void faultsOfABatchAreListed() {
    var faults = List.of(new Problem.Fault(0, "id is missing"), new Problem.Fault(3, "no type"));

    assertThat(Problem.badRequest("2 events are refused", faults).json())
        .isEqualToIgnoringWhitespace(
            """
            {"type":"/docs/problems#400","title":"Bad Request","status":400,"detail":"2 events are refused",
             "errors":[{"index":0,"detail":"id is missing"},{"index":3,"detail":"no type"}]}
            """);
  }

  @Test
  void whoMustSayWhoTheyAreHearsHow() {
    Problem problem = Problem.unauthorized("POST /events: no token", "Bearer");

    assertThat(problem.status()).isEqualTo(401);
    assertThat(problem.headers()).containsExactly(Map.entry("WWW-Authenticate", "Bearer"));
  }

  @Test
  void aPathThatIsNotThereIsNamed() {
    assertThat(Problem.notFound("GET", "/no/such"))
        .hasMessage(
            "GET /no/such: there is nothing here (expected: a method and a path that docs/api.md or"
                + " docs/registry.md names)");
  }

  @Test
  void aCauseIsKeptAndSpeaksWhereNobodyElseDoes() {
    var cause = new IOException();

    assertThat(Problem.of(404, cause.getMessage(), cause))
        .hasMessage("java.io.IOException")
        .hasCause(cause);
  }
}
