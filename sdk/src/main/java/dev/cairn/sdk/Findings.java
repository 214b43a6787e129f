// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

/// The vulnerabilities that are known in an artifact, a handle.
public final class Findings {
  private final Handle step;

  Findings(Handle step) {
    this.step = step;
  }

  /// The verdict that the artifact passes if everything found is below this severity.
  public Verdict allowBelow(Severity severity) {
    Planning planning = Planning.current("allowBelow");
    return new Verdict(
        Json.object().with("findings", step.json()).with("allowBelow", severity.name()),
        planning.place("allowBelow"));
  }

  /// How bad it is, by CVSS: below 4, below 7, below 9, and the rest.
  public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
  }
}
