// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.NodeKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A step that has not happened: it will, it waits, or a filter refused it.
///
/// ```
/// name "platform/promote" · config-commit · desired · "promote" · after ["release"] · expected
/// name "production"       · deployment · environment:production · after ["platform/promote"] · expected
/// ```
///
/// @param name its own name within the journey, so that it keeps its id and others can come after
///   it
/// @param after what it follows: identities of nodes, or names of other expectations
/// @param task the task that does it; once a node of this task or of this title follows from
///   `after`, the expectation is met and not shown
/// @param status one of expected, refused, waiting, queued, overdue
public record Expectation(
    String name,
    NodeKind kind,
    String stage,
    String title,
    List<String> after,
    Optional<String> task,
    Optional<String> owner,
    Status status,
    Optional<String> reason,
    OptionalLong usualSeconds,
    Optional<Instant> expectedBy) {
  public Expectation {
    after = List.copyOf(after);
  }
}
