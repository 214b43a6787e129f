// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// When the lines of a log began, in a file beside it: `r-12.times`, of records of 16 bytes, a byte
/// of the log and a millisecond since 1970, both growing. A line began when the last record at or
/// before its first byte says. What is missing or makes no sense is no time, never an error: the
/// log is whole without it.
///
/// @param millis by byte
record LogTimes(NavigableMap<Long, Long> millis) {
  private static final int RECORD = 16;
  private static final int MOST_RECORDS = 1 << 18;

  /// No log is of a later day: the year 3000.
  private static final long LATEST = 32_503_680_000_000L;

  /// When the line that begins at this byte began.
  Optional<Instant> at(long offset) {
    return Optional.ofNullable(millis.floorEntry(offset))
        .map(Map.Entry::getValue)
        .map(Instant::ofEpochMilli);
  }

  /// Puts what a worker says of a piece of the log that begins at this byte behind what is said of
  /// those before it; what was said from there on is cut off, as the log is.
  ///
  /// @param told `[[0,1795334583112],[4711,1795334584003]]`
  static void write(Path path, long offset, JsonNode told) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = end(file, offset);
      file.truncate(end);
      int most = (int) Math.min(told.size(), MOST_RECORDS - end / RECORD);
      ByteBuffer records = ByteBuffer.allocate(Math.max(0, most) * RECORD);
      long last = offset - 1;
      for (JsonNode mark : told) {
        long at = mark.path(0).asLong(-1);
        long millis = mark.path(1).asLong(-1);
        if (at > last && millis > 0 && millis < LATEST && records.hasRemaining()) {
          records.putLong(at).putLong(millis);
          last = at;
        }
      }
      records.flip();
      file.position(end);
      while (records.hasRemaining()) {
        file.write(records);
      }
    }
  }

  /// Behind the last whole record that speaks of what is before this byte of the log.
  private static long end(FileChannel file, long offset) throws IOException {
    long end = file.size() - file.size() % RECORD;
    ByteBuffer first = ByteBuffer.allocate(Long.BYTES);
    while (end > 0) {
      first.clear();
      file.read(first, end - RECORD);
      if (first.flip().remaining() == Long.BYTES && first.getLong() < offset) {
        return end;
      }
      end -= RECORD;
    }
    return 0;
  }

  static LogTimes read(Path path) throws IOException {
    var millis = new TreeMap<Long, Long>();
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = Math.min(file.size(), (long) MOST_RECORDS * RECORD);
      ByteBuffer records = ByteBuffer.allocate((int) size);
      while (records.hasRemaining() && file.read(records) >= 0) {
        // Reads on until it has all that was there.
        Thread.onSpinWait();
      }
      records.flip();
      while (records.remaining() >= RECORD) {
        millis.put(records.getLong(), records.getLong());
      }
    } catch (NoSuchFileException e) {
      // A log of before there were times has none.
      return new LogTimes(millis);
    }
    return new LogTimes(millis);
  }
}
