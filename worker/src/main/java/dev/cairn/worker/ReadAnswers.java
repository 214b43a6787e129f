// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import dev.cairn.bundles.Answers.Answer;
import dev.cairn.bundles.Read;
import dev.cairn.content.Tree;
import dev.cairn.engine.Execution;
import dev.cairn.engine.Result;
import dev.cairn.engine.Step;
import dev.cairn.engine.TreeExpression;
import dev.cairn.engine.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/// Answers the reads of a plan from what its steps gave.
record ReadAnswers(Execution execution, List<Step> steps) {
  private static final long LARGEST_TEXT = 256 << 10;

  Answer answer(Read read) throws InterruptedException {
    try {
      return answered(read);
    } catch (IOException e) {
      String of = read.of() instanceof TreeExpression.Output(var id) ? id : "";
      return new Answer.Stop(String.valueOf(e.getMessage()), at(of));
    }
  }

  private Answer answered(Read read) throws IOException, InterruptedException {
    return switch (read.what()) {
      case PASSED, FAILED, PASSES, DIGEST -> ofStep(read);
      case TEXT -> read.path().isPresent() ? ofFile(read, read.path().get()) : ofStep(read);
      case PATHS -> new Answer.Texts(List.copyOf(tree(read).keySet()));
      case DIRECTORIES -> {
        var directories = new TreeSet<String>();
        for (String path : tree(read).keySet()) {
          int slash = path.indexOf('/');
          if (slash > 0) {
            directories.add(path.substring(0, slash));
          }
        }
        yield new Answer.Texts(List.copyOf(directories));
      }
    };
  }

  private SortedMap<String, Tree.Entry> tree(Read read) throws IOException, InterruptedException {
    return execution.tree(read.of()).entries(execution.store());
  }

  private Answer ofStep(Read read) throws InterruptedException {
    if (!(read.of() instanceof TreeExpression.Output(var id))) {
      return new Answer.Stop("read %s of files (expected: of a step)".formatted(read.what()), "");
    }
    return switch (execution.result(id)) {
      case Result.Passed(var value, _, _, _, _, _) -> ofValue(read, value, id);
      case Result.Failed(_, _, var report, _, _, _, _)
          when read.what() == Read.What.FAILED && report.isPresent() ->
          new Answer.Text(String.valueOf(report.get().failed()));
      case Result.Failed failed -> new Answer.Stop(task(id) + ": " + failed.sentence(), at(id));
      case Result.NotRun notRun -> new Answer.Stop(task(id) + ": " + notRun.sentence(), at(id));
    };
  }

  private Answer ofValue(Read read, Value value, String id) {
    return switch (value) {
      case Value.Report(var passed, _, _) when read.what() == Read.What.PASSED ->
          new Answer.Text(String.valueOf(passed));
      case Value.Report(_, var failed, _) when read.what() == Read.What.FAILED ->
          new Answer.Text(String.valueOf(failed));
      case Value.Text(var text) when read.what() == Read.What.TEXT -> new Answer.Text(text);
      case Value.Truth(var truth) when read.what() == Read.What.PASSES ->
          new Answer.Text(String.valueOf(truth));
      case Value.Artifact(_, var digest) when read.what() == Read.What.DIGEST ->
          new Answer.Text(digest.toString());
      case Value.Report _,
          Value.Text _,
          Value.Truth _,
          Value.Artifact _,
          Value.Files _,
          Value.Checked _,
          Value.Answer _ ->
          new Answer.Stop(
              "read %s of step %s, which gives something else".formatted(read.what(), id), at(id));
    };
  }

  private Answer ofFile(Read read, String path) throws IOException, InterruptedException {
    if (!(tree(read).get(path) instanceof Tree.Entry.File(var content, var size, _))) {
      return new Answer.Stop(
          "read text of %s: no such file (expected: one of the tree's paths)".formatted(path), "");
    }
    if (size > LARGEST_TEXT) {
      return new Answer.Stop(
          "read text of %s: %d bytes (expected: %d at most)".formatted(path, size, LARGEST_TEXT),
          "");
    }
    return new Answer.Text(new String(execution.store().read(content), StandardCharsets.UTF_8));
  }

  private String task(String id) {
    return steps.stream()
        .filter(it -> it.id().equals(id))
        .map(it -> it.origin().task())
        .findFirst()
        .orElse("");
  }

  private String at(String id) {
    return steps.stream()
        .filter(it -> it.id().equals(id))
        .map(it -> it.origin().at())
        .findFirst()
        .orElse("");
  }
}
