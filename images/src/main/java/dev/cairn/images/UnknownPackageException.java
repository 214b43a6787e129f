// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.io.IOException;

/// A package was asked for that the suite does not have.
public final class UnknownPackageException extends IOException {
  UnknownPackageException(String message) {
    super(message);
  }
}
