// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.time.ZoneId;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Keeps libraries from greeting whoever starts a server or worker; their warnings stay, on a line
/// each.
final class Quiet {
  /// Held on to, since the log manager would forget the level with the logger.
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  private Quiet() {}

  static void libraries() {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setFormatter(new LogLine(ZoneId.systemDefault()));
    }
    HELIDON.setLevel(Level.WARNING);
    // A library brings slf4j's interface, and nothing here logs by it.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }
}
