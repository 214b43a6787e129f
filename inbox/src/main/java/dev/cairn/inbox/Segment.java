// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// One file of the inbox, by its head of 40 bytes:
///
/// ```
/// 0 "CAIRNIBX" · 8 version 1 · 12 salt · 20 first position · 28 previous segment's first position, 0 without · 36 CRC32C of all before
/// ```
///
/// @param file `0000000000004711.log`
/// @param first the position of its first record
/// @param previous the first position of the segment before, 0 for the first segment; shows a gap
/// @param salt goes into each record's checksum
record Segment(Path file, long first, long previous, long salt) {
  static final int HEAD = 40;
  static final String SUFFIX = ".log";

  private static final byte[] MAGIC = "CAIRNIBX".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;

  /// Makes the file, with its head flushed, under its name at once.
  static Segment create(Path folder, long first, long previous, long salt) throws IOException {
    Path file = folder.resolve("%016d%s".formatted(first, SUFFIX));
    Path incoming = folder.resolve(file.getFileName() + ".new");
    ByteBuffer head = ByteBuffer.allocate(HEAD).put(MAGIC).putInt(VERSION);
    head.putLong(salt).putLong(first).putLong(previous);
    head.putInt(checksum(head)).flip();
    try (FileChannel channel =
        FileChannel.open(
            incoming,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (head.hasRemaining()) {
        channel.write(head);
      }
      channel.force(true);
    }
    Files.move(incoming, file, StandardCopyOption.ATOMIC_MOVE);
    flushFolder(folder);
    return new Segment(file, first, previous, salt);
  }

  /// Reads a segment's head.
  static Segment read(Path file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    try (FileChannel channel = FileChannel.open(file)) {
      while (head.hasRemaining() && channel.read(head) >= 0) {
        // until the head is full or the file ends
      }
    }
    if (head.hasRemaining()) {
      throw new CorruptInboxException(
          file, head.position(), "the file ends", "a head of %d bytes".formatted(HEAD));
    }
    head.flip();
    byte[] magic = new byte[MAGIC.length];
    head.get(magic);
    int version = head.getInt();
    Segment segment = new Segment(file, head.getLong(20), head.getLong(28), head.getLong(12));
    int checksum = head.getInt(36);
    if (!new String(magic, StandardCharsets.ISO_8859_1).equals("CAIRNIBX")) {
      throw new CorruptInboxException(file, 0, "no segment of an inbox", "CAIRNIBX");
    }
    int expected = checksum(head.position(HEAD - 4));
    if (checksum != expected) {
      throw new CorruptInboxException(
          file, 36, "checksum %08x of the head".formatted(checksum), "%08x".formatted(expected));
    }
    if (version != VERSION) {
      throw new CorruptInboxException(
          file, 8, "version %d".formatted(version), "1, or a newer Cairn");
    }
    String name = "%016d%s".formatted(segment.first(), SUFFIX);
    if (!file.getFileName().toString().equals(name)) {
      throw new CorruptInboxException(
          file, 20, "a segment from position %d".formatted(segment.first()), "the name " + name);
    }
    return segment;
  }

  /// Makes new names in this folder last.
  static void flushFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    }
  }

  /// Of all bytes of the head before the buffer's position.
  private static int checksum(ByteBuffer head) {
    CRC32C crc = new CRC32C();
    crc.update(head.duplicate().flip());
    return (int) crc.getValue();
  }
}
