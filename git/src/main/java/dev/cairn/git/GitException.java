// SPDX-License-Identifier: Apache-2.0
package dev.cairn.git;

import java.io.IOException;

/// Git could not do what was asked; the message has its own words.
public final class GitException extends IOException {
  GitException(String message) {
    super(message);
  }

  public GitException(String message, Throwable cause) {
    super(message, cause);
  }
}
