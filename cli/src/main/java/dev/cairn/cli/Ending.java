// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Has Ctrl-C (SIGTERM) interrupt the thread that serves, and the process end only when that thread
/// has closed what it opened:
///
/// ```java
/// try (Ending _ = Ending.ofThisThread()) { … }
/// ```
///
/// It does not wait for the thread's own end: that may be a `System.exit`, which never returns.
final class Ending implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 15;

  private final Thread serving;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Ending(Thread serving) {
    this.serving = serving;
  }

  static Ending ofThisThread() {
    var ending = new Ending(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(ending::end));
    return ending;
  }

  private void end() {
    if (closed.getCount() == 0) {
      return;
    }
    serving.interrupt();
    try {
      closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
