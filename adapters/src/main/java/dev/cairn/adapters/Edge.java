// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Identity;
import dev.cairn.events.Statement;
import dev.cairn.events.Statement.Derivation;
import dev.cairn.events.Statement.Evidence;
import dev.cairn.events.Strength;

/// A derivation while an adapter writes it: `Edge.from(commit).to(run,
/// RUNS).declared("same-commit", "…")`.
record Edge(Identity from, Identity to, EdgeKind kind) {

  /// The half of an edge that is known first.
  record From(Identity from) {
    Edge to(Identity to, EdgeKind kind) {
      return new Edge(from, to, kind);
    }
  }

  static From from(Identity from) {
    return new From(from);
  }

  /// Rests on what the tool itself says of the two.
  Statement declared(String rule, String text) {
    return evidence(Strength.DECLARED, rule, text);
  }

  /// Rests on a text that somebody wrote down for people.
  Statement inferred(String rule, String text) {
    return evidence(Strength.INFERRED, rule, text);
  }

  private Statement evidence(Strength strength, String rule, String text) {
    return new Derivation(from, to, kind, new Evidence(strength, rule, shared().name(), text));
  }

  /// What both sides know: of a commit and anything else, the commit; else the artifact.
  private Identity shared() {
    return switch (from.kind()) {
      case "commit", "digest" -> from;
      default -> to.kind().equals("commit") || to.kind().equals("digest") ? to : from;
    };
  }
}
