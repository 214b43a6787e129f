// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.Digest;
import dev.cairn.images.Lock.LockedPackage;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LockTest {
  private static final LockedPackage ZLIB =
      new LockedPackage(
          "zlib1g",
          "1:1.2.13.dfsg-1",
          "amd64",
          86_760,
          new Digest("a".repeat(64)),
          "pool/main/z/zlib/zlib1g_1.2.13.dfsg-1_amd64.deb");
  private static final LockedPackage CURL =
      new LockedPackage(
          "curl",
          "7.88.1-10",
          "amd64",
          315_000,
          new Digest("b".repeat(64)),
          "pool/main/c/curl/curl.deb");
  private static final Lock LOCK =
      new Lock("bookworm", Platform.LINUX_AMD64, List.of("zlib1g", "curl"), List.of(ZLIB, CURL));

  @Test
  void itsTextIsSortedAndNamesEachPackageByHash() {
    assertThat(LOCK.text())
        .isEqualTo(
            """
            cairn lock 1
            suite bookworm
            platform linux/amd64
            wanted curl zlib1g
            curl 7.88.1-10 amd64 315000 sha256:%s pool/main/c/curl/curl.deb
            zlib1g 1:1.2.13.dfsg-1 amd64 86760 sha256:%s pool/main/z/zlib/zlib1g_1.2.13.dfsg-1_amd64.deb
            """
                .formatted("b".repeat(64), "a".repeat(64)));
  }

  @Test
  void itIsReadAsItWasWritten() {
    assertThat(Lock.parse(LOCK.text())).isEqualTo(LOCK);
  }

  @Test
  void theOrderOfAskingDoesNotMatter() {
    var other =
        new Lock(
            "bookworm",
            Platform.LINUX_AMD64,
            List.of("curl", "zlib1g", "curl"),
            List.of(CURL, ZLIB));
    assertThat(other.digest()).isEqualTo(LOCK.digest());
  }

  @Test
  void anotherPlatformIsAnotherRoot() {
    var other = new Lock("bookworm", Platform.LINUX_ARM64, LOCK.wanted(), LOCK.packages());
    assertThat(other.digest()).isNotEqualTo(LOCK.digest());
  }

  @Test
  void aForeignFileIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> Lock.parse("{}"))
        .hasMessage(
            "lock: \"{}\" (expected: a first line \"cairn lock 1\"). Delete the lock to have it"
                + " made anew.");
    assertThatThrownBy(() -> Lock.parse(LOCK.text() + "curl 1\n"))
        .hasMessageContaining(
            "line \"curl 1\" (expected: name version architecture size digest path)");
  }
}
