// SPDX-License-Identifier: Apache-2.0
package dev.cairn.environments;

import dev.cairn.content.Digest;
import java.time.Instant;
import java.util.Optional;

/// What a driver saw or did with a service.
///
/// @param id unique, so that a report that is sent twice counts once
/// @param previous what ran before, where something did
/// @param process the operating system's id of the process, where one runs
public record Report(
    String id,
    Service service,
    State state,
    Service.Desired subject,
    Optional<Digest> previous,
    Optional<Long> process,
    String reason,
    Instant time) {

  /// What happened.
  public enum State {
    /// It is being started, beside what runs.
    STARTING,
    /// It answers, the address leads to it, and what ran before was stopped.
    HEALTHY,
    /// It did not get well and was stopped; what ran before still runs.
    FAILED,
    /// It ran and is gone, or no longer answers, and nobody asked for that.
    GONE,
    /// It was gone and is back.
    REPAIRED
  }
}
