// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.io.IOException;
import java.nio.file.Path;

/// The disk failed in a way that leaves open what of the last deliveries is kept. Nothing more is
/// appended until the inbox is opened anew, which looks at what the disk holds.
public final class BrokenInboxException extends IOException {
  BrokenInboxException(Path folder, Throwable cause) {
    super(
        "append delivery: %s: writing failed: %s (expected: written and flushed). Look at the disk, then start the server again."
            .formatted(folder, cause.getMessage()),
        cause);
  }
}
