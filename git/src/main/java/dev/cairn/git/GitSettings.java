// SPDX-License-Identifier: Apache-2.0
package dev.cairn.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings that reach the programs which `git` starts for a repository on the same machine
/// (`git-upload-pack` does not hear of `-c`): the person's own, and that a repository may belong to
/// somebody else.
///
/// ```
/// [include]
/// path = "/home/ada/.gitconfig"
/// [safe]
/// directory = *
/// ```
final class GitSettings {
  private GitSettings() {}

  /// Writes them into this folder.
  ///
  /// @param environment where the person's own settings are found
  static Path write(Path folder, Map<String, String> environment) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String file : own(environment)) {
      String quoted = file.replace("\\", "\\\\").replace("\"", "\\\"");
      text.append("[include]\npath = \"").append(quoted).append("\"\n");
    }
    text.append("[safe]\ndirectory = *\n");
    Path file =
        folder
            .toAbsolutePath()
            .resolve("cairn-settings-%08x".formatted(text.toString().hashCode()));
    if (!Files.exists(file)) {
      Path fresh = Files.createTempFile(folder.toAbsolutePath(), "settings", null);
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  /// The files that git itself would read; those that are not there are passed over.
  private static List<String> own(Map<String, String> environment) {
    String named = environment.get("GIT_CONFIG_GLOBAL");
    if (named != null) {
      return List.of(named);
    }
    List<String> files = new ArrayList<>();
    Optional<String> home = Optional.ofNullable(environment.get("HOME"));
    Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
        .filter(folder -> !folder.isEmpty())
        .or(() -> home.map(folder -> folder + "/.config"))
        .ifPresent(folder -> files.add(folder + "/git/config"));
    home.ifPresent(folder -> files.add(folder + "/.gitconfig"));
    return files;
  }
}
