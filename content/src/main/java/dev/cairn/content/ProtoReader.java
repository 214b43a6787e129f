// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads protocol buffers, as far as directories need them; never past the end of its bytes.
///
/// ```
/// while (in.next()) { switch (in.field()) { case 1 -> name = in.text(); … } }
/// ```
///
/// Every field must be taken by [#text], [#number] or [#message] before the next.
final class ProtoReader {
  private static final int VARINT = 0;
  private static final int BYTES = 2;

  private final ByteBuffer in;
  private int tag;

  ProtoReader(byte[] bytes) {
    this(ByteBuffer.wrap(bytes));
  }

  private ProtoReader(ByteBuffer in) {
    this.in = in;
  }

  boolean next() {
    if (!in.hasRemaining()) {
      return false;
    }
    long read = varint();
    if (read <= 0 || read > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("field tag %d".formatted(read));
    }
    tag = (int) read;
    return true;
  }

  int field() {
    return tag >>> 3;
  }

  long number() {
    expect(VARINT);
    return varint();
  }

  String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(slice()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("field %d: not UTF-8".formatted(field()), e);
    }
  }

  ProtoReader message() {
    return new ProtoReader(slice());
  }

  private ByteBuffer slice() {
    expect(BYTES);
    long length = varint();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException(
          "field %d: %d bytes where %d are left".formatted(field(), length, in.remaining()));
    }
    ByteBuffer slice = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return slice;
  }

  private void expect(int kind) {
    if ((tag & 7) != kind) {
      throw new IllegalArgumentException("field %d: wire type %d".formatted(field(), tag & 7));
    }
  }

  private long varint() {
    long number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (!in.hasRemaining()) {
        throw new IllegalArgumentException("a number that does not end");
      }
      byte next = in.get();
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }
}
