// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.server.Configuration.Repository;
import dev.cairn.server.Configuration.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A team's Git repository on this machine, with a bundle in it.
record TeamRepository(Path folder, String name) {
  static TeamRepository in(Path folder, String name) throws IOException, InterruptedException {
    Path at = folder.resolve(name);
    Files.createDirectories(at);
    var repository = new TeamRepository(at, name);
    repository.git("init", "--quiet", "--initial-branch=main");
    return repository;
  }

  /// Commits a file.
  String commit(String path, String text) throws IOException, InterruptedException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    git("add", "--all");
    git(
        "-c",
        "user.name=Ada",
        "-c",
        "user.email=ada@acme.example",
        "commit",
        "--quiet",
        "-m",
        path);
    return git("rev-parse", "HEAD").strip();
  }

  /// As `cairn.yaml` would name it.
  Repository configured() {
    return new Repository(name, folder.toString(), "main", Optional.of("cairn"), name, Role.SOURCE);
  }

  String git(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add("git");
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("%s: %s".formatted(command, said));
    }
    return said;
  }
}
