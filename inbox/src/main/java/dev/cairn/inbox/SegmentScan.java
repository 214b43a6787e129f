// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Reads the records of one segment, one after another, checking each. Holds one record in memory.
/// For one thread; has a channel of its own, so an interrupt harms nobody else.
final class SegmentScan implements Closeable {
  /// What lies at a byte of a segment.
  sealed interface Found {
    /// A whole record.
    record Whole(Frame frame, ByteBuffer payload) implements Found {}

    /// The end of the file, or the zeros behind the last record.
    record Nothing() implements Found {}

    /// Neither: a record that was not written to its end, or damage.
    record Broken(String what) implements Found {}
  }

  private static final int CHUNK = 1 << 16;

  private final Segment segment;
  private final FileChannel channel;
  private ByteBuffer window = ByteBuffer.allocate(CHUNK).limit(0);
  private long windowAt;
  private long offset;

  private SegmentScan(Segment segment, FileChannel channel, long offset) {
    this.segment = segment;
    this.channel = channel;
    this.offset = offset;
  }

  /// Starts at this byte, where a record begins.
  static SegmentScan open(Segment segment, long offset) throws IOException {
    return new SegmentScan(segment, FileChannel.open(segment.file()), offset);
  }

  /// The byte where the next record begins.
  long offset() {
    return offset;
  }

  /// Goes to a byte where a record may begin.
  void seek(long byteOfFile) {
    offset = byteOfFile;
  }

  /// What is at the current byte. After a record, the scan stands behind it; else it stays.
  Found next() throws IOException {
    if (!fill(Frame.SIZE)) {
      return zeros() ? new Found.Nothing() : new Found.Broken("%d bytes".formatted(remaining()));
    }
    int magic = window.getInt(window.position());
    if (magic == 0) {
      return new Found.Nothing();
    }
    if (magic != Frame.MAGIC) {
      return new Found.Broken("%08x".formatted(magic));
    }
    Frame frame = Frame.read(window);
    long whole = (long) Frame.SIZE + frame.length();
    if (frame.length() < 0 || whole > channel.size() - offset || !fill((int) whole)) {
      return new Found.Broken("a record of %d bytes".formatted(frame.length()));
    }
    int checksum = Frame.checksumOf(segment.salt(), window, frame.length());
    if (checksum != frame.checksum()) {
      return new Found.Broken("a record with checksum %08x".formatted(frame.checksum()));
    }
    ByteBuffer payload = window.slice(window.position() + Frame.SIZE, frame.length());
    offset += whole;
    return new Found.Whole(frame, payload);
  }

  /// The least byte from the current one on where the four bytes of a record's magic lie, or -1.
  long nextMagic() throws IOException {
    while (fill(4)) {
      for (int at = window.position(); at + 4 <= window.limit(); at++) {
        if (window.get(at) == (byte) (Frame.MAGIC >>> 24) && window.getInt(at) == Frame.MAGIC) {
          return windowAt + at;
        }
      }
      offset = windowAt + window.limit() - 3;
    }
    return -1;
  }

  /// Whether nothing but zeros lies from the current byte to the end of the file.
  boolean onlyZerosLeft() throws IOException {
    while (fill(1)) {
      if (!zeros()) {
        return false;
      }
      offset = windowAt + window.limit();
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private int remaining() {
    return window.remaining();
  }

  private boolean zeros() {
    for (int at = window.position(); at < window.limit(); at++) {
      if (window.get(at) != 0) {
        return false;
      }
    }
    return true;
  }

  /// Has the window begin at the offset and hold at least so many bytes, if the file has them.
  private boolean fill(int bytes) throws IOException {
    long skip = offset - windowAt;
    if (skip >= 0 && skip + bytes <= window.limit()) {
      window.position((int) skip);
      return true;
    }
    if (window.capacity() < bytes || window.capacity() > CHUNK) {
      window = ByteBuffer.allocate(Math.max(CHUNK, bytes));
    }
    window.clear();
    windowAt = offset;
    long at = offset;
    while (window.hasRemaining()) {
      int n = channel.read(window, at);
      if (n < 0) {
        break;
      }
      at += n;
    }
    window.flip();
    return window.limit() >= bytes;
  }
}
