// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.engine.Step;
import dev.cairn.engine.TreeExpression;
import java.util.List;
import java.util.Optional;

/// What a run wrote down. Where it did not come to its end there are no acts, no emits and no
/// judgement, whatever it had said before.
///
/// @param steps in the order in which they came; each refers only to those before it
/// @param log what the team's code printed, a line each; the newest 1,000
public record Plan(
    List<Step> steps,
    List<Act> acts,
    List<Emit> emits,
    Optional<Judgement> judgement,
    Ending ending,
    List<String> log) {
  public Plan {
    steps = List.copyOf(steps);
    acts = List.copyOf(acts);
    emits = List.copyOf(emits);
    log = List.copyOf(log);
  }

  /// How planning ended.
  public sealed interface Ending {
    /// The method returned.
    record Done(Returned returned) implements Ending {}

    /// The method threw, said what it may not say, or its process broke.
    ///
    /// @param at `Delivery.java:22`; empty if no line of the team's code has a part in it
    record Failed(String reason, String at) implements Ending {}

    /// The method said that it is not needed.
    record Skipped(String reason) implements Ending {}
  }

  /// What the method returned.
  public sealed interface Returned {
    /// Nothing that is kept.
    record Nothing() implements Returned {}

    /// Files.
    record Files(TreeExpression tree) implements Returned {}

    /// Test results.
    record Report(String step) implements Returned {}

    /// An artifact.
    record OfArtifact(ArtifactReference artifact) implements Returned {}
  }
}
