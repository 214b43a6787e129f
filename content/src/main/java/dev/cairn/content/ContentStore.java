// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Bytes by their hash. What was put stays as it was; putting it again changes nothing. Safe for
/// many threads and, where it is a folder, for many processes.
public interface ContentStore {
  /// Keeps these bytes.
  Digest put(byte[] bytes) throws IOException;

  /// Keeps all that is left in the stream; does not close it.
  Digest put(InputStream in) throws IOException;

  /// Keeps all that is left in the stream if its digest is the expected one.
  ///
  /// @throws WrongDigestException if it is not; nothing is kept then
  void put(Digest expected, InputStream in) throws IOException;

  /// Keeps all that is written, for content that is made as it goes by.
  default Digest put(Content content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.writeTo(out);
    return put(out.toByteArray());
  }

  /// Something that writes itself.
  @FunctionalInterface
  interface Content {
    /// Writes all of it; does not close the stream.
    void writeTo(OutputStream out) throws IOException;
  }

  /// Whether it is here.
  boolean has(Digest digest);

  /// Its length in bytes.
  ///
  /// @throws MissingContentException if it is not here
  long size(Digest digest) throws IOException;

  /// Opens it; the caller closes.
  ///
  /// @throws MissingContentException if it is not here
  InputStream open(Digest digest) throws IOException;

  /// All of it in memory. For small things: manifests, directories, reports.
  ///
  /// @throws MissingContentException if it is not here
  default byte[] read(Digest digest) throws IOException {
    try (InputStream in = open(digest)) {
      return in.readAllBytes();
    }
  }
}
