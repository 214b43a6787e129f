// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SuggestionTest {
  private static final List<String> KNOWN = List.of("run", "up", "journey", "rebuild");

  @Test
  void theNearestWordIsNamed() {
    assertThat(Suggestion.of("rn", KNOWN)).isEqualTo(" Did you mean run?");
    assertThat(Suggestion.of("jounrey", KNOWN)).isEqualTo(" Did you mean journey?");
    assertThat(Suggestion.of("rebiuldd", KNOWN)).isEqualTo(" Did you mean rebuild?");
  }

  @Test
  void whatIsFarFromAllIsLeftAlone() {
    assertThat(Suggestion.of("deploy", KNOWN)).isEmpty();
    assertThat(Suggestion.of("", KNOWN)).isEmpty();
    assertThat(Suggestion.of("up", List.of())).isEmpty();
  }
}
