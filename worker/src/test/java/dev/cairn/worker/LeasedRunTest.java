// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.bundles.Problem;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LeasedRunTest {
  @Test
  void aBundleThatDoesNotCompileIsToldWithFileAndLine() {
    var problems =
        List.of(
            new Problem("Delivery.java", 15, "cannot find symbol"),
            new Problem("Delivery.java", 20, "';' expected"),
            new Problem("", 0, "the compile process ended"));

    assertThat(LeasedRun.reason(problems))
        .isEqualTo(
            "Delivery.java:15: cannot find symbol; Delivery.java:20: ';' expected; the compile"
                + " process ended");
  }

  @Test
  void moreThanFiveProblemsAreCounted() {
    List<Problem> problems =
        IntStream.rangeClosed(1, 7)
            .mapToObj(line -> new Problem("Delivery.java", line, "wrong"))
            .toList();

    assertThat(LeasedRun.reason(problems)).endsWith("Delivery.java:5: wrong; and 2 more");
  }
}
