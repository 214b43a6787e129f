// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How a command is started, at one level.
sealed interface Launch permits InNamespaces, Emulated, Refused {
  /// Whom commands run as when root started Cairn: `nobody`, who owns nothing.
  int NOBODY = 65_534;

  /// Makes ready what the command needs.
  Start start(Command command) throws IOException;

  /// @param argv the whole argument vector
  /// @param scratch a folder of this command alone, counted as its scratch space and deleted after
  ///   it
  /// @param ownProcesses processes and threads that are not the command's
  record Start(List<String> argv, Optional<Path> scratch, int ownProcesses) {
    /// Whether ending the process ends no other, and a signal's number is lost.
    boolean isEmulated() {
      return scratch.isPresent();
    }

    /// Deletes its folder, as far as that can be done.
    void clean() {
      try {
        if (scratch.isPresent()) {
          Leftovers.delete(scratch.get());
        }
      } catch (IOException _) {
        // It lies where temporary files do, and is cleaned up as they are.
      }
    }
  }

  /// The paths that a word of a program's call names; `/a/lib:/b/lib`, as loaders take it, is two.
  static Stream<Path> pathsIn(String word) {
    return word.startsWith("/")
        ? Arrays.stream(word.split(":", -1))
            .map(Path::of)
            .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
        : Stream.empty();
  }
}
