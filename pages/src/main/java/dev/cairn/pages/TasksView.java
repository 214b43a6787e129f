// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Every task of every bundle, and who feeds it.
public record TasksView(List<TaskRow> tasks, List<BundleRow> bundles) {
  public TasksView {
    tasks = List.copyOf(tasks);
    bundles = List.copyOf(bundles);
  }

  /// @param kind `task`, `gate`, `probe`, `effect`
  /// @param doc its doc comment
  /// @param at `Delivery.java:26`
  /// @param listens event types; with the filter where there is one
  /// @param emits event types
  /// @param last newest last, at most 12
  /// @param trouble what is wrong with it: nobody feeds it, its filter refuses, it never ran
  public record TaskRow(
      String name,
      String bundle,
      String team,
      String kind,
      String doc,
      String at,
      List<Listens> listens,
      List<String> emits,
      List<Past> last,
      Optional<Duration> median,
      Optional<String> trouble) {
    public TaskRow {
      listens = List.copyOf(listens);
      emits = List.copyOf(emits);
      last = List.copyOf(last);
    }
  }

  /// @param type an event's name, such as `ArtifactPublished`
  /// @param when the CEL filter, or empty
  public record Listens(String type, String when) {}

  public record Past(String run, Status status) {}

  /// A pushed bundle: active, loading or refused with the compiler's words.
  public record BundleRow(
      String name, String team, String commit, Status status, Optional<String> trouble) {}
}
