// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What the trees of a plan are, once the steps that they need have ended.
///
/// @param steps what a step gave; waits for it
record Trees(Source source, ContentStore store, Steps steps) {
  /// Gives what a step gave.
  @FunctionalInterface
  interface Steps {
    /// @throws StepException if it did not pass
    Value value(String step) throws IOException, InterruptedException;
  }

  Tree tree(TreeExpression expression) throws IOException, InterruptedException {
    return switch (expression) {
      case TreeExpression.Files(var globs) -> source.tree().only(globs, store);
      case TreeExpression.Output(var step) -> files(step);
      case TreeExpression.Text(var path, var text) -> text(path, text);
      case TreeExpression.Merge(var trees) -> merge(trees);
      case TreeExpression.Only(var of, var globs) -> tree(of).only(globs, store);
      case TreeExpression.Under(var of, var directory) -> tree(of).under(directory, store);
    };
  }

  private Tree files(String step) throws IOException, InterruptedException {
    Value value = steps.value(step);
    if (value instanceof Value.Files(var tree)) {
      return tree;
    }
    throw new StepException(
        "files of step %s: it gives %s (expected: files; end it with out(…))"
            .formatted(step, value.getClass().getSimpleName()));
  }

  private Tree text(String path, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TreeMap<String, Tree.Entry> entries = new TreeMap<>();
    entries.put(path, new Tree.Entry.File(store.put(bytes), bytes.length, false));
    return Tree.of(entries, store);
  }

  private Tree merge(List<TreeExpression> expressions) throws IOException, InterruptedException {
    List<Tree> trees = new ArrayList<>();
    for (TreeExpression expression : expressions) {
      trees.add(tree(expression));
    }
    return Tree.merge(trees, store);
  }
}
