// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A directory of files: an expression, which is worked out where a step needs it.
///
/// ```java
/// static final Tree MAIN = Tree.of("src/main/**", "!src/main/generated/**");
/// ```
///
/// Only {@link #text}, {@link #paths} and {@link #directories} read, and wait.
public final class Tree {
  private final Form form;

  private Tree(Form form) {
    this.form = form;
  }

  private sealed interface Form {
    record Files(List<String> globs) implements Form {}

    record Output(Handle step) implements Form {}

    record OneFile(String path, String text) implements Form {}

    record Merge(List<Tree> trees) implements Form {}

    record Only(Tree of, List<String> globs) implements Form {}

    record Under(Tree of, String directory) implements Form {}
  }

  /// The source files that match: those that Git tracks or would track, at the commit that the run
  /// is about; on a laptop, in the working tree.
  ///
  /// @param globs `src/**`, `*/pom.xml`; with `!` before it, what is left out again
  public static Tree of(String... globs) {
    return new Tree(new Form.Files(some("Tree.of", globs)));
  }

  /// One file with this text.
  public static Tree file(String path, String text) {
    return new Tree(new Form.OneFile(relative("Tree.file", path), text));
  }

  /// All files of all of these. The same path with another content is an error of the step that
  /// needs it.
  public static Tree merge(Tree... trees) {
    return merge(List.of(trees));
  }

  /// All files of all of these. The same path with another content is an error of the step that
  /// needs it.
  public static Tree merge(List<Tree> trees) {
    return new Tree(new Form.Merge(List.copyOf(trees)));
  }

  static Tree output(Handle step) {
    return new Tree(new Form.Output(step));
  }

  /// Those of its files that match.
  public Tree only(String... globs) {
    return new Tree(new Form.Only(this, some("only", globs)));
  }

  /// All of it, in this directory.
  public Tree under(String directory) {
    return new Tree(new Form.Under(this, relative("under", directory)));
  }

  /// The text of one of its files. Waits for what the tree is made of.
  public String text(String path) {
    return Planning.current("text").ask(json(), "text", path);
  }

  /// The paths of its files, sorted. Waits for what the tree is made of.
  public List<String> paths() {
    return Planning.current("paths").askAll(json(), "paths");
  }

  /// The first-level directories that it has files in, sorted. Waits for what the tree is made of.
  public List<String> directories() {
    return Planning.current("directories").askAll(json(), "directories");
  }

  Json.Members json() {
    return switch (form) {
      case Form.Files(List<String> globs) -> Json.object().with("files", Json.texts(globs));
      case Form.Output(Handle step) -> step.json();
      case Form.OneFile(String path, String text) ->
          Json.object().with("file", Json.texts(List.of(path, text)));
      case Form.Merge(List<Tree> trees) -> {
        List<Json> parts = new ArrayList<>();
        for (Tree tree : trees) {
          parts.add(tree.json());
        }
        yield Json.object().with("merge", new Json.Elements(parts));
      }
      case Form.Only(Tree of, List<String> globs) ->
          Json.object().with("of", of.json()).with("only", Json.texts(globs));
      case Form.Under(Tree of, String directory) ->
          Json.object().with("of", of.json()).with("under", directory);
    };
  }

  private static List<String> some(String tried, String... globs) {
    if (globs.length == 0) {
      throw new IllegalArgumentException(
          tried + ": no glob (expected: at least one, as in \"src/**\")");
    }
    return List.copyOf(Arrays.asList(globs));
  }

  private static String relative(String tried, String path) {
    if (path.isEmpty() || path.startsWith("/") || List.of(path.split("/", -1)).contains("..")) {
      throw new IllegalArgumentException(
          "%s: \"%s\" (expected: a relative path without \"..\")".formatted(tried, path));
    }
    return path;
  }
}
