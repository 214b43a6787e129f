// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.jar           | a.jar              | true",
        "*.jar           | lib/a.jar          | false",
        "**/*.jar        | a.jar              | true",
        "**/*.jar        | lib/x/a.jar        | true",
        "src/**          | src/A.java         | true",
        "src/**          | src/a/b/C.java     | true",
        "src/**          | source/A.java      | false",
        "src/**          | src                | false",
        "src/**/*.java   | src/A.java         | true",
        "src/**/*.java   | src/a/b/A.java     | true",
        "src/**/*.java   | src/a/b/Ajava      | false",
        "/src/**/*.java  | /src/shop/A.java   | true",
        "**/A.java       | BA.java            | false",
        "**              | a/b                | true",
        "a**b            | a/x/b              | true",
        "?.txt           | a.txt              | true",
        "?.txt           | ab.txt             | false",
        "a?b             | a/b                | false",
        "*.{jar,war}     | a.war              | true",
        "*.{jar,war}     | a.ear              | false",
        "{src/main,lib}/** | lib/a.jar        | true",
        "a+(b).txt       | a+(b).txt          | true",
        "a\\*b           | a*b                | true",
        "a\\*b           | axb                | false",
        "*/src/it/**     | orders/src/it/A    | true",
      })
  void globMatches(String glob, String path, boolean matches) {
    assertThat(Globs.of(List.of(glob)).test(path)).isEqualTo(matches);
  }

  @Test
  void exclamationMarkTakesAwayWhateverItsPlace() {
    var wanted = Globs.of(List.of("!out/**", "**", "!**/*.tmp"));

    assertThat(Stream.of("a", "out/a", "x/a.tmp", "x/a").filter(wanted))
        .containsExactly("a", "x/a");
  }

  @Test
  void onlyExclamationMarksMeanAllOthers() {
    assertThat(Stream.of("a", "b").filter(Globs.of(List.of("!b")))).containsExactly("a");
  }

  @Test
  void noGlobsMeanNothing() {
    assertThat(Globs.of(List.of()).test("a")).isFalse();
  }

  @Test
  void manyStarsOnALongNameAreQuick() {
    var wanted = Globs.of(List.of("*a".repeat(200) + "b"));

    Assertions.assertTimeout(
        Duration.ofSeconds(2), () -> assertThat(wanted.test("a".repeat(5_000))).isFalse());
  }

  @Test
  void openBraceIsRefused() {
    assertThatThrownBy(() -> Globs.of(List.of("*.{jar")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "match files: glob: \"*.{jar\" (expected: a closing brace, and no braces inside"
                + " braces)");
  }

  @Test
  void bracesThatMultiplyAreRefused() {
    assertThatThrownBy(() -> Globs.of(List.of("{a,b}".repeat(30))))
        .hasMessageContaining("expected: braces that make at most 256 globs");
  }
}
