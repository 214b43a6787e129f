// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.io.IOException;

/// An index, or a package, is not what the archive's key signed. Nothing of it is used.
public final class UntrustedIndexException extends IOException {
  UntrustedIndexException(String message) {
    super(message);
  }

  UntrustedIndexException(String message, Throwable cause) {
    super(message, cause);
  }
}
