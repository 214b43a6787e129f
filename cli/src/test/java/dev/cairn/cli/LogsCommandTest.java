// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class LogsCommandTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void aRunThatWroteNothingSaysWhyItFailed() {
    assertThat(LogsCommand.end(run("'failed','reason':'boom','at':'Bad.java:8'"), ""))
        .contains("failed  check: boom  (Bad.java:8)");
    assertThat(LogsCommand.end(run("'skipped','reason':'nothing to do','at':null"), ""))
        .contains("skipped  check: nothing to do");
  }

  @Test
  void whatTheLogSaysIsNotSaidTwice() {
    assertThat(LogsCommand.end(run("'failed','reason':'boom','at':''"), "Bad.java:8: boom\n"))
        .isEmpty();
    assertThat(LogsCommand.end(run("'passed','reason':null,'at':null"), "")).isEmpty();
  }

  private static JsonNode run(String status) {
    return JSON.readTree("{'task':'check','status':%s}".formatted(status).replace('\'', '"'));
  }
}
