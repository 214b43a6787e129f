// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.sandbox.Command;
import dev.cairn.sandbox.Level;
import dev.cairn.sandbox.Running;
import dev.cairn.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.Arrays;

/// A Cairn that starts two processes in a sandbox, one of them detached, says `up`, and waits to be
/// killed:
///
/// ```
/// java -cp … dev.cairn.images.Abandoned ROOT MARKER EMULATED proot…
/// ```
final class Abandoned {
  private Abandoned() {}

  static void main(String[] args) throws Exception {
    var programs =
        Escapes.programs(Level.valueOf(args[2]), Arrays.asList(args).subList(3, args.length));
    String script = "setsid sleep %s & sleep %s & echo up; wait".formatted(args[1], args[1]);
    Command command = Command.in(Path.of(args[0]), "sh", "-c", script);
    try (Running running = Sandbox.detect(programs).start(command)) {
      running.output().transferTo(System.out);
    }
  }
}
