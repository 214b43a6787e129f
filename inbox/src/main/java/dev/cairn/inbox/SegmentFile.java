// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What is done to the segment that is written to; the place where tests let the disk fail.
interface SegmentFile extends Closeable {
  /// Writes all that is left in the buffer at this byte of the file.
  void write(ByteBuffer bytes, long offset) throws IOException;

  /// Returns when what was written is on the disk.
  void force() throws IOException;

  /// Cuts the file off.
  void truncate(long size) throws IOException;

  long size() throws IOException;

  /// How a segment is opened for writing.
  @FunctionalInterface
  interface Opener {
    SegmentFile open(Path file) throws IOException;
  }

  /// A file on a disk.
  static SegmentFile open(Path file) throws IOException {
    return new OnDisk(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.READ));
  }

  /// @param channel used by the writer's thread only, which nobody interrupts (that would close it)
  record OnDisk(FileChannel channel) implements SegmentFile {
    @Override
    public void write(ByteBuffer bytes, long offset) throws IOException {
      long at = offset;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
