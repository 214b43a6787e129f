// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.bundles.Compilation;
import dev.cairn.bundles.TaskTable;
import dev.cairn.content.Tree;
import dev.cairn.git.GitRepository;
import dev.cairn.worker.Workshop;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// `cairn tasks`: the tasks of this folder's bundle.
final class TasksCommand {
  static final String HELP =
      """
      cairn tasks: lists the tasks of this folder's bundle (cairn/*.java), with what each reacts to and gives.

        --json        the task table
        --cache DIR   compiled bundles ($XDG_CACHE_HOME/cairn)
      """;

  private TasksCommand() {}

  static int run(
      List<String> words, Map<String, String> environment, Console console, PrintStream out)
      throws Failure, IOException, InterruptedException {
    Arguments arguments =
        Arguments.parse("tasks", words, List.of("--cache"), List.of("--json")).withoutWords();
    Path folder = Path.of("").toAbsolutePath();
    RunCommand.requireBundle(folder);
    Path cache = Workbench.cache(arguments, environment);
    TaskTable table = KnownTable.find(folder, cache).orElse(null);
    if (table == null) {
      Workbench bench = Workbench.open(cache, environment, console::progress, Clock.systemUTC());
      try (Workshop workshop = bench.workshop(false)) {
        Tree source = GitRepository.workingTree(folder, workshop.store());
        Compilation.Compiled compiled = RunCommand.compiled(workshop, source);
        table = compiled.table();
        KnownTable.keep(folder, cache, table);
      }
      console.clear();
    }
    if (arguments.flag("--json")) {
      out.println(table.json());
    } else {
      print(table, out);
    }
    return 0;
  }

  private static void print(TaskTable table, PrintStream out) {
    int width = table.tasks().stream().mapToInt(it -> it.name().length()).max().orElse(0);
    for (TaskTable.Task task : table.tasks()) {
      String parameters =
          task.parameters().stream()
              .map(it ->
                  it.name() + " " + it.type() + it.when().map(when -> " when " + when).orElse(""))
              .collect(Collectors.joining(", "));
      out.println(
          ("%-" + Math.max(1, width) + "s  %-6s  %s")
              .formatted(task.name(), task.kind().name().toLowerCase(Locale.ROOT), task.doc()));
      if (!parameters.isEmpty()) {
        out.println(" ".repeat(width + 2) + "        for " + parameters);
      }
    }
  }
}
