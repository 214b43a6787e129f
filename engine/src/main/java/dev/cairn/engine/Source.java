// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.Tree;

/// The files that a run is about, such as those of a commit. They lie in the engine's store.
///
/// @param tree what `{"files":[…]}` in a plan chooses from
public record Source(Tree tree) {
  /// For runs that are about no files.
  public static Source none() {
    return new Source(Tree.EMPTY);
  }
}
