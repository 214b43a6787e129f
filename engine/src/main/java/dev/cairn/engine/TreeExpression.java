// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import java.util.List;

/// A tree, as a plan speaks of it. The bundles module reads it from the lines of a plan; the form
/// of each is shown beside it.
public sealed interface TreeExpression {
  /// The source files of the run that match: `{"files":["src/**","!src/gen/**"]}`.
  record Files(List<String> globs) implements TreeExpression {
    public Files {
      globs = List.copyOf(globs);
    }
  }

  /// What a step gave: `{"step":"s1"}`.
  record Output(String step) implements TreeExpression {}

  /// One file: `{"file":["etc/motd","Hello"]}`.
  record Text(String path, String text) implements TreeExpression {}

  /// All of these; the same path with other content is an error: `{"merge":[…]}`.
  record Merge(List<TreeExpression> trees) implements TreeExpression {
    public Merge {
      trees = List.copyOf(trees);
    }
  }

  /// What of it matches: `{"of":…,"only":["*.jar"]}`.
  record Only(TreeExpression of, List<String> globs) implements TreeExpression {
    public Only {
      globs = List.copyOf(globs);
    }
  }

  /// All of it, moved into a directory: `{"of":…,"under":"lib"}`.
  record Under(TreeExpression of, String directory) implements TreeExpression {}
}
