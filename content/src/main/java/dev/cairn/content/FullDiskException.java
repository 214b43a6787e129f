// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A disk or a quota has no room left: what was tried was not done, and can be tried again once
/// there is some.
public final class FullDiskException extends IOException {
  private static final long serialVersionUID = 1;

  public FullDiskException(@Nullable String message, Throwable cause) {
    super(message, cause);
  }

  /// Whether a full disk is behind a failure. The JDK has no exception of its own for it, only the
  /// kernel's words.
  public static boolean isBehind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof FullDiskException
          || (cause instanceof IOException
              && (message.contains("No space left") || message.contains("quota exceeded")))) {
        return true;
      }
    }
    return false;
  }
}
