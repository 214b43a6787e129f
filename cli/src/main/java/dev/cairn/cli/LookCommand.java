// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.util.List;
import java.util.Map;

/// `cairn look REPOSITORY`: tells a server that there is something new in a repository. It only
/// says where to look; what a hook of the repository calls.
final class LookCommand {
  static final String HELP =
      """
      cairn look REPOSITORY: tells the server to look at a repository now, instead of at its next turn.

        --server URL   the server (CAIRN_SERVER, or http://127.0.0.1:8080)

      As a post-receive hook of a bare repository:
        exec cairn look "$(pwd)"
      """;

  private LookCommand() {}

  static int run(List<String> words, Map<String, String> environment)
      throws Failure, InterruptedException {
    Arguments arguments = Arguments.parse("look", words, List.of("--server"), List.of());
    String repository = arguments.only("a repository, by its path, URL or name");
    Remote.of(arguments, environment)
        .post(
            "/hooks/git",
            "{\"repository\":\"" + repository.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
    return 0;
  }
}
