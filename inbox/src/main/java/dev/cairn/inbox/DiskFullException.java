// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

import java.io.IOException;
import java.nio.file.Path;

/// The delivery was not kept, because the disk has no room. The inbox is whole, and takes
/// deliveries again once there is room (HTTP 507).
public final class DiskFullException extends IOException {
  DiskFullException(Path folder, IOException cause) {
    super(
        "append delivery: %s: no space left on the disk (expected: room for it). Free some space and send it again."
            .formatted(folder),
        cause);
  }
}
