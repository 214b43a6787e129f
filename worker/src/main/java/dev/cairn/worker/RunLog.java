// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// The log of one run, sent on to the server in pieces, in order. Bounded: what is behind the bound
/// is counted and left out. Any thread may write; `flush` may be called by any, too.
final class RunLog {
  private static final long MOST_BYTES = 64L << 20;

  private final ServerDoor door;
  private final Lease lease;
  private final StringBuilder waiting = new StringBuilder();
  private final ReentrantLock guard = new ReentrantLock();
  private final ReentrantLock sending = new ReentrantLock();
  private final AtomicLong sent = new AtomicLong();
  private volatile long taken;

  RunLog(ServerDoor door, Lease lease) {
    this.door = door;
    this.lease = lease;
  }

  /// Adds a line.
  void line(String text) {
    guard.lock();
    try {
      taken = taken + text.length() + 1;
      if (taken <= MOST_BYTES) {
        waiting.append(text).append('\n');
      } else if (taken - text.length() - 1 <= MOST_BYTES) {
        waiting.append(
            "… the log is longer than %d MiB; the rest is left out\n".formatted(MOST_BYTES >> 20));
      }
    } finally {
      guard.unlock();
    }
  }

  /// Sends what waits.
  void flush() throws IOException, InterruptedException {
    sending.lock();
    try {
      String text = take();
      while (!text.isEmpty()) {
        door.log(lease, sent.get(), text);
        sent.addAndGet(text.getBytes(StandardCharsets.UTF_8).length);
        text = take();
      }
    } finally {
      sending.unlock();
    }
  }

  private String take() {
    guard.lock();
    try {
      int length = Math.min(waiting.length(), 1 << 18);
      String text = waiting.substring(0, length);
      waiting.delete(0, length);
      return text;
    } finally {
      guard.unlock();
    }
  }
}
