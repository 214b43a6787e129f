// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.io.IOException;
import java.nio.file.Path;

/// Somebody else has this inbox open.
public final class InboxInUseException extends IOException {
  InboxInUseException(Path folder) {
    super(
        "open inbox: %s: another server has it open (expected: one server a folder). Stop the other one, or choose another folder with --data."
            .formatted(folder));
  }
}
