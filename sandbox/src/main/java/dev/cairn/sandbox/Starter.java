// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Starts processes from one thread that lives as long as the JVM. `--die-with-parent` means the
/// parent *thread*: a process that a pooled or virtual thread started would be killed when that
/// thread, or its carrier, is retired.
final class Starter {
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("cairn-sandbox-starter").daemon().factory());

  private Starter() {}

  static Process start(ProcessBuilder builder) throws IOException {
    Future<Process> started = THREAD.submit(builder::start);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return started.get();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new IOException(
          "start a sandbox: %s: %s (expected: util-linux and a shell on the PATH)"
              .formatted(String.join(" ", builder.command().subList(0, 2)), e.getMessage()),
          e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
