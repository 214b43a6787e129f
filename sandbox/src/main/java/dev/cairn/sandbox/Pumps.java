// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Carries what a command prints to a sink, counts it, and keeps its last words: the kernel's
/// bounds only make a command fail, and its own words are all that tells why.
final class Pumps {
  private static final int LAST_WORDS = 8 << 10;
  private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(5);
  private static final List<String> A_SHELL_CANNOT_FORK =
      List.of(": Cannot fork", ": fork: retry", ": fork: Resource temporarily unavailable");
  private static final List<String> NO_MORE_PROCESSES =
      List.of("Resource temporarily unavailable", "unable to create native thread");
  private static final List<String> NO_MORE_SPACE =
      List.of("No space left on device", "File too large", "File size limit exceeded");

  private static final List<String> SPEAKERS = List.of("bwrap: ", "proot error: ", Confine.SAYS);

  private final Running running;
  private final Limits limits;
  private final Sink sink;
  private final Thread output;
  private final Thread errors;

  /// Guarded by this.
  private long count;

  private String lastWords = "";

  private Pumps(Running running, Limits limits, Sink sink) {
    this.running = running;
    this.limits = limits;
    this.sink = sink;
    this.output = pump(Sink.Stream.OUTPUT, running.output());
    this.errors = pump(Sink.Stream.ERRORS, running.errors());
  }

  static Pumps start(Running running, Limits limits, Sink sink) {
    Pumps pumps = new Pumps(running, limits, sink);
    pumps.output.start();
    pumps.errors.start();
    return pumps;
  }

  /// Waits until all that was printed is with the sink.
  void await() throws InterruptedException {
    output.join(PATIENCE_MILLIS);
    errors.join(PATIENCE_MILLIS);
  }

  /// The limit that a command which failed by itself ran into, as far as its last words tell.
  synchronized Optional<Outcome.Reason> complaint() {
    // A shell that can't fork may have ended before it was stopped for it.
    if (NO_MORE_PROCESSES.stream().anyMatch(lastWords::contains)
        || A_SHELL_CANNOT_FORK.stream().anyMatch(lastWords::contains)) {
      return Optional.of(Outcome.Reason.PROCESSES);
    }
    if (NO_MORE_SPACE.stream().anyMatch(lastWords::contains)) {
      return Optional.of(Outcome.Reason.SCRATCH);
    }
    return Optional.empty();
  }

  /// What bubblewrap or PRoot itself says, where it could not even start the command.
  synchronized Optional<String> setUpFailure() {
    return lastWords
        .lines()
        .flatMap(line ->
            SPEAKERS.stream()
                .filter(line::startsWith)
                .map(speaker -> line.substring(speaker.length())))
        .findFirst();
  }

  private Thread pump(Sink.Stream stream, InputStream from) {
    return Thread.ofPlatform()
        .name("cairn-sandbox-" + running.pid() + "-" + stream)
        .daemon()
        .unstarted(() -> carry(stream, from));
  }

  private void carry(Sink.Stream stream, InputStream from) {
    byte[] buffer = new byte[1 << 15];
    try (from) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        take(stream, buffer, n);
      }
    } catch (IOException e) {
      // The pipe of a killed process is closed below us; anything else is a fault of the machine.
      if (!running.isStopped()) {
        running.stop(Outcome.Reason.KILLED, running.says().notWatched(e));
      }
    }
  }

  private synchronized void take(Sink.Stream stream, byte[] buffer, int length) {
    int within = Math.clamp(limits.outputBytes() - count, 0, length);
    count += length;
    if (within > 0) {
      sink.take(stream, buffer, within);
    }
    if (within < length) {
      running.stop(Outcome.Reason.OUTPUT, running.says().tooMuchOutput());
    } else if (stream == Sink.Stream.ERRORS) {
      String all = lastWords + new String(buffer, 0, length, StandardCharsets.UTF_8);
      lastWords = all.substring(Math.max(0, all.length() - LAST_WORDS));
      // A fork bomb burns out below the limit, since what can't fork ends; what is left of it
      // waits.
      if (A_SHELL_CANNOT_FORK.stream().anyMatch(lastWords::contains)) {
        running.stop(Outcome.Reason.PROCESSES, running.says().tooManyProcesses());
      }
    }
  }
}
