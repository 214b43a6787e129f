// SPDX-License-Identifier: Apache-2.0
package dev.cairn.git;

import java.util.Optional;
import java.util.function.Function;

/// A change of one file, made anew on top of whatever the branch holds by then.
///
/// @param text what the file should hold, given what it holds now (empty where there is none)
public record GitEdit(
    String path,
    Function<Optional<String>, String> text,
    String message,
    String author,
    String email) {
  public GitEdit {
    if (path.startsWith("/") || path.contains("..") || path.isBlank()) {
      throw new IllegalArgumentException(
          "path of a commit: \"%s\" (expected: a path in the repository)".formatted(path));
    }
  }
}
