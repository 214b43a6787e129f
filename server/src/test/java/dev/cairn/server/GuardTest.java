// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GuardTest {
  private final Guard loopback = new Guard("127.0.0.1");

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:8080", "[::1]"})
  void namesOfLoopbackAreLetIn(String host) {
    assertThat(loopback.refusal(Optional.of(host), Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8080",
        "",
        "0.0.0.0"
      })
  void otherNamesAreRefusedWhateverAddressTheyResolveTo(String host) {
    assertThat(loopback.refusal(Optional.of(host), Optional.empty()))
        .map(Problem::status)
        .contains(403);
  }

  @Test
  void aRefusedNameIsSaid() {
    assertThat(loopback.refusal(Optional.of("evil.example"), Optional.empty()))
        .map(Problem::getMessage)
        .contains(
            "Host: \"evil.example\" (expected: 127.0.0.1 or localhost, since this Cairn listens on"
                + " loopback only)");
  }

  @Test
  void aRequestThatNamesNoHostIsRefused() {
    assertThat(loopback.refusal(Optional.empty(), Optional.empty())).isPresent();
  }

  @Test
  void itsOwnPagesAreLetIn() {
    assertThat(loopback.refusal(Optional.of("127.0.0.1:1"), Optional.of("http://127.0.0.1:1")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example", "http://127.0.0.1:2", "http://localhost:1", "null", "::"})
  void otherPagesAreRefused(String origin) {
    assertThat(loopback.refusal(Optional.of("127.0.0.1:1"), Optional.of(origin)))
        .map(Problem::status)
        .contains(403);
  }

  @Test
  void aRefusedPageIsSaidInAHundredLetters() {
    String origin = "https://" + "e".repeat(200);

    assertThat(loopback.refusal(Optional.of("127.0.0.1:1"), Optional.of(origin)))
        .map(Problem::getMessage)
        .contains(
            "Origin: \"https://%s…\" (expected: http://127.0.0.1:1; other web pages may not use this Cairn)"
                .formatted("e".repeat(92)));
  }

  @Test
  void aCairnThatIsThereForOthersIsKnownByAnyNameAndIsNotOpen() {
    Guard everywhere = new Guard("0.0.0.0");

    assertThat(everywhere.refusal(Optional.of("cairn.example"), Optional.of("https://a.example")))
        .isEmpty();
    assertThat(everywhere.open()).isFalse();
    assertThat(loopback.open()).isTrue();
  }
}
