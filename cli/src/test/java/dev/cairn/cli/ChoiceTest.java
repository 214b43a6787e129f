// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.bundles.TaskTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ChoiceTest {
  private static final TaskTable TABLE =
      new TaskTable(
          "Words",
          List.of(
              task("enough", "least", "int"),
              task("enough"),
              task("check", "change", "ChangeMerged"),
              task("scan", "advisories", "Advisories")));

  @Test
  void theOverloadThatTakesWhatWasGivenIsMeant() throws Failure {
    assertThat(Choice.of(TABLE, "enough", Set.of("least")).parameters()).hasSize(1);
    assertThat(Choice.of(TABLE, "enough", Set.of()).parameters()).isEmpty();
    assertThat(Choice.of(TABLE, "scan", Set.of()).name()).isEqualTo("scan");
  }

  @Test
  void anUnknownTaskIsSaidWithThoseThatThereAre() {
    assertThatThrownBy(() -> Choice.of(TABLE, "enuogh", Set.of()))
        .hasMessage(
            "cairn run: enuogh is not a task of this bundle (expected: enough, check, scan). Did"
                + " you mean enough? See cairn tasks.");
  }

  @Test
  void aTaskWithAnEventIsNotForTheCommandLine() {
    assertThatThrownBy(() -> Choice.of(TABLE, "check", Set.of()))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "cairn run: check: given nothing (expected: ChangeMerged change). Arguments are --NAME"
                + " VALUE; an event comes from a server, see cairn help up.")
        .extracting(it -> ((Failure) it).exit())
        .isEqualTo(2);
  }

  @Test
  void anArgumentThatNoOverloadTakesIsSaid() {
    assertThatThrownBy(() -> Choice.of(TABLE, "enough", Set.of("most")))
        .hasMessageStartingWith(
            "cairn run: enough: given --most (expected: int least; or nothing). Arguments");
  }

  private static TaskTable.Task task(String name, String... parameter) {
    return new TaskTable.Task(
        name,
        TaskTable.Kind.TASK,
        "Words.java:1",
        "",
        "Words",
        parameter.length == 0
            ? List.of()
            : List.of(new TaskTable.Parameter(parameter[0], parameter[1], Optional.empty())),
        "void",
        Optional.empty(),
        false,
        List.of());
  }
}
