// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import dev.cairn.events.EdgeKind;
import dev.cairn.events.Event;
import dev.cairn.events.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which commit comes after which, as far as an event says: what lanes with `newestWins` go by.
///
/// A Git parent comes before its child, the old head of a push before the new one, the other
/// commits of a push before its head. Order only; none of this joins journeys.
public record Ancestry(String child, String parent) {

  public static List<Ancestry> of(Event event) {
    Set<Ancestry> found = new LinkedHashSet<>();
    for (var statement : event.says()) {
      if (statement instanceof Statement.Derivation(var from, var to, var kind, var _)
          && from.kind().equals("commit")
          && to.kind().equals("commit")) {
        if (kind == EdgeKind.PARENT) {
          found.add(new Ancestry(hex(to.value()), hex(from.value())));
        } else if (kind == EdgeKind.PUSHED_WITH) {
          found.add(new Ancestry(hex(from.value()), hex(to.value())));
        }
      }
    }
    if (Reading.kind(event.type()).equals("change.merged")) {
      var data = event.envelope().at("data");
      var before = data.word("customData", "before").orElse("");
      var head = data.word("subject", "id").orElse("");
      if (Reading.isCommit(before) && Reading.isCommit(head)) {
        found.add(new Ancestry(head, before));
      }
    }
    return List.copyOf(found);
  }

  private static String hex(String commit) {
    return commit.substring("commit:".length());
  }
}
