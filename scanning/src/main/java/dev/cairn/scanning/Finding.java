// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/// What is known against a component of an image.
///
/// @param name `dev.example:bank-client`
/// @param component its package URL
/// @param fixed the version that has it no more; empty if there is none
record Finding(
    String id,
    Severity severity,
    String name,
    String component,
    String version,
    String fixed,
    String summary) {
  /// The worst first.
  static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity)
          .reversed()
          .thenComparing(Finding::id)
          .thenComparing(Finding::component);

  Map<String, Object> json() {
    return new TreeMap<>(
        Map.of(
            "id", id,
            "severity", severity.level().toString(),
            "score", severity.score(),
            "name", name,
            "package", component,
            "version", version,
            "fixed", fixed,
            "summary", summary));
  }
}
