// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.dispatch.OwnEvents;
import dev.cairn.dispatch.Run;
import dev.cairn.storage.Storage;
import dev.cairn.storage.StorageException;
import java.io.Closeable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;

/// Takes runs back from workers that no longer beat, every second.
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
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(1000);
        List<Run> moved =
            storage.transaction(tx -> {
              List<Run> runs = tx.runs().expire(clock.instant());
              runs.forEach(it -> tx.outbox().add(OwnEvents.ended(it)));
              return runs;
            });
        if (!moved.isEmpty()) {
          work.ring();
        }
      } catch (InterruptedException e) {
        return;
      } catch (StorageException e) {
        LOG.log(Level.WARNING, "take back runs: {0}", e.getMessage());
      }
    }
  }
}
