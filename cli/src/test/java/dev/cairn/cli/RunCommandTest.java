// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RunCommandTest {
  @Test
  void whatIsToBeTypedAgainHasItsArguments() {
    assertThat(RunCommand.again("enough", new TreeMap<>())).containsExactly("enough");
    assertThat(RunCommand.again("enough", new TreeMap<>(Map.of("least", "12", "why", "it's so"))))
        .containsExactly("enough", "--least", "12", "--why", "'it'\\''s so'");
  }

  @Test
  void oneIsNotSeveral() {
    assertThat(Export.count(1, "test")).isEqualTo("1 test");
    assertThat(Export.count(0, "file")).isEqualTo("0 files");
  }
}
