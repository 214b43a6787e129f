// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import java.util.List;
import java.util.Optional;

/// What the compile process reads in the sources.
///
/// @param problems what our rules say against them
record FoundTasks(List<Found> tasks, List<Problem> problems) {
  FoundTasks {
    tasks = List.copyOf(tasks);
    problems = List.copyOf(problems);
  }

  /// A task's method.
  ///
  /// @param method where its byte code is
  record Found(
      Method method,
      TaskTable.Kind kind,
      String at,
      String doc,
      List<TaskTable.Parameter> parameters,
      String returns,
      Optional<String> lane,
      boolean newestWins) {
    Found {
      parameters = List.copyOf(parameters);
    }
  }

  /// A method, as byte code names it.
  ///
  /// @param owner `shop/Delivery$Inner`
  /// @param descriptor `(Ldev/cairn/sdk/event/ChangeMerged;)V`
  record Method(String owner, String name, String descriptor) {
    /// `shop.Delivery$Inner`
    String className() {
      return owner.replace('/', '.');
    }
  }
}
