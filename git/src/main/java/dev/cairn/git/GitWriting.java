// SPDX-License-Identifier: Apache-2.0
package dev.cairn.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Makes commits out of objects, without a checkout.
record GitWriting(Git git, String url) {

  /// A commit with this edit on top of a head; empty if the edit changes nothing.
  Optional<String> commit(Optional<String> head, GitEdit edit)
      throws IOException, InterruptedException {
    Optional<String> old = head.isPresent() ? text(head.get(), edit.path()) : Optional.empty();
    String text = edit.text().apply(old);
    if (old.isPresent() && old.get().equals(text)) {
      return Optional.empty();
    }
    Path folder = Files.createTempDirectory("cairn-index");
    try {
      return Optional.of(write(head, edit, text, folder.resolve("index")));
    } finally {
      Files.deleteIfExists(folder.resolve("index"));
      Files.deleteIfExists(folder.resolve("index.lock"));
      Files.deleteIfExists(folder);
    }
  }

  private String write(Optional<String> head, GitEdit edit, String text, Path index)
      throws IOException, InterruptedException {
    Map<String, String> environment =
        Map.of(
            "GIT_INDEX_FILE", index.toString(),
            "GIT_AUTHOR_NAME", edit.author(),
            "GIT_AUTHOR_EMAIL", edit.email(),
            "GIT_COMMITTER_NAME", edit.author(),
            "GIT_COMMITTER_EMAIL", edit.email());
    if (head.isPresent()) {
      git.run(environment, new byte[0], "read-tree", head.get());
    }
    String blob =
        line(
            git.run(
                environment,
                text.getBytes(StandardCharsets.UTF_8),
                "hash-object",
                "-w",
                "--stdin"));
    git.run(
        environment,
        new byte[0],
        "update-index",
        "--add",
        "--cacheinfo",
        mode(head, edit.path()) + "," + blob + "," + edit.path());
    String tree = line(git.run(environment, new byte[0], "write-tree"));
    byte[] message = edit.message().getBytes(StandardCharsets.UTF_8);
    return line(
        head.isPresent()
            ? git.run(environment, message, "commit-tree", tree, "-p", head.get())
            : git.run(environment, message, "commit-tree", tree));
  }

  /// That of the file which is there: a script stays one.
  private String mode(Optional<String> head, String path) throws IOException, InterruptedException {
    String listed =
        head.isPresent() ? git.run("ls-tree", "--full-tree", head.get(), "--", path) : "";
    return listed.startsWith("100755 ") ? "100755" : "100644";
  }

  /// Pushes it; false if the branch moved meanwhile.
  boolean push(String commit, String branch) throws IOException, InterruptedException {
    Git.Result result =
        git.attempt(
            Map.of(),
            new byte[0],
            "push",
            "--quiet",
            "--porcelain",
            url,
            commit + ":refs/heads/" + branch);
    if (result.exit() == 0) {
      return true;
    }
    String words = result.text() + result.errors();
    if (words.contains("non-fast-forward")
        || words.contains("fetch first")
        || words.contains("stale info")
        || words.contains("cannot lock ref")
        || words.contains("incorrect old value")
        || words.contains("failed to update ref")
        || words.contains("reference already exists")) {
      return false;
    }
    throw new GitException("push to %s of %s: %s".formatted(branch, url, words.strip()));
  }

  private Optional<String> text(String commit, String path)
      throws IOException, InterruptedException {
    Git.Result result = git.attempt(Map.of(), new byte[0], "cat-file", "blob", commit + ":" + path);
    return result.exit() == 0 ? Optional.of(result.text()) : Optional.empty();
  }

  private static String line(String text) {
    return text.strip();
  }
}
