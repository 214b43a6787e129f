// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.bundles.ArtifactReference;
import dev.cairn.bundles.Plan;
import dev.cairn.content.FolderStore;
import dev.cairn.content.Tree;
import dev.cairn.engine.Result;
import dev.cairn.engine.TreeExpression;
import dev.cairn.engine.Value;
import dev.cairn.worker.TaskRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// What a task returned, said and, if asked for, written.
record Export(FolderStore store, PrintStream out) {

  void write(TaskRun.Ended.Passed passed, Optional<String> folder) throws Failure, IOException {
    if (!(passed.plan().ending() instanceof Plan.Ending.Done(var returned))) {
      return;
    }
    switch (returned) {
      case Plan.Returned.Files(TreeExpression.Output(var step)) -> files(passed, step, folder);
      case Plan.Returned.Report(var step) -> report(passed, step);
      case Plan.Returned.OfArtifact(ArtifactReference.Made(var step)) -> artifact(passed, step);
      case Plan.Returned.Files _, Plan.Returned.OfArtifact _, Plan.Returned.Nothing _ ->
          refuse(folder);
    }
  }

  private void files(TaskRun.Ended.Passed passed, String step, Optional<String> folder)
      throws Failure, IOException {
    if (folder.isEmpty()
        || !(passed.results().get(step)
            instanceof Result.Passed(Value.Files(var tree), _, _, _, _, _))) {
      return;
    }
    Path to = Path.of(folder.get());
    if (Files.exists(to)) {
      try (Stream<Path> there = Files.list(to)) {
        if (there.findAny().isPresent()) {
          throw Failure.yours(
              "cairn run: --export %s is not empty (expected: a new or empty folder)"
                  .formatted(to));
        }
      }
    }
    try {
      tree.write(to, store);
    } catch (IOException e) {
      throw Failure.yours(
          "cairn run: --export %s: can't be written: %s (expected: a new or empty folder that is yours)"
              .formatted(to, e));
    }
    out.println("wrote %s to %s".formatted(count(files(tree), "file"), to));
  }

  private long files(Tree tree) throws IOException {
    return tree.entries(store).size();
  }

  private void report(TaskRun.Ended.Passed passed, String step) {
    if (passed.results().get(step)
        instanceof Result.Passed(Value.Report(var good, _, var skipped), _, _, _, _, _)) {
      out.println(
          count(good, "test") + " passed" + (skipped > 0 ? ", " + skipped + " skipped" : ""));
    }
  }

  /// `1 test`, `2 tests`
  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private void artifact(TaskRun.Ended.Passed passed, String step) {
    if (passed.results().get(step)
        instanceof Result.Passed(Value.Artifact(var name, var digest), _, _, _, _, _)) {
      out.println("%s %s".formatted(name, digest));
    }
  }

  private static void refuse(Optional<String> folder) throws Failure {
    if (folder.isPresent()) {
      throw Failure.yours(
          "cairn run: --export %s: the task returns no files of a step (expected: a task that returns a Tree of one step)"
              .formatted(folder.get()));
    }
  }
}
