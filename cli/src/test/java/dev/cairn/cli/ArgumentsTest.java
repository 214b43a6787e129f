// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ArgumentsTest {
  @Test
  void anOptionsValueStandsBehindItOrBehindAnEqualsSign() throws Failure {
    assertThat(parse("--port", "80").option("--port")).contains("80");
    assertThat(parse("--port=80").option("--port")).contains("80");
    assertThat(parse("--port=").option("--port")).contains("");
    assertThat(parse().option("--port")).isEmpty();
  }

  @Test
  void flagsAndOtherWordsMayStandAnywhere() throws Failure {
    Arguments arguments = parse("HEAD", "--json", "--port", "80", "more");

    assertThat(arguments.flag("--json")).isTrue();
    assertThat(arguments.rest()).containsExactly("HEAD", "more");
    assertThat(parse("HEAD").flag("--json")).isFalse();
  }

  @Test
  void allBehindTwoDashesIsLeftAlone() throws Failure {
    Arguments arguments = parse("skopeo", "--", "skopeo", "--json", "--port");

    assertThat(arguments.rest()).containsExactly("skopeo");
    assertThat(arguments.behind()).containsExactly("skopeo", "--json", "--port");
    assertThat(arguments.flag("--json")).isFalse();
  }

  @Test
  void anUnknownOptionIsSaidWithThoseThatThereAre() {
    assertThatThrownBy(() -> parse("--prot", "80"))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "cairn look: --prot is not an option (expected: --port, --json). Did you mean --port?"
                + " See cairn help look.")
        .extracting(it -> ((Failure) it).exit())
        .isEqualTo(2);
  }

  @Test
  void anOptionWithoutItsValueIsSaid() {
    assertThatThrownBy(() -> parse("--port"))
        .hasMessage("cairn look: --port (expected: a value behind it). See cairn help look.");
  }

  @Test
  void aNumberIsWholeAndNotNegative() throws Failure {
    assertThat(parse("--port", "8080").number("--port")).contains(8080);
    assertThat(parse().number("--port")).isEmpty();
    for (String text : List.of("-1", "80.5", "eighty", "", "12345678901")) {
      assertThatThrownBy(() -> parse("--port=" + text).number("--port"))
          .hasMessage("cairn look: --port %s (expected: a whole number)".formatted(text));
    }
  }

  @Test
  void oneWordIsOneWord() throws Failure {
    assertThat(parse("shop").only("a repository")).isEqualTo("shop");
    assertThatThrownBy(() -> parse().only("a repository"))
        .hasMessage("cairn look: nothing is named (expected: a repository). See cairn help look.");
    assertThatThrownBy(() -> parse("shop", "till").only("a repository"))
        .hasMessage("cairn look: shop till (expected: a repository). See cairn help look.");
  }

  @Test
  void wordsThatNobodyAskedForAreSaid() throws Failure {
    assertThat(parse("--port", "80").withoutWords().option("--port")).contains("80");
    assertThatThrownBy(() -> parse("extra").withoutWords())
        .hasMessage("cairn look: extra (expected: options only). See cairn help look.");
    assertThatThrownBy(() -> parse("--", "extra").withoutWords())
        .hasMessage("cairn look: extra (expected: options only). See cairn help look.");
  }

  @Test
  void aPortIsOneThatThereIs() throws Failure {
    assertThat(parse("--port=0").port()).contains(0);
    assertThat(parse("--port=65535").port()).contains(65_535);
    assertThatThrownBy(() -> parse("--port=99999").port())
        .hasMessage("cairn look: --port 99999 (expected: 0 to 65535; 0 takes a free one)");
  }

  @Test
  void aSandboxIsRequiredOrNotAndNothingElse() throws Failure {
    List<String> valued = List.of("--sandbox");

    assertThat(Arguments.parse("run", List.of(), valued, List.of()).requiresSandbox()).isFalse();
    assertThat(
            Arguments.parse("run", List.of("--sandbox=require"), valued, List.of())
                .requiresSandbox())
        .isTrue();
    assertThatThrownBy(() ->
            Arguments.parse("run", List.of("--sandbox=full"), valued, List.of()).requiresSandbox())
        .hasMessage("cairn run: --sandbox full (expected: require). See cairn help run.");
  }

  private static Arguments parse(String... words) throws Failure {
    return Arguments.parse("look", List.of(words), List.of("--port"), List.of("--json"));
  }
}
