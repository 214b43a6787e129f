// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.sandbox.Command;
import dev.cairn.sandbox.Level;
import dev.cairn.sandbox.Limits;
import dev.cairn.sandbox.Outcome;
import dev.cairn.sandbox.Outcome.Reason;
import dev.cairn.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/// A sandbox that is put to the test, with shell scripts in a root that has a shell.
///
/// @param level what the sandbox is to be
record Trial(Level level, Sandbox sandbox, Path root, Path scratch) {
  static final Limits LIMITS = Limits.defaults().time(Duration.ofSeconds(20));

  Command shell(String script) {
    return Command.in(root, "sh", "-c", script).with(LIMITS);
  }

  void says(String expected, String script) throws Exception {
    says(expected, shell(script));
  }

  void says(String expected, Command command) throws Exception {
    var said = new StringBuilder();
    Outcome outcome =
        sandbox.run(
            command,
            (_, bytes, length) ->
                said.append(new String(bytes, 0, length, StandardCharsets.UTF_8)));
    String what = String.join(" ", command.argv());
    check(said.toString().strip().equals(expected), what + " says " + expected, said);
    check(outcome instanceof Outcome.Exited, what + " ends by itself", outcome);
  }

  void stops(Reason expected, String sentence, Command command) throws Exception {
    Outcome outcome = sandbox.run(command, (_, _, _) -> {});
    check(
        outcome instanceof Outcome.Stopped(Reason reason, _, _, String words)
            && reason == expected
            && words.startsWith(sentence),
        expected + " " + sentence,
        outcome);
  }

  static void check(boolean held, String expected, Object actual) {
    if (!held) {
      throw new AssertionError("%s (expected: %s)".formatted(actual, expected));
    }
  }
}
