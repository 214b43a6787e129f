// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `cairn logs RUN`: the log of a run.
final class LogsCommand {
  static final String HELP =
      """
      cairn logs RUN: prints the log of a run, such as r-12.

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
    while (true) {
      boolean over =
          !Set.of("queued", "running")
              .contains(remote.json("/api/runs/" + Remote.encoded(run)).path("status").asString());
      String text = remote.text("/api/runs/" + Remote.encoded(run) + "/log?from=" + seen);
      out.print(text);
      out.flush();
      seen += text.getBytes(StandardCharsets.UTF_8).length;
      if (over || !arguments.flag("--follow")) {
        return 0;
      }
      Thread.sleep(300);
    }
  }
}
