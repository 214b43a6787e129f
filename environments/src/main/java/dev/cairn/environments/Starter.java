// SPDX-License-Identifier: Apache-2.0
package dev.cairn.environments;

import dev.cairn.content.Digest;
import java.io.IOException;

/// Starts an image as a process of this machine. Fetching and unpacking it is part of starting.
public interface Starter {
  /// Starts the image's entrypoint with `PORT` set; it listens on 127.0.0.1 at that port.
  ///
  /// @throws IOException if it can't be fetched or started; the message is shown to people
  /// @throws InterruptedException if the driver is being closed
  Instance start(String service, Digest image, int port) throws IOException, InterruptedException;
}
