// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.engine.TreeExpression;
import java.util.Optional;

/// A question of a plan that waits for its answer:
/// `{"read":{"step":"s1"},"what":"text","path":"version.txt"}`.
///
/// @param of the tree, or the step, that is asked about
/// @param path the file of a tree whose text is asked for
public record Read(TreeExpression of, What what, Optional<String> path) {
  /// What is asked.
  public enum What {
    /// How many tests passed.
    PASSED,
    /// How many tests failed.
    FAILED,
    /// Whether the step ended with 0: `true` or `false`.
    PASSES,
    /// What the step printed, or the text of a file.
    TEXT,
    /// The paths of the files, sorted.
    PATHS,
    /// The first-level directories that have files, sorted.
    DIRECTORIES,
    /// The digest of the artifact that the step made.
    DIGEST;

    static What of(String word) {
      for (What what : values()) {
        if (what.word().equals(word)) {
          return what;
        }
      }
      throw new IllegalArgumentException(
          "what: \"%s\" (expected: passed, failed, passes, text, paths, directories or digest)"
              .formatted(word));
    }

    String word() {
      return switch (this) {
        case PASSED -> "passed";
        case FAILED -> "failed";
        case PASSES -> "passes";
        case TEXT -> "text";
        case PATHS -> "paths";
        case DIRECTORIES -> "directories";
        case DIGEST -> "digest";
      };
    }
  }
}
