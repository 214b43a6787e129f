// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Leases runs from a server and works on them, several at once, until it is closed. It takes no
/// inbound connection.
public final class Worker implements Closeable {
  private static final Logger LOG = System.getLogger(Worker.class.getName());
  private static final Duration BEAT = Duration.ofSeconds(2);
  private static final Duration TELL = Duration.ofMillis(200);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Workshop workshop;
  private final ServerDoor door;
  private final String name;
  private final InstantSource clock;
  private final List<Thread> threads = new ArrayList<>();

  /// Set by any of its threads; after that none of them leases.
  private final AtomicReference<Optional<TurnedAwayException>> turnedAway =
      new AtomicReference<>(Optional.empty());

  /// @param name tells workers apart in logs
  public Worker(Workshop workshop, ServerDoor door, String name, InstantSource clock) {
    this.workshop = workshop;
    this.door = door;
    this.name = name;
    this.clock = clock;
  }

  /// Begins to lease, so many runs at once. On platform threads, since sandboxes end with the
  /// thread that started them.
  public void start(int atOnce) {
    for (int i = 0; i < atOnce; i++) {
      threads.add(Thread.ofPlatform().name("worker-" + i).start(this::work));
    }
  }

  /// Why the server does not let it in, from when it leases no more.
  public Optional<TurnedAwayException> turnedAway() {
    return turnedAway.get();
  }

  /// Stops what it works on. The server gives the runs to somebody else when their leases end.
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    workshop.close();
  }

  private void work() {
    while (!Thread.currentThread().isInterrupted() && turnedAway.get().isEmpty()) {
      try {
        Optional<Lease> lease = door.lease(name);
        if (lease.isPresent()) {
          work(lease.get());
        }
      } catch (TurnedAwayException e) {
        turnedAway.set(Optional.of(e));
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "lease a run: {0}", e.getMessage());
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void work(Lease lease) throws InterruptedException {
    var run = new LeasedRun(workshop, door, lease, clock);
    var over = new AtomicBoolean();
    Thread working = Thread.currentThread();
    var lost = new AtomicBoolean();
    Thread telling =
        Thread.ofVirtual()
            .start(() ->
                tell(
                    run,
                    lease,
                    over,
                    () -> {
                      lost.set(true);
                      working.interrupt();
                    }));
    Optional<ObjectNode> result;
    try {
      result = run.work();
    } catch (InterruptedException e) {
      if (!lost.get()) {
        throw e;
      }
      return;
    } finally {
      over.set(true);
      telling.interrupt();
      telling.join();
      // What the telling thread may have set while it ended.
      if (lost.get()) {
        Thread.interrupted();
      }
    }
    if (result.isPresent()) {
      complete(run, lease, result.get());
    } else {
      LOG.log(Level.INFO, "{0}: the server is away; its next lease finishes it", lease.run());
    }
  }

  /// Sends log and steps while the run works, and beats.
  private void tell(LeasedRun run, Lease lease, AtomicBoolean over, Runnable stop) {
    long beaten = clock.millis();
    JsonNode told = JsonNodeFactory.instance.arrayNode();
    while (!over.get()) {
      try {
        Thread.sleep(TELL);
        run.log().flush();
        JsonNode steps = run.steps();
        if (!steps.equals(told)) {
          door.steps(lease, steps);
          told = steps;
        }
        if (clock.millis() - beaten >= BEAT.toMillis()) {
          beaten = clock.millis();
          if (!door.beat(lease)) {
            stop.run();
            return;
          }
        }
      } catch (LostLeaseException e) {
        stop.run();
        return;
      } catch (IOException e) {
        // The server may be starting again; the lease says for how long that is no harm.
        LOG.log(Level.DEBUG, "tell of {0}: {1}", lease.run(), e.getMessage());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /// Tells the result until the server has taken it in, or says that the lease is lost.
  private void complete(LeasedRun run, Lease lease, ObjectNode result) throws InterruptedException {
    long end = clock.millis() + Duration.ofMinutes(5).toMillis();
    while (clock.millis() < end) {
      try {
        run.log().flush();
        JsonNode steps = run.steps();
        if (!steps.isEmpty()) {
          door.steps(lease, steps);
        }
        door.complete(lease, result);
        return;
      } catch (LostLeaseException | TurnedAwayException e) {
        LOG.log(Level.INFO, "{0}: {1}", lease.run(), e.getMessage());
        return;
      } catch (IOException e) {
        LOG.log(Level.WARNING, "complete {0}: {1}. Trying again.", lease.run(), e.getMessage());
        Thread.sleep(AGAIN);
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
