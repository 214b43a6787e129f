// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import java.io.IOException;

/// Something was asked for that this store does not hold.
public final class MissingContentException extends IOException {
  private final transient Digest digest;

  public MissingContentException(Digest digest, String store) {
    super("read content: %s: not in %s (expected: put before it is read)".formatted(digest, store));
    this.digest = digest;
  }

  /// What was asked for.
  public Digest digest() {
    return digest;
  }
}
