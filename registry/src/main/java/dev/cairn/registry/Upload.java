// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// A blob that is coming in, in one file. One request at a time works on it (`turn`); a chunk that
/// breaks off leaves nothing behind.
final class Upload {
  private final String repository;
  private final String id;
  private final Path file;
  private final long limit;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile Instant touched;
  private volatile long size;

  Upload(String repository, Path file, long limit, Instant now) {
    this.repository = repository;
    this.id = file.getFileName().toString();
    this.file = file;
    this.limit = limit;
    this.touched = now;
  }

  String repository() {
    return repository;
  }

  String id() {
    return id;
  }

  Path file() {
    return file;
  }

  /// How many bytes have come.
  long size() {
    return size;
  }

  Instant touched() {
    return touched;
  }

  ReentrantLock turn() {
    return turn;
  }

  /// Where its next request goes.
  String location() {
    return "/v2/" + repository + "/blobs/uploads/" + id;
  }

  /// What has come, as clients read it; `0-0` for nothing, as it is usual.
  Map<String, String> progress() {
    return Map.of(
        "Location", location(), "Range", "0-" + Math.max(0, size - 1), "Docker-Upload-UUID", id);
  }

  /// Takes all of the stream behind what has come.
  void append(InputStream in, Instant now) throws IOException, RefusedException {
    touched = now;
    long at = size;
    boolean whole = false;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      try {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (at + n > limit) {
            throw new RefusedException(
                ErrorCode.TOO_LARGE,
                "push blob: %s: more than %d bytes (expected: fewer)".formatted(repository, limit));
          }
          ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
          while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
          }
        }
        whole = true;
      } finally {
        if (!whole) {
          channel.truncate(size);
        }
      }
    }
    size = at;
  }

  /// What has come so far.
  InputStream open() throws IOException {
    return Files.exists(file) ? Files.newInputStream(file) : InputStream.nullInputStream();
  }
}
