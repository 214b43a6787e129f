// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import java.io.IOException;

/// The server gave the run to somebody else, or it was cancelled: this worker must do nothing more
/// for it.
final class LostLeaseException extends IOException {
  LostLeaseException(String answer) {
    super("the lease is lost: " + answer);
  }
}
