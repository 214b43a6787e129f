// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.Digest;
import dev.cairn.content.Tree;

/// What a step gave, by what was wanted of it.
public sealed interface Value {
  /// The files of `out`.
  record Files(Tree tree) implements Value {}

  /// The test results of `junit`.
  record Report(int passed, int failed, int skipped) implements Value {}

  /// What `text` printed.
  record Text(String text) implements Value {}

  /// Whether `passes` did.
  record Truth(boolean passes) implements Value {}

  /// That `check` ended with 0.
  record Checked() implements Value {}

  /// The image that `pack` made: an index, or a manifest where it is for one platform.
  record Artifact(String name, Digest digest) implements Value {}

  /// What a port answered: a JSON text in the store.
  record Answer(Digest json) implements Value {}
}
