// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// `cairn logs RUN`: the log of a run.
final class LogsCommand {
  static final String HELP =
      """
      cairn logs RUN: prints the log of a run, such as r-12, and why it did not pass.

        --follow       stay until the run has ended
        --server URL   the server (CAIRN_SERVER, or http://127.0.0.1:8080)
      """;

  private LogsCommand() {}

  static int run(List<String> words, Map<String, String> environment, PrintStream out)
      throws Failure, InterruptedException {
    Arguments arguments = Arguments.parse("logs", words, List.of("--server"), List.of("--follow"));
    String run = arguments.only("a run, such as r-12");
    Remote remote = Remote.of(arguments, environment);
    long seen = 0;
    String last = "";
    while (true) {
      JsonNode now = remote.json("/api/runs/" + Remote.encoded(run));
      boolean over = !Set.of("queued", "running").contains(now.path("status").asString());
      String text = remote.text("/api/runs/" + Remote.encoded(run) + "/log?from=" + seen);
      out.print(text);
      out.flush();
      seen += text.getBytes(StandardCharsets.UTF_8).length;
      if (!text.isEmpty()) {
        last = text; // a long log comes in pieces
      } else if (over || !arguments.flag("--follow")) {
        String line = last.isEmpty() || last.endsWith("\n") ? "" : "\n";
        end(now, last).ifPresent(it -> out.println(line + it));
        return 0;
      } else {
        Thread.sleep(300);
      }
    }
  }

  /// Why it ended as it did, where the log itself does not say so: a task that throws, or is
  /// refused, may have written nothing.
  ///
  /// @param run the run, as `/api/runs/{id}` gives it
  static Optional<String> end(JsonNode run, String log) {
    String reason = run.path("reason").asString("");
    if (reason.isEmpty() || Stream.of(reason.split("; ", -1)).allMatch(log::contains)) {
      return Optional.empty();
    }
    String at = run.path("at").asString("");
    return Optional.of(
        "%s  %s: %s%s"
            .formatted(
                run.path("status").asString(""),
                run.path("task").asString(""),
                reason,
                at.isEmpty() || reason.startsWith(at) ? "" : "  (" + at + ")"));
  }
}
