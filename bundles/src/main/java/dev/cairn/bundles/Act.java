// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.engine.Step;

/// An effect that a plan asks for. It is to be carried out after all steps of the plan have passed,
/// in the order of the plan.
public sealed interface Act {
  /// Where it stands in the team's code, as the bundle process claims.
  Step.Origin origin();

  /// Puts an artifact into a registry: `{"push":ARTIFACT,"reference":"registry/shop"}`.
  record Push(Step.Origin origin, ArtifactReference artifact, String reference) implements Act {}

  /// Asks for an artifact to run: `{"desire":"production","service":"shop","artifact":ARTIFACT}`.
  record Desire(Step.Origin origin, String environment, String service, ArtifactReference artifact)
      implements Act {}
}
