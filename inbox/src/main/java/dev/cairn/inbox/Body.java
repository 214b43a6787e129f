// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bytes of a request, as they came; never changed.
public final class Body {
  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A copy of these bytes.
  public static Body of(byte[] bytes) {
    return new Body(bytes.clone());
  }

  /// This text in UTF-8.
  public static Body of(String text) {
    return new Body(text.getBytes(StandardCharsets.UTF_8));
  }

  /// All that is left in the buffer.
  static Body of(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return new Body(bytes);
  }

  /// A copy of the bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The bytes, to be read without a copy.
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  /// The bytes read as UTF-8; what is not UTF-8 is replaced.
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// How many bytes.
  public int size() {
    return bytes.length;
  }

  void copyTo(ByteBuffer buffer) {
    buffer.put(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body body && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "%d bytes".formatted(bytes.length);
  }
}
