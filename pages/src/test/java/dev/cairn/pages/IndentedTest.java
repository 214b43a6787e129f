// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class IndentedTest {
  @Test
  void jsonOfOneLineIsBrokenAndIndented() {
    assertThat(
            Indented.of(
                """
                {"ref":"main","none":{ },"commits":[{"id":"a","n":-1.50},null]}\
                """))
        .isEqualTo(
            """
            {
              "ref": "main",
              "none": {},
              "commits": [
                {
                  "id": "a",
                  "n": -1.50
                },
                null
              ]
            }\
            """);
  }

  @Test
  void whatStandsInAStringIsLeftAlone() {
    assertThat(Indented.of("[\"a, {b}: \\\"c\\\" ] \\\\\",1]"))
        .isEqualTo("[\n  \"a, {b}: \\\"c\\\" ] \\\\\",\n  1\n]");
  }

  @Test
  void whatIsNoJsonOrHasItsOwnLinesStaysAsItIs() {
    assertThat(Indented.of("payload={%22a%22:1}")).isEqualTo("payload={%22a%22:1}");
    assertThat(Indented.of("{\n\"a\":1}")).isEqualTo("{\n\"a\":1}");
    assertThat(Indented.of("")).isEmpty();
  }

  @Test
  void whatIsCutOffOrOutOfJointIsShownAllTheSame() {
    assertThat(Indented.of("{\"a\":\"b")).isEqualTo("{\n  \"a\": \"b");
    assertThat(Indented.of("{\"a\\")).isEqualTo("{\n  \"a\\");
    assertThat(Indented.of("[]]]")).isEqualTo("[]\n]\n]");
  }
}
