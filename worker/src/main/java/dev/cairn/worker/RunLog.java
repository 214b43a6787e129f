// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// The log of one run, sent on to the server in pieces, in order. Bounded: what is behind the bound
/// is counted and left out. Any thread may write; `flush` may be called by any, too.
///
/// With a piece goes when its lines began, once for each second:
///
/// ```json
/// {"offset":0,"text":"[ship] $ javac …\n…","times":[[0,1795334583112],[4711,1795334584003]]}
/// ```
final class RunLog {
  private static final long MOST_BYTES = 64L << 20;

  /// What the server takes in all has room for this, too, or it would refuse the last piece and
  /// with it the result of the run.
  private static final String LEFT_OUT =
      "… the log is longer than %d MiB; the rest is left out\n".formatted(MOST_BYTES >> 20);

  private static final long ROOM = MOST_BYTES - bytes(LEFT_OUT);

  /// A line began at this byte of the log, at this millisecond since 1970.
  record Mark(long offset, long millis) {
    boolean isOfSecond(long other) {
      return Math.floorDiv(millis, 1000) == Math.floorDiv(other, 1000);
    }
  }

  private final ServerDoor door;
  private final Lease lease;
  private final InstantSource clock;
  private final StringBuilder waiting = new StringBuilder();

  /// Those that wait, and the last one that was sent.
  private final Deque<Mark> marks = new ArrayDeque<>();

  private final ReentrantLock guard = new ReentrantLock();
  private final ReentrantLock sending = new ReentrantLock();
  private final AtomicLong sent = new AtomicLong();
  private volatile long taken;

  RunLog(ServerDoor door, Lease lease, InstantSource clock) {
    this.door = door;
    this.lease = lease;
    this.clock = clock;
  }

  /// Adds a line.
  void line(String text) {
    guard.lock();
    try {
      long before = taken;
      taken = before + bytes(text) + 1;
      if (before <= ROOM) {
        mark(before, clock.millis());
      }
      if (taken <= ROOM) {
        waiting.append(text).append('\n');
      } else if (before <= ROOM) {
        waiting.append(LEFT_OUT);
      }
    } finally {
      guard.unlock();
    }
  }

  private void mark(long offset, long millis) {
    if (marks.isEmpty() || !marks.getLast().isOfSecond(millis)) {
      marks.addLast(new Mark(offset, millis));
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
        long end = sent.get() + bytes(text);
        door.log(lease, new ServerDoor.Piece(sent.get(), text, marks(sent.get(), end)));
        // Only now: what was not taken in, because the server starts again or this thread was
        // interrupted, is sent again.
        sent.set(end);
        remove(text.length(), end);
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

  private List<Mark> marks(long from, long to) {
    guard.lock();
    try {
      return marks.stream().filter(mark -> mark.offset() >= from && mark.offset() < to).toList();
    } finally {
      guard.unlock();
    }
  }

  private void remove(int length, long end) {
    guard.lock();
    try {
      waiting.delete(0, length);
      while (marks.size() > 1 && marks.getFirst().offset() < end) {
        marks.removeFirst();
      }
    } finally {
      guard.unlock();
    }
  }
}
