// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes protocol buffers, as far as directories need them. As in proto3, an empty text, 0 and
/// false are not written; an empty message is.
final class ProtoWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void text(int field, String text) {
    if (!text.isEmpty()) {
      bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  void number(int field, long number) {
    if (number != 0) {
      varint((long) field << 3);
      varint(number);
    }
  }

  void flag(int field, boolean flag) {
    number(field, flag ? 1 : 0);
  }

  void message(int field, ProtoWriter message) {
    bytes(field, message.bytes());
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private void bytes(int field, byte[] bytes) {
    varint(((long) field << 3) | 2);
    varint(bytes.length);
    out.writeBytes(bytes);
  }

  private void varint(long number) {
    long left = number;
    while ((left & ~0x7fL) != 0) {
      out.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
