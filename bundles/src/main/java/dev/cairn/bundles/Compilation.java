// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import java.nio.file.Path;
import java.util.List;

/// What came of compiling a bundle.
public sealed interface Compilation {
  /// It can be planned.
  ///
  /// @param classes a folder of class files; stays as it is
  record Compiled(Path classes, TaskTable table) implements Compilation {}

  /// It can't, and this is why.
  record Refused(List<Problem> problems) implements Compilation {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
