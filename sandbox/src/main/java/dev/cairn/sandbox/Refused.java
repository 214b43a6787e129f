// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;

/// Nothing is started.
///
/// @param why this machine does not allow it, and what to do
record Refused(String why) implements Launch {
  @Override
  public Start start(Command command) throws IOException {
    throw new IOException("run %s: no sandbox: %s".formatted(command.argv().getFirst(), why));
  }
}
