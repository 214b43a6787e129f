// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Deliveries in the order in which they were kept, each on the disk before its sender hears of it.
/// For any number of threads; one process at a time has a folder open. Its files are described in
/// the package's comment.
///
/// ```java
/// try (Inbox inbox = Inbox.open(data.resolve("inbox"))) {
///   DeliveryId id = inbox.append(delivery);           // on the disk now: answer 202
///   for (StoredDelivery stored : inbox.readAfter(0, 100)) { … }
/// }
/// ```
public final class Inbox implements AutoCloseable {
  /// A call to {@link #readAfter} ends when it holds this much, so that memory is bounded.
  private static final int READ_BYTES = 16 << 20;

  private final InboxLimits limits;
  private final FileChannel lock;
  private final Optional<String> cut;
  private final ConcurrentSkipListMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
  private final Checkpoints checkpoints = new Checkpoints();
  private final Semaphore room;
  private final GroupWriter writer;
  private final Thread writing;

  /// Guards `last` and `closed`; `grown` is signalled when either changes.
  private final ReentrantLock guard = new ReentrantLock();

  private final Condition grown = guard.newCondition();
  private volatile long last;
  private volatile boolean closed;

  private Inbox(
      Path folder,
      InboxLimits limits,
      FileChannel lock,
      SegmentFile.Opener opener,
      LongSupplier salts)
      throws IOException {
    this.limits = limits;
    this.lock = lock;
    this.room = new Semaphore(kibibytes(limits.pendingBytes()));
    Recovery.State state = Recovery.of(folder);
    this.cut = state.cut();
    state.segments().forEach(segment -> segments.put(segment.first(), segment));
    if (segments.isEmpty()) {
      segments.put(1L, Segment.create(folder, 1, 0, salts.getAsLong()));
    }
    this.last = state.next() - 1;
    var around =
        new GroupWriter.Surroundings(
            folder,
            limits,
            opener,
            salts,
            segment -> segments.put(segment.first(), segment),
            this::flushed);
    this.writer =
        new GroupWriter(around, segments.lastEntry().getValue(), state.next(), state.end());
    this.writing = Thread.ofPlatform().name("inbox-writer").start(writer);
  }

  /// Opens the inbox in this folder, making it if need be. What a crash left half written behind
  /// the last acknowledged delivery is cut off.
  ///
  /// @throws InboxInUseException if another process, or this one, has it open
  /// @throws CorruptInboxException if something that was acknowledged can't be read
  public static Inbox open(Path folder) throws IOException {
    return open(folder, InboxLimits.USUAL);
  }

  /// The same with limits of one's own.
  public static Inbox open(Path folder, InboxLimits limits) throws IOException {
    return open(folder, limits, SegmentFile::open);
  }

  static Inbox open(Path folder, InboxLimits limits, SegmentFile.Opener opener) throws IOException {
    Files.createDirectories(folder);
    FileChannel lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock(lock, folder);
      return new Inbox(folder, limits, lock, opener, new SecureRandom()::nextLong);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Keeps a delivery. Returns when it is on the disk; may be called by many threads, which then
  /// share a flush. Waits while too much is waiting for the disk already.
  ///
  /// @throws DiskFullException if there is no room; it was not kept
  /// @throws BrokenInboxException if the disk failed; whether it was kept is not known
  /// @throws IllegalArgumentException if it is larger than {@link InboxLimits#deliveryBytes}
  public DeliveryId append(Delivery delivery) throws IOException {
    var pending = new GroupWriter.Pending(DeliveryForm.write(delivery), new CompletableFuture<>());
    int size = pending.payload().remaining();
    if (size > limits.deliveryBytes()) {
      throw new IllegalArgumentException(
          "append delivery: %s: %d bytes (expected: %d or fewer). Send less at once."
              .formatted(delivery.tool(), size, limits.deliveryBytes()));
    }
    room.acquireUninterruptibly(kibibytes(size));
    try {
      guard.lock();
      try {
        refuseIfClosed();
        writer.add(pending);
      } finally {
        guard.unlock();
      }
      return pending.done().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw e;
    } finally {
      room.release(kibibytes(size));
    }
  }

  /// The position of the last delivery that is on the disk, 0 if there is none.
  public long last() {
    return last;
  }

  /// What was cut off when the inbox was opened, in a sentence for the log.
  public Optional<String> cut() {
    return cut;
  }

  /// The deliveries behind this position (0 for the start), at most so many, and fewer if they are
  /// large; none only if there is none.
  ///
  /// @throws CorruptInboxException if the file holds something else than was written
  public List<StoredDelivery> readAfter(long position, int limit) throws IOException {
    long from = Math.max(position, 0) + 1;
    long to = last;
    List<StoredDelivery> deliveries = new ArrayList<>();
    long bytes = 0;
    while (from <= to && deliveries.size() < limit && bytes < READ_BYTES) {
      Map.Entry<Long, Segment> entry = segments.floorEntry(from);
      Map.Entry<Long, Segment> following = segments.higherEntry(from);
      long end = following == null ? to : Math.min(to, following.getKey() - 1);
      try (SegmentReader reader = SegmentReader.open(entry.getValue(), checkpoints, from)) {
        while (from <= end && deliveries.size() < limit && bytes < READ_BYTES) {
          StoredDelivery delivery = reader.next();
          bytes += delivery.delivery().body().size();
          deliveries.add(delivery);
          from++;
        }
      }
    }
    return deliveries;
  }

  /// The delivery at this position, if the inbox is that long.
  public Optional<StoredDelivery> read(long position) throws IOException {
    return position < 1 ? Optional.empty() : readAfter(position - 1, 1).stream().findFirst();
  }

  /// Waits until there is a delivery behind this position. False if there was none in time, or the
  /// inbox was closed.
  public boolean awaitAfter(long position, Duration timeout) throws InterruptedException {
    long nanos = timeout.toNanos();
    guard.lockInterruptibly();
    try {
      while (last <= position && !closed && nanos > 0) {
        nanos = grown.awaitNanos(nanos);
      }
      return last > position;
    } finally {
      guard.unlock();
    }
  }

  /// Writes what was appended before this call, and lets go of the folder.
  @Override
  public void close() throws IOException {
    guard.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      writer.stop();
      grown.signalAll();
    } finally {
      guard.unlock();
    }
    boolean interrupted = false;
    while (writing.isAlive()) {
      try {
        writing.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    lock.close();
  }

  private void flushed(long position) {
    guard.lock();
    try {
      last = position;
      grown.signalAll();
    } finally {
      guard.unlock();
    }
  }

  private void refuseIfClosed() {
    if (closed) {
      throw new IllegalStateException("append delivery: the inbox is closed (expected: open)");
    }
  }

  private static int kibibytes(int bytes) {
    return 1 + bytes / 1024;
  }

  private static void lock(FileChannel channel, Path folder) throws IOException {
    try {
      if (channel.tryLock() == null) {
        throw new InboxInUseException(folder);
      }
    } catch (OverlappingFileLockException e) {
      var used = new InboxInUseException(folder);
      used.initCause(e);
      throw used;
    }
  }
}
