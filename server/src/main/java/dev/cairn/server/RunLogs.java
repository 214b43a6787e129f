// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.pages.LogLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The logs of runs, a file each, with the times of their lines beside it. An attempt begins its
/// log anew; that of one that a person repeats is set aside:
///
/// ```
/// r-12.log   r-12.times   the current attempt
/// r-12.1.log r-12.1.times the first one
/// ```
final class RunLogs {
  private static final Pattern RUN = Pattern.compile("r-[0-9]{1,18}");
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_READ = 16 << 20;

  private final Path folder;

  RunLogs(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /// Writes at this offset; the same again changes nothing. What is behind it is cut off, so that
  /// an attempt that begins at 0 replaces the one before.
  void write(String run, long offset, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (offset < 0 || offset + bytes.length > MOST_BYTES) {
      throw Problem.of(
          413,
          "log of %s: %d bytes at %d (expected: %d bytes in all at most)"
              .formatted(run, bytes.length, offset, MOST_BYTES));
    }
    try (FileChannel file =
        FileChannel.open(path(run, ".log"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (offset > file.size()) {
        throw Problem.of(
            409, "log of %s: offset %d (expected: %d or less)".formatted(run, offset, file.size()));
      }
      file.truncate(offset);
      file.position(offset);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
    }
  }

  /// What is written, from a byte on; at most 16 MiB.
  byte[] read(String run, long from) throws IOException {
    return read(path(run, ".log"), from);
  }

  private static byte[] read(Path path, long from) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      long length = Math.min(MOST_READ, Math.max(0, file.size() - from));
      ByteBuffer buffer = ByteBuffer.allocate((int) length);
      file.position(Math.min(from, file.size()));
      while (buffer.hasRemaining() && file.read(buffer) >= 0) {
        // Reads on until it has all that was there.
        Thread.onSpinWait();
      }
      return buffer.hasRemaining()
          ? Arrays.copyOf(buffer.array(), buffer.position())
          : buffer.array();
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  /// When the lines of a log began.
  LogTimes times(String run) throws IOException {
    return LogTimes.read(path(run, ".times"));
  }

  /// Says when lines of a piece began.
  void times(String run, long offset, JsonNode told) throws IOException {
    LogTimes.write(path(run, ".times"), offset, told);
  }

  /// The lines of a run's log, for a page.
  List<LogLine> lines(String run) throws IOException {
    LogTimes times = times(run);
    return LogLine.of(new String(read(run, 0), StandardCharsets.UTF_8), times::at);
  }

  /// Keeps the log of an attempt that has ended, since the next one begins it anew.
  void setAside(String run, int attempt) throws IOException {
    for (String end : List.of(".log", ".times")) {
      Path from = path(run, end);
      if (Files.exists(from)) {
        Files.move(from, path(run, "." + attempt + end), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /// What an attempt before the current one wrote; at most 16 MiB.
  byte[] readAside(String run, int attempt) throws IOException {
    return read(path(run, "." + attempt + ".log"), 0);
  }

  boolean isAside(String run, int attempt) {
    return Files.exists(path(run, "." + attempt + ".log"));
  }

  private Path path(String run, String end) {
    if (!RUN.matcher(run).matches()) {
      throw Problem.of(404, "run: \"%s\" (expected: a run's id, such as r-12)".formatted(run));
    }
    return folder.resolve(run + end);
  }
}
