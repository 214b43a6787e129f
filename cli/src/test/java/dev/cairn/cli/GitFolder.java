// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A working copy with a bare repository beside it, as a team and its server have them.
record GitFolder(Path folder) {
  /// Makes both, empty; the bare one is called `NAME.git`.
  static GitFolder in(Path parent, String name) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(parent.resolve(name));
    var git = new GitFolder(folder);
    git.git("init", "--quiet", "--initial-branch=main");
    git.git("init", "--quiet", "--bare", "--initial-branch=main", "../" + name + ".git");
    git.git("remote", "add", "origin", "../" + name + ".git");
    return git;
  }

  /// Writes files, commits them and pushes; gives the commit.
  String push(Map<String, String> files) throws IOException, InterruptedException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path at = folder.resolve(file.getKey());
      Files.createDirectories(at.getParent());
      Files.writeString(at, file.getValue());
    }
    git("add", "--all");
    git("commit", "--quiet", "--message", "Change " + String.join(", ", files.keySet()));
    git("push", "--quiet", "origin", "main");
    return git("rev-parse", "HEAD").strip();
  }

  /// The commits of the bare repository that touch a path, newest first.
  List<String> commits(String path) throws IOException, InterruptedException {
    return git(
            "--git-dir=../" + folder.getFileName() + ".git",
            "log",
            "--format=%H",
            "main",
            "--",
            path)
        .lines()
        .toList();
  }

  /// A file of the bare repository at a commit.
  String file(String commit, String path) throws IOException, InterruptedException {
    return git("--git-dir=../" + folder.getFileName() + ".git", "show", commit + ":" + path);
  }

  private String git(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<String>(List.of("git"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_AUTHOR_NAME", "Ada",
                "GIT_AUTHOR_EMAIL", "ada@acme.example",
                "GIT_COMMITTER_NAME", "Ada",
                "GIT_COMMITTER_EMAIL", "ada@acme.example"));
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("%s: %s".formatted(command, said));
    }
    return said;
  }
}
