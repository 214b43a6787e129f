// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.engine.Step;

/// The verdict that a plan returns.
public sealed interface Judgement {
  /// Where it stands in the team's code, as the bundle process claims.
  Step.Origin origin();

  /// `{"verdict":{"findings":{"step":"s4"},"allowBelow":"HIGH"}}`: passed, if all that the step
  /// found is below this severity.
  record ByFindings(Step.Origin origin, String step, Severity allowBelow) implements Judgement {}

  /// `{"verdict":{"passed":true}}`
  record Passed(Step.Origin origin) implements Judgement {}

  /// `{"verdict":{"passed":false,"reason":"…"}}`
  record Failed(Step.Origin origin, String reason) implements Judgement {}

  /// How bad a finding is.
  enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
  }
}
