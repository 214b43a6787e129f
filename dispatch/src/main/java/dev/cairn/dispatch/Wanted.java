// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.dispatch.TaskTable.Task;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A run as it was decided: everything that its worker is told, but the lease.
///
/// ```json
/// {"kind":"task","bundle":{"name":"shop","team":"shop","repository":"/git/shop.git","commit":"4f2c…",
///  "folder":"cairn","key":"81b2…","branch":"main"},"task":{…},"events":[{…}],"advisories":"sha256:…",
///  "subject":"commit:4f2c…","input":""}
/// ```
///
/// @param triggers in the order of the task's parameters; none for a load
/// @param change the commit whose journey it belongs to, where one is known
public record Wanted(
    RunKey key,
    Bundle.Version version,
    Work work,
    List<Trigger> triggers,
    Optional<String> advisories,
    Optional<String> change) {
  public Wanted {
    triggers = List.copyOf(triggers);
  }

  /// What is to be done.
  public sealed interface Work {
    /// Compile the bundle at the version's commit.
    record Load() implements Work {}

    record Call(Task task) implements Work {}
  }

  /// The name that people see: `ship`, or `load`.
  public String name() {
    return switch (work) {
      case Work.Load _ -> "load";
      case Work.Call(var task) -> task.name();
    };
  }

  /// The lane that it has to itself, if it has one: lanes are a bundle's own.
  public Optional<String> lane() {
    return switch (work) {
      case Work.Load _ -> Optional.empty();
      case Work.Call(var task) -> task.lane().map(lane -> key.bundle() + "/" + lane);
    };
  }

  public boolean newestWins() {
    return work instanceof Work.Call(var task) && task.newestWins();
  }

  /// The artifact that it is about.
  public Optional<String> artifact() {
    return triggers.stream().flatMap(trigger -> trigger.artifact().stream()).findFirst();
  }

  public static Wanted parse(String json) {
    return WantedJson.wanted(JsonNodes.object(json));
  }

  public String json() {
    return WantedJson.json(this).toString();
  }

  /// What a worker is handed (`POST /worker/lease`), to which the server adds its registry's
  /// address and the environments.
  public ObjectNode lease(String run, long fence) {
    return WantedJson.lease(this, run, fence);
  }
}
