// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SecretsTest {
  /// GitHub's own example ("Validating webhook deliveries").
  private static final String SECRET = "It's a Secret to Everybody";

  private static final String SIGNATURE =
      "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  private static Optional<String> gitHub(String signature, String body, String... secrets) {
    Map<String, String> headers =
        signature.isEmpty() ? Map.of() : Map.of("x-hub-signature-256", signature);
    return Adapters.of("github")
        .orElseThrow()
        .refusal(Recorded.delivery("github", headers, body.getBytes(UTF_8)), List.of(secrets));
  }

  private static Optional<String> header(String tool, String value, String... secrets) {
    Map<String, String> headers = value.isEmpty() ? Map.of() : Map.of("authorization", value);
    return Adapters.of(tool)
        .orElseThrow()
        .refusal(Recorded.delivery(tool, headers, new byte[0]), List.of(secrets));
  }

  @Test
  void gitHubsOwnExampleIsSigned() {
    assertThat(gitHub(SIGNATURE, "Hello, World!", SECRET)).isEmpty();
  }

  @Test
  void eitherSecretIsGoodWhileOneReplacesTheOther() {
    assertThat(gitHub(SIGNATURE, "Hello, World!", "new", SECRET)).isEmpty();
    assertThat(gitHub(SIGNATURE, "Hello, World!", SECRET, "new")).isEmpty();
  }

  @Test
  void anotherBodyAnotherSecretNoSecretAndNoSignatureAreRefused() {
    assertThat(gitHub(SIGNATURE, "Hello, World?", SECRET)).isPresent();
    assertThat(gitHub(SIGNATURE, "Hello, World!", "other")).isPresent();
    assertThat(gitHub(SIGNATURE, "Hello, World!")).isPresent();
    assertThat(gitHub("", "Hello, World!", SECRET).orElseThrow())
        .isEqualTo(
            "x-hub-signature-256: absent (expected: sha256=<hex of the body's HMAC>). Set the"
                + " webhook's secret.");
    assertThat(gitHub(SIGNATURE.substring(7), "Hello, World!", SECRET)).isPresent();
    assertThat(gitHub("sha256=", "Hello, World!", SECRET)).isPresent();
  }

  @Test
  void secretIsNeverInTheRefusal() {
    assertThat(gitHub(SIGNATURE, "x", "hunter2").orElseThrow()).doesNotContain("hunter2");
    assertThat(header("argocd", "Bearer wrong", "hunter2").orElseThrow())
        .doesNotContain("hunter2")
        .doesNotContain("wrong");
  }

  @Test
  void authorizationHoldsTheSecretInAnyOfThreeForms() {
    String basic = Base64.getEncoder().encodeToString("cairn:s3:cret".getBytes(UTF_8));
    for (String tool : List.of("distribution", "argocd")) {
      assertThat(header(tool, "Bearer s3:cret", "old", "s3:cret")).isEmpty();
      assertThat(header(tool, "bearer s3:cret", "s3:cret")).isEmpty();
      assertThat(header(tool, "Basic " + basic, "s3:cret")).isEmpty();
      assertThat(header(tool, "s3:cret", "s3:cret")).isEmpty();
      assertThat(header(tool, "Bearer other", "s3:cret")).isPresent();
      assertThat(header(tool, "Basic !!!", "s3:cret")).isPresent();
      assertThat(header(tool, "Bearer ", "s3:cret")).isPresent();
      assertThat(header(tool, "", "s3:cret")).isPresent();
      assertThat(header(tool, "Bearer s3:cret")).isPresent();
    }
  }

  @Test
  void cairnsOwnWaysInAreNoWebhooks() {
    assertThat(header("cairn", "Bearer s", "s")).isPresent();
    assertThat(header("git", "Bearer s", "s")).isPresent();
    assertThat(Adapters.hooks()).containsExactly("argocd", "distribution", "github");
  }
}
