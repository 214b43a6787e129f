// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FailingDiskTest {
  @TempDir Path folder;

  @Test
  void aFullDiskRefusesAndTakesAgainWhenThereIsRoom() throws IOException {
    Disk disk = new Disk();
    try (Inbox inbox = Inbox.open(folder, InboxLimits.USUAL, disk)) {
      inbox.append(Deliveries.of("a"));
      disk.room.set(100);
      Delivery large = Deliveries.of("x".repeat(2 << 20));
      assertThatThrownBy(() -> inbox.append(large))
          .isInstanceOf(DiskFullException.class)
          .hasMessage(
              "append delivery: %s: no space left on the disk (expected: room for it). Free some"
                  + " space and send it again.",
              folder);
      assertThat(inbox.last()).isEqualTo(1);
      disk.room.set(Long.MAX_VALUE);
      assertThat(inbox.append(Deliveries.of("b")).position()).isEqualTo(2);
    }
    try (Inbox inbox = Inbox.open(folder)) {
      assertThat(InboxTest.all(inbox)).containsExactly(Deliveries.of("a"), Deliveries.of("b"));
    }
  }

  @Test
  void afterAFailedFlushNothingMoreIsTaken() throws IOException {
    Disk disk = new Disk();
    try (Inbox inbox = Inbox.open(folder, InboxLimits.USUAL, disk)) {
      inbox.append(Deliveries.of("a"));
      disk.flushes = false;
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> inbox.append(Deliveries.of("b")))
            .isInstanceOf(BrokenInboxException.class)
            .hasMessage(
                "append delivery: %s: writing failed: Input/output error (expected: written and"
                    + " flushed). Look at the disk, then start the server again.",
                folder);
        disk.flushes = true;
      }
      assertThat(inbox.last()).isEqualTo(1);
      assertThat(InboxTest.all(inbox)).containsExactly(Deliveries.of("a"));
    }
  }

  /// A disk with only so much room, or one that does not flush.
  private static final class Disk implements SegmentFile.Opener {
    private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean flushes = true;

    @Override
    public SegmentFile open(Path file) throws IOException {
      SegmentFile real = SegmentFile.open(file);
      return new SegmentFile() {
        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
          if (bytes.remaining() > room.get()) {
            int fits = (int) room.getAndSet(0);
            real.write(bytes.slice(bytes.position(), fits), offset);
            throw new IOException("No space left on device");
          }
          room.addAndGet(-bytes.remaining());
          real.write(bytes, offset);
        }

        @Override
        public void force() throws IOException {
          if (!flushes) {
            throw new IOException("Input/output error");
          }
          real.force();
        }

        @Override
        public void truncate(long size) throws IOException {
          real.truncate(size);
        }

        @Override
        public long size() throws IOException {
          return real.size();
        }

        @Override
        public void close() throws IOException {
          real.close();
        }
      };
    }
  }
}
