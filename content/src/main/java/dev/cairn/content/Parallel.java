// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// One thing done to many, a few at a time, on virtual threads.
final class Parallel {
  private static final int AT_ONCE = 8;
  private static final int FEW = 4;

  private Parallel() {}

  /// What is done to each.
  interface Work<T, R> {
    R on(T one) throws IOException;
  }

  /// The results, in the order of what they are of; the first failure ends it.
  static <T, R> List<R> map(List<T> all, Work<T, R> work) throws IOException {
    if (all.size() <= FEW) {
      List<R> results = new ArrayList<>();
      for (T one : all) {
        results.add(work.on(one));
      }
      return results;
    }
    int parts = Math.min(AT_ONCE, all.size());
    List<Future<List<R>>> futures = new ArrayList<>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int part = 0; part < parts; part++) {
        List<T> some =
            all.subList(
                (int) ((long) all.size() * part / parts),
                (int) ((long) all.size() * (part + 1) / parts));
        futures.add(executor.submit(() -> each(some, work)));
      }
    }
    List<R> results = new ArrayList<>(all.size());
    for (Future<List<R>> future : futures) {
      results.addAll(result(future));
    }
    return results;
  }

  private static <T, R> List<R> each(List<T> some, Work<T, R> work) throws IOException {
    List<R> results = new ArrayList<>(some.size());
    for (T one : some) {
      results.add(work.on(one));
    }
    return results;
  }

  private static <R> List<R> result(Future<List<R>> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped =
          new InterruptedIOException("stopped while files were copied");
      stopped.initCause(e);
      throw stopped;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException problem) {
        throw problem;
      }
      throw new IllegalStateException("copy files: a bug (expected: only IOException)", e);
    }
  }
}
