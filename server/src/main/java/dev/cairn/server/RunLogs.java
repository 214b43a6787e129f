// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Pattern;

/// The logs of runs, a file each. An attempt begins its log anew.
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
        FileChannel.open(path(run), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
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
    try (FileChannel file = FileChannel.open(path(run), StandardOpenOption.READ)) {
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

  private Path path(String run) {
    if (!RUN.matcher(run).matches()) {
      throw Problem.of(404, "run: \"%s\" (expected: a run's id, such as r-12)".formatted(run));
    }
    return folder.resolve(run + ".log");
  }
}
