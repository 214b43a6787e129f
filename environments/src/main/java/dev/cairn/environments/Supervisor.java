// SPDX-License-Identifier: Apache-2.0
package dev.cairn.environments;

import dev.cairn.content.Digest;
import dev.cairn.environments.Report.State;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Keeps one service equal to what is desired of it. One thread of its own owns all of its state;
/// `want` and `close` may be called from any thread.
final class Supervisor implements Closeable {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration GET_WELL = Duration.ofSeconds(60);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int SICK_AFTER = 3;

  private final Starter starter;
  private final Health health;
  private final Consumer<Report> reports;
  private final InstantSource clock;
  private final Proxy proxy;
  private final BlockingQueue<Service> wanted = new ArrayBlockingQueue<>(16);
  private final Thread thread;

  private volatile boolean closed;
  private volatile Service service;
  private volatile Optional<Running> running = Optional.empty();
  private volatile Optional<Running> repairing = Optional.empty();
  private final AtomicInteger failures = new AtomicInteger();

  private record Running(Service.Desired what, Instance instance, int port) {}

  private Supervisor(
      Service service,
      Starter starter,
      Consumer<Report> reports,
      InstantSource clock,
      Proxy proxy) {
    this.service = service;
    this.starter = starter;
    this.health = new Health();
    this.reports = reports;
    this.clock = clock;
    this.proxy = proxy;
    // A platform thread: what it starts must not end with a carrier thread that idled
    // (PR_SET_PDEATHSIG is the
    // thread's, not the process's).
    this.thread =
        Thread.ofPlatform().daemon().name("service " + service.key()).unstarted(this::supervise);
  }

  static Supervisor start(
      Service service, Starter starter, Consumer<Report> reports, InstantSource clock)
      throws IOException {
    var supervisor = new Supervisor(service, starter, reports, clock, Proxy.open(service.port()));
    supervisor.thread.start();
    return supervisor;
  }

  /// Tells what is desired from now on.
  void want(Service next) {
    while (!wanted.offer(next)) {
      wanted.poll();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    thread.interrupt();
    proxy.close();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void supervise() {
    try {
      while (!closed) {
        look();
        Duration pause = failures.get() == 0 ? LOOK : pauseAfter(failures.get());
        Service next = wanted.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
          boolean other = !next.desired().equals(service.desired());
          service = next;
          if (other) {
            failures.set(0);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running.ifPresent(it -> it.instance().stop());
    }
  }

  private static Duration pauseAfter(int failures) {
    Duration pause = LOOK.multipliedBy(1L << Math.min(failures, 5));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private void look() throws InterruptedException {
    if (running.isPresent() && !well(running.get())) {
      Running gone = running.get();
      proxy.leadNowhere();
      gone.instance().stop();
      running = Optional.empty();
      repairing = Optional.of(gone);
      report(
          State.GONE,
          gone.what(),
          Optional.empty(),
          gone.instance().alive() ? "it no longer answers" : "its process ended");
    }
    if (service.desired().isPresent() && !isRunning(service.desired().get())) {
      bring(service.desired().get());
    }
  }

  private boolean isRunning(Service.Desired desired) {
    return running.isPresent() && running.get().what().equals(desired);
  }

  /// Whether it lives and answers; a process that lives may fail to answer a few times.
  private boolean well(Running it) throws InterruptedException {
    for (int i = 0; i < SICK_AFTER; i++) {
      if (!it.instance().alive()) {
        return false;
      }
      if (health.answers(it.port(), service.health())) {
        return true;
      }
      Thread.sleep(LOOK);
    }
    return false;
  }

  private void bring(Service.Desired desired) throws InterruptedException {
    Optional<Running> before = running;
    if (before.isPresent() && before.get().what().digest().equals(desired.digest())) {
      // The same image, asked for by another config commit: nothing to start.
      running = Optional.of(new Running(desired, before.get().instance(), before.get().port()));
      report(State.HEALTHY, desired, Optional.of(desired.digest()), "the same image was running");
      return;
    }
    report(State.STARTING, desired, digest(before), "");
    try {
      Running next = start(desired);
      proxy.leadTo(next.port());
      running = Optional.of(next);
      before.ifPresent(it -> it.instance().stop());
      failures.set(0);
      boolean repaired = repairing.filter(it -> it.what().equals(desired)).isPresent();
      Optional<Digest> previous = before.isPresent() ? digest(before) : digest(repairing);
      repairing = Optional.empty();
      report(repaired ? State.REPAIRED : State.HEALTHY, desired, previous, "");
    } catch (IOException e) {
      failures.incrementAndGet();
      report(State.FAILED, desired, digest(before), String.valueOf(e.getMessage()));
    }
  }

  private Running start(Service.Desired desired) throws IOException, InterruptedException {
    int port = freePort();
    Instance instance = starter.start(service.key(), desired.digest(), port);
    long end = clock.millis() + GET_WELL.toMillis();
    while (clock.millis() < end && !closed) {
      if (!instance.alive()) {
        throw new IOException(
            "start %s: its process ended before %s answered"
                .formatted(desired.reference(), service.health()));
      }
      if (health.answers(port, service.health())) {
        return new Running(desired, instance, port);
      }
      Thread.sleep(100);
    }
    instance.stop();
    throw new IOException(
        "start %s: %s did not answer 200 within %d s"
            .formatted(desired.reference(), service.health(), GET_WELL.toSeconds()));
  }

  private static Optional<Digest> digest(Optional<Running> running) {
    return running.map(it -> it.what().digest());
  }

  private void report(
      State state, Service.Desired subject, Optional<Digest> previous, String reason) {
    Optional<Long> process = running.map(it -> it.instance().process());
    // Attempts are told apart by their time, and a report that is sent again keeps it.
    String id =
        "%s/%s/%s/%d".formatted(service.key(), state, subject.digest().hex(), clock.millis());
    reports.accept(
        new Report(id, service, state, subject, previous, process, reason, clock.instant()));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
