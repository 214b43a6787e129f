// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Writes what has come while the last group was being flushed as the next group, with one flush
/// for all of it. One thread of its own (`inbox-writer`) owns everything here but the queue; nobody
/// interrupts it, since an interrupt would close its file.
///
/// The segment is filled with zeros a mebibyte ahead: writing over them changes no metadata of the
/// file, so a flush is one write to the disk and not two.
final class GroupWriter implements Runnable {
  /// What the thread is asked to do, in this order.
  sealed interface Order {}

  /// A delivery that waits for the disk.
  record Pending(ByteBuffer payload, CompletableFuture<DeliveryId> done) implements Order {
    long size() {
      return Frame.SIZE + (long) payload.remaining();
    }
  }

  /// The end.
  record Stop() implements Order {}

  /// What the writer needs to know of its inbox.
  ///
  /// @param begun told of each new segment, before anything is written to it
  /// @param flushed told the last position that is on the disk
  record Surroundings(
      Path folder,
      InboxLimits limits,
      SegmentFile.Opener opener,
      LongSupplier salts,
      Consumer<Segment> begun,
      LongConsumer flushed) {}

  private static final int AHEAD = 1 << 20;
  private static final int GROUP = 4 << 20;
  private static final int GATHER = 1 << 18;

  private final Surroundings around;
  private final BlockingQueue<Order> queue = new LinkedBlockingQueue<>();
  private final ByteBuffer gathered = ByteBuffer.allocateDirect(GATHER);
  private final ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 16);

  private Segment segment;
  private SegmentFile file;
  private long next;
  private long end;
  private long written;
  private long allocated;
  private @Nullable Throwable broken;

  /// @param segment the last one
  /// @param end the byte behind its last record; only zeros follow
  GroupWriter(Surroundings around, Segment segment, long next, long end) throws IOException {
    this.around = around;
    this.segment = segment;
    this.file = around.opener().open(segment.file());
    this.next = next;
    this.end = end;
    this.allocated = file.size();
  }

  /// Has it written with the next group.
  void add(Pending pending) {
    queue.add(pending);
  }

  /// Has the thread end when what has been added is done.
  void stop() {
    queue.add(new Stop());
  }

  @Override
  public void run() {
    try {
      while (queue.take() instanceof Pending first) {
        List<Pending> group = new ArrayList<>(List.of(first));
        try {
          write(group);
        } catch (RuntimeException | Error e) {
          broken = e;
          fail(group, new BrokenInboxException(around.folder(), e));
        }
      }
      file.truncate(end);
      file.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failAll(e);
    } catch (IOException e) {
      failAll(e);
    }
  }

  private void write(List<Pending> group) {
    Throwable before = broken;
    if (before != null) {
      fail(group, new BrokenInboxException(around.folder(), before));
      return;
    }
    try {
      roomFor(group.getFirst());
      gather(group);
      put(group);
    } catch (IOException | RuntimeException e) {
      fail(group, undone(e, group));
      return;
    }
    try {
      file.force();
    } catch (IOException | RuntimeException e) {
      broken = e;
      fail(group, new BrokenInboxException(around.folder(), e));
      return;
    }
    acknowledge(group);
  }

  /// Adds all that waits and fits.
  private void gather(List<Pending> group) {
    long bytes = group.getFirst().size();
    while (queue.peek() instanceof Pending more && bytes + more.size() <= GROUP) {
      if (end + bytes + more.size() > around.limits().segmentBytes()) {
        return;
      }
      bytes += more.size();
      queue.remove();
      group.add(more);
    }
  }

  /// Begins a new segment if this one would become too long.
  private void roomFor(Pending first) throws IOException {
    if (end == Segment.HEAD || end + first.size() <= around.limits().segmentBytes()) {
      return;
    }
    Segment fresh = create(next, segment.first());
    SegmentFile opened = around.opener().open(fresh.file());
    file.truncate(end);
    file.close();
    segment = fresh;
    file = opened;
    end = Segment.HEAD;
    allocated = Segment.HEAD;
    around.begun().accept(fresh);
  }

  private Segment create(long first, long previous) throws IOException {
    try {
      return Segment.create(around.folder(), first, previous, around.salts().getAsLong());
    } catch (IOException e) {
      Files.deleteIfExists(around.folder().resolve("%016d.log.new".formatted(first)));
      throw e;
    }
  }

  private void put(List<Pending> group) throws IOException {
    long bytes = group.stream().mapToLong(Pending::size).sum();
    allocate(end + bytes);
    written = end;
    gathered.clear();
    long position = next;
    for (Pending pending : group) {
      put(Frame.head(segment.salt(), position++, next, pending.payload()));
      put(pending.payload().duplicate());
    }
    flushGathered();
  }

  private void put(ByteBuffer bytes) throws IOException {
    if (bytes.remaining() > gathered.remaining()) {
      flushGathered();
    }
    if (bytes.remaining() > gathered.capacity()) {
      int length = bytes.remaining();
      file.write(bytes, written);
      written += length;
    } else {
      gathered.put(bytes);
    }
  }

  private void flushGathered() throws IOException {
    gathered.flip();
    int length = gathered.remaining();
    file.write(gathered, written);
    written += length;
    gathered.clear();
  }

  private void allocate(long needed) throws IOException {
    if (needed <= allocated) {
      return;
    }
    long to = Math.max(needed, Math.min(allocated + AHEAD, around.limits().segmentBytes()));
    while (allocated < to) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), to - allocated));
      int length = zeros.remaining();
      file.write(zeros, allocated);
      allocated += length;
    }
  }

  /// Takes back what was written of a group, so that the next one can take its place.
  private IOException undone(Exception failure, List<Pending> group) {
    try {
      file.truncate(end);
      allocated = end;
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
      broken = failure;
      return new BrokenInboxException(around.folder(), failure);
    }
    long bytes = group.stream().mapToLong(Pending::size).sum();
    if (failure instanceof IOException e && full(e, bytes)) {
      return new DiskFullException(around.folder(), e);
    }
    broken = failure;
    return new BrokenInboxException(around.folder(), failure);
  }

  private boolean full(IOException failure, long bytes) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("No space left") || message.contains("quota exceeded")) {
      return true;
    }
    try {
      return Files.getFileStore(around.folder()).getUsableSpace() < bytes + AHEAD;
    } catch (IOException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  private void acknowledge(List<Pending> group) {
    long position = next;
    next += group.size();
    end = written;
    around.flushed().accept(next - 1);
    for (Pending pending : group) {
      pending.done().complete(new DeliveryId(position++));
    }
  }

  private static void fail(List<Pending> group, IOException failure) {
    group.forEach(pending -> pending.done().completeExceptionally(failure));
  }

  private void failAll(Exception cause) {
    broken = cause;
    var failure = new BrokenInboxException(around.folder(), cause);
    while (queue.poll() instanceof Pending left) {
      fail(List.of(left), failure);
    }
  }
}
