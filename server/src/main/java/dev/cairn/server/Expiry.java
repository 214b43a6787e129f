// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.dispatch.OwnEvents;
import dev.cairn.dispatch.Run;
import dev.cairn.storage.Storage;
import dev.cairn.storage.StorageException;
import java.io.Closeable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// What happens because time has passed, looked at every second: runs are taken back from workers
/// that no longer beat, and what was pushed by digest only and nobody has named is published.
final class Expiry implements Closeable {
  private static final Logger LOG = System.getLogger(Expiry.class.getName());

  private final Storage storage;
  private final Bell work;
  private final InstantSource clock;
  private final Thread thread;

  Expiry(Storage storage, Bell work, InstantSource clock) {
    this.storage = storage;
    this.work = work;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("expiry").unstarted(this::watch);
  }

  Expiry start() {
    thread.start();
    return this;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void watch() {
    String fault = "";
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(1000);
        List<Run> moved =
            storage.transaction(tx -> {
              Instant now = clock.instant();
              tx.digestPushes().publish(now.minus(GatedReleases.NAMELESS));
              List<Run> runs = tx.runs().expire(now);
              runs.forEach(it ->
                  tx.outbox()
                      .add(
                          it.status().finished() ? OwnEvents.ended(it) : OwnEvents.again(it, now)));
              return runs;
            });
        fault = "";
        if (!moved.isEmpty()) {
          work.ring();
        }
      } catch (InterruptedException e) {
        return;
      } catch (StorageException e) {
        String now = String.valueOf(e.getMessage());
        if (!now.equals(fault)) {
          LOG.log(Level.WARNING, "look at what is due: {0}", now);
        }
        fault = now;
      }
    }
  }
}
