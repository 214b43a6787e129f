// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.images.Downloads.NotThereException;
import dev.cairn.images.Lock.LockedPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// The `.deb` files, by their SHA-256. What is here was checked when it came.
final class PackageStore {
  private static final int AT_ONCE = 4;

  private final Path folder;
  private final DebianArchive archive;
  private final Downloads downloads;

  PackageStore(Path folder, DebianArchive archive, Downloads downloads) {
    this.folder = folder;
    this.archive = archive;
    this.downloads = downloads;
  }

  /// All packages of a lock; what is not here is downloaded, four at a time.
  void fetch(Lock lock, Progress progress) throws IOException, InterruptedException {
    List<LockedPackage> missing =
        lock.packages().stream().filter(locked -> !Files.exists(file(locked))).toList();
    if (!missing.isEmpty()) {
      download(missing, lock.suite(), progress);
    }
  }

  /// Where a package that was fetched lies.
  Path file(LockedPackage locked) {
    return folder.resolve(locked.sha256().hex() + ".deb");
  }

  private void download(List<LockedPackage> missing, String suite, Progress progress)
      throws IOException, InterruptedException {
    String activity = "download %d packages".formatted(missing.size());
    long total = missing.stream().mapToLong(LockedPackage::size).sum();
    AtomicLong done = new AtomicLong();
    progress.at(activity, 0, total);
    List<AptSource> places =
        List.copyOf(
            new LinkedHashSet<>(
                archive.sources(suite).stream()
                    .map(source -> new AptSource(source.uri(), suite, List.of()))
                    .toList()));
    ExecutorService threads =
        Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().name("cairn-download-", 0).daemon().factory());
    try {
      List<Future<?>> all =
          missing.stream()
              .<Future<?>>map(locked ->
                  threads.submit(() -> {
                    download(
                        locked,
                        places,
                        bytes -> progress.at(activity, done.addAndGet(bytes), total));
                    return locked;
                  }))
              .toList();
      for (Future<?> one : all) {
        await(one);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void download(LockedPackage locked, List<AptSource> places, LongConsumer progress)
      throws IOException, InterruptedException {
    var expected = new Downloads.Expected(locked.sha256(), locked.size());
    for (AptSource place : places) {
      try {
        downloads.keep(place.at(locked.path()), expected, file(locked), progress);
        return;
      } catch (NotThereException _) {
        // Main, updates and security are archives of their own; it may be in the next one.
      }
    }
    throw new IOException(
        ("download package %s %s: not on the mirror (expected: %s). Packages leave mirrors: delete"
             + " the lock in %s to have the newest ones resolved, or name a mirror that keeps old"
             + " ones by CAIRN_DEBIAN_MIRROR.")
            .formatted(
                locked.name(), locked.version(), locked.path(), folder.resolveSibling("locks")));
  }

  private static void await(Future<?> one) throws IOException, InterruptedException {
    try {
      one.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException known) {
        throw known;
      }
      throw new IOException("download packages: " + e.getMessage(), e);
    }
  }
}
