// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.Digest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ReleaseTest {
  private static final String HEX = "d3a4" + "0".repeat(60);
  private static final Release SECURITY =
      Release.parse(
          """
          Origin: Debian
          Suite: oldstable-security
          Codename: bookworm-security
          Valid-Until: Fri, 27 Nov 2026 00:12:41 UTC
          MD5Sum:
           0123456789abcdef0123456789abcdef 376904 main/binary-amd64/Packages.xz
          SHA256:
           %s   376904 main/binary-amd64/Packages.xz
          """
              .formatted(HEX));

  @Test
  void digestsAreTheSha256Ones() throws UntrustedIndexException {
    assertThat(SECURITY.digest("r", "main/binary-amd64/Packages.xz")).isEqualTo(new Digest(HEX));
  }

  @Test
  void aPlatformThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> SECURITY.digest("r", "main/binary-arm64/Packages.xz"))
        .hasMessageContaining("no main/binary-arm64/Packages.xz by SHA-256");
  }

  @Test
  void theSuiteMayBeCalledByEitherName() {
    assertThatCode(() -> SECURITY.checkSuite("r", "bookworm-security")).doesNotThrowAnyException();
    assertThatCode(() -> SECURITY.checkSuite("r", "oldstable-security")).doesNotThrowAnyException();
    assertThatThrownBy(() -> SECURITY.checkSuite("r", "bookworm"))
        .isInstanceOf(UntrustedIndexException.class);
  }

  @Test
  void itIsGoodUntilItsDate() {
    assertThatCode(() -> SECURITY.checkDate("r", Instant.parse("2026-11-27T00:12:41Z")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> SECURITY.checkDate("r", Instant.parse("2026-11-27T00:12:42Z")))
        .isInstanceOf(UntrustedIndexException.class);
  }

  @Test
  void withoutADateItIsGoodForEver() {
    assertThatCode(() ->
            Release.parse("Origin: Debian\n").checkDate("r", Instant.parse("2099-01-01T00:00:00Z")))
        .doesNotThrowAnyException();
  }
}
