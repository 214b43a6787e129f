// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.util.Locale;

/// What a node of the graph is (CONTRACT.md, "The graph"). Where several events say different kinds
/// of one thing, the one that is declared later here wins: a commit of a config repository is a
/// config commit.
public enum NodeKind {
  RUN,
  COMMIT,
  CONFIG_COMMIT,
  CHANGE,
  ARTIFACT,
  DEPLOYMENT,
  TEST,
  VERDICT,
  GATE,
  FINDING,
  APPROVAL,
  INCIDENT,
  TICKET,
  PUBLICATION;

  /// As the API writes it: `config-commit`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
