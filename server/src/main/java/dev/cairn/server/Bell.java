// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Rings when something has changed, so that who waits can look. Safe for many threads.
final class Bell {
  private final ReentrantLock guard = new ReentrantLock();
  private final Condition rung = guard.newCondition();
  private long count;

  /// How often it has rung.
  long count() {
    guard.lock();
    try {
      return count;
    } finally {
      guard.unlock();
    }
  }

  void ring() {
    guard.lock();
    try {
      count++;
      rung.signalAll();
    } finally {
      guard.unlock();
    }
  }

  /// Waits until it has rung more often than that; false if it did not within this time.
  boolean await(long heard, long millis) throws InterruptedException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    guard.lockInterruptibly();
    try {
      while (count <= heard && nanos > 0) {
        nanos = rung.awaitNanos(nanos);
      }
      return count > heard;
    } finally {
      guard.unlock();
    }
  }
}
