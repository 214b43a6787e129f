// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.util.Locale;

/// How one subject follows from another (CONTRACT.md, "The graph"), and two links that never carry.
public enum EdgeKind {
  BUILT_FROM,
  MERGED_AS,
  PART_OF,
  RUNS,
  NAMES,
  CONTAINS,
  OBSERVED_IN,
  TESTED_BY,
  SCANNED_BY,
  DEPLOYED_BY,
  APPROVED_BY,
  REPORTED_BY,
  ROLLED_BACK_BY,
  PUSHED_WITH,
  /// A base image, a library: drawn as a link to another journey.
  INGREDIENT,
  /// A commit's Git parent: drawn as a link to another journey.
  PARENT;

  /// As the API writes it: `built-from`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
