// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The payload of a record. Texts are a length of four bytes and UTF-8:
///
/// ```
/// form 1 (1 byte) · seconds (8) · nanos (4) · tool · source · number of headers (4) · name · value · … · body length (4) · body
/// ```
final class DeliveryForm {
  private static final byte FORM = 1;

  private DeliveryForm() {}

  static ByteBuffer write(Delivery delivery) {
    List<byte[]> texts = new ArrayList<>();
    texts.add(utf8(delivery.tool()));
    texts.add(utf8(delivery.source()));
    for (Delivery.Header header : delivery.headers()) {
      texts.add(utf8(header.name()));
      texts.add(utf8(header.value()));
    }
    long size = 1 + 8 + 4 + 4 + 4 + (long) delivery.body().size();
    for (byte[] text : texts) {
      size += 4 + text.length;
    }
    ByteBuffer to = ByteBuffer.allocate(Math.toIntExact(size));
    to.put(FORM);
    Instant received = delivery.received();
    long seconds = received.getEpochSecond();
    int nanos = received.getNano();
    to.putLong(seconds).putInt(nanos);
    put(to, texts.get(0));
    put(to, texts.get(1));
    to.putInt(delivery.headers().size());
    texts.stream().skip(2).forEach(text -> put(to, text));
    to.putInt(delivery.body().size());
    delivery.body().copyTo(to);
    return to.flip();
  }

  /// Reads what {@link #write} wrote. The bytes have passed their checksum, so what can't be read
  /// was written by something else.
  static Delivery read(ByteBuffer from) {
    try {
      byte form = from.get();
      if (form != FORM) {
        throw new IllegalStateException(
            "read delivery: form %d (expected: 1). A newer Cairn has written it; use that one."
                .formatted(form));
      }
      Instant received = Instant.ofEpochSecond(from.getLong(), from.getInt());
      String tool = text(from);
      String source = text(from);
      int count = from.getInt();
      List<Delivery.Header> headers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        headers.add(new Delivery.Header(text(from), text(from)));
      }
      return new Delivery(tool, source, received, headers, Body.of(slice(from)));
    } catch (BufferUnderflowException | DateTimeException e) {
      throw new IllegalStateException(
          "read delivery: a record that ends too early (expected: form 1 of a delivery)", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ByteBuffer to, byte[] text) {
    to.putInt(text.length).put(text);
  }

  private static String text(ByteBuffer from) {
    return StandardCharsets.UTF_8.decode(slice(from)).toString();
  }

  private static ByteBuffer slice(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer slice = from.slice(from.position(), length);
    from.position(from.position() + length);
    return slice;
  }
}
