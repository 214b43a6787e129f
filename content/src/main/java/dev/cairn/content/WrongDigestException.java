// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import java.io.IOException;

/// Bytes came that are not those that were announced.
public final class WrongDigestException extends IOException {
  public WrongDigestException(Digest expected, Digest actual) {
    super("put content: %s (expected: %s)".formatted(actual, expected));
  }
}
