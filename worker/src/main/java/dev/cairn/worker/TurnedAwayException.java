// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import java.io.IOException;

/// The server does not let this worker in (401 or 403). Asking again would change nothing: somebody
/// has to give it another token, or another server.
public final class TurnedAwayException extends IOException {
  TurnedAwayException(String message) {
    super(message);
  }
}
