// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.dispatch.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What somebody types to see at their own desk what a run did. `cairn run` has no events, so of a
/// task that answers one it is the tasks that it calls.
final class Desk {
  private Desk() {}

  /// Empty where nothing of the run can be had without a server.
  static List<String> commands(Wanted wanted) {
    List<String> runs =
        switch (wanted.work()) {
          case Wanted.Work.Load _ -> List.of("cairn tasks");
          case Wanted.Work.Call(var task) ->
              (task.triggers().isEmpty() ? Stream.of(task.name()) : task.calls().stream())
                  .filter(name -> task.triggers().isEmpty() || !name.equals(task.name()))
                  .map("cairn run "::concat)
                  .toList();
        };
    if (runs.isEmpty()) {
      return runs;
    }
    var commands = new ArrayList<String>();
    commands.add("git checkout " + PageViews.shortened(wanted.version().commit()));
    commands.addAll(runs);
    return commands;
  }
}
