// SPDX-License-Identifier: Apache-2.0
package dev.cairn.content;

import java.io.IOException;

/// Entries that make no tree, or bytes that are none. What went wrong is in the message, with the
/// path.
public final class TreeException extends IOException {
  TreeException(String message) {
    super(message);
  }

  static TreeException path(String path, String expected) {
    return new TreeException(
        "make tree: path: \"%s\" (expected: %s)".formatted(shortened(path), expected));
  }

  static TreeException conflict(String path, Tree.Entry one, Tree.Entry other) {
    return new TreeException(
        "merge trees: %s: %s and %s (expected: the same content, or other paths). Leave one of them out with only(\"!%s\"), or move it with under(…)."
            .formatted(shortened(path), words(one), words(other), shortened(path)));
  }

  static TreeException message(Digest digest, String what) {
    return new TreeException(
        "read tree: %s: %s (expected: a Directory message of the Remote Execution API, names sorted)"
            .formatted(digest, what));
  }

  static TreeException limit(String what, long limit) {
    return new TreeException(
        "read tree: more than %,d %s (expected: fewer)".formatted(limit, what));
  }

  private static String words(Tree.Entry entry) {
    return switch (entry) {
      case Tree.Entry.File(var content, var size, var executable) ->
          "%s of %d bytes, %s".formatted(executable ? "program" : "file", size, content);
      case Tree.Entry.Link(var target) -> "link to " + shortened(target);
      case Tree.Entry.EmptyDirectory() -> "directory";
    };
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
