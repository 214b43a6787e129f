// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {
  @Test
  void aWorkersLeaseIsRead() {
    assertThat(Caller.LeaseClaim.parse("Bearer run.r-12.3.to.ken"))
        .contains(new Caller.LeaseClaim(new Caller.Lease("r-12", 3), "to.ken"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer abc",
        "Basic run.r-1.3.x",
        "Bearer run..3.x",
        "Bearer run.r-1.x.x",
        "Bearer run.r-1.3.",
        "Bearer run.r-1.3.a b"
      })
  void anythingElseClaimsNoLease(String authorization) {
    assertThat(Caller.LeaseClaim.parse(authorization)).isEmpty();
  }

  @Test
  void bothAlgorithmsAreRead() {
    String sha256 = "sha256:" + "0a".repeat(32);
    String sha512 = "sha512:" + "0a".repeat(64);
    assertThat(OciDigest.parse(sha256).orElseThrow()).hasToString(sha256);
    assertThat(OciDigest.parse(sha512).orElseThrow()).hasToString(sha512);
    assertThat(OciDigest.parse("sha256:" + "0a".repeat(64))).isEmpty();
    assertThat(OciDigest.parse("sha512:" + "0a".repeat(32))).isEmpty();
    assertThat(OciDigest.parse("sha256:baddigeststring")).isEmpty();
    assertThat(OciDigest.parse("md5:" + "0a".repeat(16))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-4,0,4",
    "bytes=5-,5,9",
    "bytes=-3,7,9",
    "bytes=8-99,8,9",
    "bytes=-99,0,9",
    "bytes=9-9,9,9"
  })
  void aRangeIsCutToTheBlob(String header, long first, long last) throws RefusedException {
    assertThat(Blobs.part(header, 10))
        .hasValueSatisfying(part -> assertThat(part).containsExactly(first, last));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bytes=-", "bytes=0-1,3-4", "lines=0-1", "bytes=5-3", "bytes=x-"})
  void whatIsNoSingleRangeIsAnsweredWhole(String header) throws RefusedException {
    assertThat(Blobs.part(header, 10)).isEmpty();
  }

  @Test
  void aRangeBehindTheBlobIsRefused() {
    assertThatThrownBy(() -> Blobs.part("bytes=10-", 10))
        .isInstanceOf(RefusedException.class)
        .hasMessage("pull blob: range \"bytes=10-\" (expected: within 10 bytes)");
  }
}
