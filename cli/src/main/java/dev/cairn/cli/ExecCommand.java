// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `cairn exec PACKAGE -- PROGRAM …`: runs a program of a Debian package without installing it.
final class ExecCommand {
  static final String HELP =
      """
      cairn exec PACKAGE -- PROGRAM [ARGUMENT …]: runs a program of a Debian package, without root and without installing
      it: every package by hash, from the signed index of the mirror that this machine's apt configuration names.

        --cache DIR   packages and locks ($XDG_CACHE_HOME/cairn)

      For example: cairn exec skopeo -- skopeo inspect --tls-verify=false docker://127.0.0.1:8080/shop

      The program runs as you, on this machine's files and network; it is not shut in.
      """;

  private ExecCommand() {}

  static int run(List<String> words, Map<String, String> environment, Console console)
      throws Failure, IOException, InterruptedException {
    Arguments arguments = Arguments.parse("exec", words, List.of("--cache"), List.of());
    String packageName = arguments.only("a Debian package, then -- and a program");
    if (arguments.behind().isEmpty()) {
      throw Failure.yours(
          "cairn exec %s: no program (expected: -- and a program, such as: cairn exec %s -- %s --help)"
              .formatted(packageName, packageName, packageName));
    }
    Workbench bench =
        Workbench.open(
            Workbench.cache(arguments, environment),
            environment,
            console::progress,
            Clock.systemUTC());
    List<String> command;
    try {
      command = new ArrayList<>(bench.program(packageName, arguments.behind().getFirst()));
    } catch (IOException e) {
      throw Failure.outside("cairn exec %s: %s".formatted(packageName, e.getMessage()));
    }
    console.clear();
    command.addAll(arguments.behind().subList(1, arguments.behind().size()));
    return new ProcessBuilder(command)
        .directory(Path.of("").toAbsolutePath().toFile())
        .inheritIO()
        .start()
        .waitFor();
  }
}
