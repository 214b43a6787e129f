// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.io.IOException;
import java.nio.file.Path;

/// A file of the inbox holds something else than what was written and acknowledged.
public final class CorruptInboxException extends IOException {
  CorruptInboxException(Path file, long offset, String found, String expected) {
    super(
        "read inbox: %s: byte %d: %s (expected: %s). Restore this file from a backup; nothing has been changed."
            .formatted(file, offset, found, expected));
  }
}
