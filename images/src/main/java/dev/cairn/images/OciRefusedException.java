// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.io.IOException;

/// A registry answered no. Its own words are in the message.
public final class OciRefusedException extends IOException {
  private final int status;

  OciRefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  /// The HTTP status: 401 and 403 will not change by asking again, 5xx may.
  public int status() {
    return status;
  }
}
