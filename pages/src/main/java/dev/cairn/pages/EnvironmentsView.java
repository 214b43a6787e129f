// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Service by environment: what runs, and what else is wanted.
///
/// @param environments in promotion order
/// @param desiredFrom what "desired" was read from, such as `config 0f3a91c`
/// @param desiredAsOf when that was read
/// @param actualAsOf when the oldest report of an environment came
public record EnvironmentsView(
    List<Place> environments,
    List<ServiceRow> services,
    String desiredFrom,
    Optional<Instant> desiredAsOf,
    Optional<Instant> actualAsOf) {
  public EnvironmentsView {
    environments = List.copyOf(environments);
    services = List.copyOf(services);
  }

  /// @param note such as `local, network of the host`
  public record Place(String name, String note) {}

  /// @param cells as many as there are environments, in their order
  public record ServiceRow(String name, List<Cell> cells) {
    public ServiceRow {
      cells = List.copyOf(cells);
    }
  }

  /// What one service is in one environment.
  public sealed interface Cell {
    record Absent() implements Cell {}

    /// @param runs such as `shop@9b1c42`
    /// @param journey of the change that runs
    /// @param reason why the state is not plain health
    /// @param ahead how many changes it has that the next environment lacks
    record Running(
        String runs,
        Optional<String> journey,
        Status status,
        Optional<Instant> since,
        Optional<String> reason,
        Optional<String> address,
        int ahead,
        Optional<Wanted> wanted)
        implements Cell {}

    /// Wanted and not there.
    record Nothing(Wanted wanted) implements Cell {}
  }

  /// @param artifact such as `shop@77ad01`
  /// @param why it is not there yet
  public record Wanted(String artifact, Optional<String> journey, Status status, String why) {}
}
