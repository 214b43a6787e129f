// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where this machine looks up the names of hosts, for commands that share its network.
final class Names {
  static final Path FILE = Path.of("/etc/resolv.conf");

  private Names() {}

  static boolean areNeeded(Command command) {
    return command.network() == Command.Network.HOST
        && Files.exists(FILE)
        && Files.isRegularFile(command.root().resolve(FILE.toString().substring(1)));
  }
}
