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

  /// What the server takes in all has room for this, too, or it would refuse the last piece and
  /// with it the result of the run.
  private static final String LEFT_OUT =
      "… the log is longer than %d MiB; the rest is left out\n".formatted(MOST_BYTES >> 20);

  private static final long ROOM = MOST_BYTES - bytes(LEFT_OUT);

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
      long before = taken;
      taken = before + bytes(text) + 1;
      if (taken <= ROOM) {
        waiting.append(text).append('\n');
      } else if (before <= ROOM) {
        waiting.append(LEFT_OUT);
      }
    } finally {
      guard.unlock();
    }
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// Sends what waits.
  void flush() throws IOException, InterruptedException {
    sending.lock();
    try {
      for (String text = next(); !text.isEmpty(); text = next()) {
        door.log(lease, sent.get(), text);
        // Only now: what was not taken in, because the server starts again or this thread was
        // interrupted, is sent again.
        sent.addAndGet(bytes(text));
        remove(text.length());
      }
    } finally {
      sending.unlock();
    }
  }

  private String next() {
    guard.lock();
    try {
      int length = Math.min(waiting.length(), 1 << 18);
      boolean halved =
          length > 0
              && length < waiting.length()
              && Character.isHighSurrogate(waiting.charAt(length - 1));
      return waiting.substring(0, halved ? length - 1 : length);
    } finally {
      guard.unlock();
    }
  }

  private void remove(int length) {
    guard.lock();
    try {
      waiting.delete(0, length);
    } finally {
      guard.unlock();
    }
  }
}
