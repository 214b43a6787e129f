// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.content.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A task that is to be planned.
///
/// @param task the row of the task table: its kind is what the plan is held against
/// @param arguments by name, as the command line has them
/// @param events what triggered it, in the order of the parameters
/// @param advisories for a task that has such a parameter
public record Request(
    TaskTable.Task task,
    SortedMap<String, String> arguments,
    List<Trigger> events,
    Optional<Digest> advisories) {
  public Request {
    arguments = new TreeMap<>(arguments);
    events = List.copyOf(events);
  }

  /// A task without arguments and events.
  public static Request of(TaskTable.Task task) {
    return new Request(task, new TreeMap<>(), List.of(), Optional.empty());
  }

  /// The same with one more event.
  public Request with(Trigger event) {
    var more = new ArrayList<>(events);
    more.add(event);
    return new Request(task, arguments, more, advisories);
  }

  /// The same with one more argument.
  public Request with(String name, String value) {
    var more = new TreeMap<>(arguments);
    more.put(name, value);
    return new Request(task, more, events, advisories);
  }

  /// The same with these advisories.
  public Request with(Digest advisories) {
    return new Request(task, arguments, events, Optional.of(advisories));
  }

  /// An event that a parameter takes.
  ///
  /// @param type the simple name of its class
  /// @param fields a JSON object
  public record Trigger(String type, String fields) {}
}
