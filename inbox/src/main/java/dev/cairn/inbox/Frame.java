// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The head of a record, 28 bytes before its payload:
///
/// ```
/// 0 magic c4191b0e · 4 length of the payload · 8 position · 16 batch · 24 CRC32C of the salt, the 24 bytes before, the payload
/// ```
///
/// The salt is the segment's and random, so that a body can't hold what looks like a record.
///
/// @param length of the payload in bytes
/// @param position of the delivery
/// @param batch the position of the first record that was flushed together with this one
/// @param checksum over all of it
record Frame(int length, long position, long batch, int checksum) {
  static final int SIZE = 28;
  static final int MAGIC = 0xc4191b0e;

  /// The bytes of a record's head.
  static ByteBuffer head(long salt, long position, long batch, ByteBuffer payload) {
    ByteBuffer head = ByteBuffer.allocate(SIZE);
    head.putInt(MAGIC).putInt(payload.remaining()).putLong(position).putLong(batch);
    head.putInt(checksum(salt, head.duplicate().flip(), payload));
    return head.flip();
  }

  /// Reads the head at the buffer's position, which stays where it is.
  static Frame read(ByteBuffer from) {
    int at = from.position();
    return new Frame(
        from.getInt(at + 4), from.getLong(at + 8), from.getLong(at + 16), from.getInt(at + 24));
  }

  /// The checksum of the record that begins at the buffer's position and is all there.
  static int checksumOf(long salt, ByteBuffer record, int length) {
    return checksum(
        salt, record.slice(record.position(), 24), record.slice(record.position() + SIZE, length));
  }

  private static int checksum(long salt, ByteBuffer head, ByteBuffer payload) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(8).putLong(salt).flip());
    crc.update(head);
    crc.update(payload.duplicate());
    return (int) crc.getValue();
  }
}
