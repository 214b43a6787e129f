// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UploadsTest {
  private static final RegistryLimits LIMITS =
      new RegistryLimits(100, 10, 2, Duration.ofMinutes(5));

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private Uploads uploads;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(folder.resolve("left-by-a-crash"), "x");
    uploads = Uploads.open(folder, LIMITS, () -> now);
  }

  @Test
  void whatACrashLeftIsDeleted() {
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aBlobOverTheLimitIsRefusedAndLeavesWhatHadCome() throws Exception {
    Upload upload = uploads.begin("shop");
    upload.append(bytes(8), now);
    assertThatThrownBy(() -> upload.append(bytes(3), now))
        .isInstanceOf(RefusedException.class)
        .hasMessage("push blob: shop: more than 10 bytes (expected: fewer)");
    assertThat(upload.size()).isEqualTo(8);
    assertThat(upload.file()).hasSize(8);
  }

  @Test
  void aChunkThatBreaksOffLeavesNothing() throws Exception {
    Upload upload = uploads.begin("shop");
    upload.append(bytes(3), now);
    InputStream broken =
        new InputStream() {
          private int left = 4;

          @Override
          public int read() throws IOException {
            if (left == 0) {
              throw new IOException("connection reset");
            }
            left--;
            return 'x';
          }
        };
    assertThatThrownBy(() -> upload.append(broken, now)).hasMessage("connection reset");
    assertThat(upload.progress()).containsEntry("Range", "0-2");
    assertThat(upload.file()).hasSize(3);
  }

  @Test
  void tooManyUploadsAreRefusedUntilOneIsForgotten() throws Exception {
    Upload first = uploads.begin("a");
    uploads.begin("b");
    assertThatThrownBy(() -> uploads.begin("c"))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "push blob: c: 2 uploads are under way (expected: fewer). Try again in a minute.");
    uploads.forget(first);
    assertThat(uploads.begin("c").repository()).isEqualTo("c");
  }

  @Test
  void anIdleUploadIsForgotten() throws Exception {
    Upload idle = uploads.begin("a");
    idle.append(bytes(3), now);
    now = now.plus(Duration.ofMinutes(4));
    Upload busy = uploads.begin("b");
    now = now.plus(Duration.ofMinutes(2));
    uploads.begin("c");
    assertThatThrownBy(() -> uploads.find("a", idle.id()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no such upload");
    assertThat(idle.file()).doesNotExist();
    assertThat(uploads.find("b", busy.id())).isSameAs(busy);
  }

  private static InputStream bytes(int count) {
    return new ByteArrayInputStream(new byte[count]);
  }
}
