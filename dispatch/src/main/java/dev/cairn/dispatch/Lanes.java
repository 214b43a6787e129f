// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lanes: effects of a lane run one at a time (storage gives no worker a second one); with
/// `newestWins`, an older change gives way.
///
/// Older and newer go by the order of the changes on their branch, not by arrival. Only runs of one
/// task about one thing (artifacts of one name, or one branch) supersede each other: in a
/// repository with twenty services, the newest of each wins.
final class Lanes {
  private Lanes() {}

  /// A run that is wanted, and what it does to the others of its lane.
  static List<Decision> enter(Wanted wanted, State state) {
    var lane = wanted.lane();
    if (lane.isEmpty() || !wanted.newestWins()) {
      return List.of(new Decision.Start(wanted));
    }
    var newer = givesWayTo(wanted, state);
    if (newer.isPresent()) {
      return List.of(new Decision.StartSuperseded(wanted, about(newer.get().wanted())));
    }
    var decisions = new ArrayList<Decision>();
    for (var run : state.lane(lane.get())) {
      if (sameThing(run.wanted(), wanted) && run.status() == RunStatus.QUEUED) {
        decisions.add(new Decision.Supersede(run.id(), about(wanted)));
      }
    }
    decisions.add(new Decision.Start(wanted));
    return decisions;
  }

  /// The run of a newer change, under way or passed, that is before a wanted one.
  static Optional<Run> givesWayTo(Wanted wanted, State state) {
    return wanted.lane().filter(_ -> wanted.newestWins()).stream()
        .flatMap(lane -> state.lane(lane).stream())
        .filter(run -> sameThing(run.wanted(), wanted))
        .filter(run -> newer(run.wanted(), wanted, state))
        .findFirst();
  }

  private static boolean sameThing(Wanted one, Wanted other) {
    return one.key().bundle().equals(other.key().bundle())
        && one.key().task().equals(other.key().task())
        && thing(one).equals(thing(other));
  }

  /// The line of changes: an artifact's name and repository, else a repository's branch.
  private static List<String> thing(Wanted wanted) {
    return wanted.triggers().stream()
        .filter(trigger -> trigger.artifact().isPresent())
        .map(trigger -> List.of(trigger.text("artifact")))
        .findFirst()
        .orElseGet(() ->
            wanted.triggers().stream()
                .map(trigger -> List.of(trigger.text("repository"), trigger.text("branch")))
                .findFirst()
                .orElse(List.of()));
  }

  /// Whether `one` is of a newer change than `other`. Where the branch does not say, the later
  /// event is the newer.
  private static boolean newer(Wanted one, Wanted other, State state) {
    var commit = one.change().orElse("");
    var against = other.change().orElse("");
    if (!commit.isEmpty() && !against.isEmpty()) {
      if (state.follows(commit, against)) {
        return true;
      }
      if (state.follows(against, commit) || commit.equals(against)) {
        return false;
      }
    }
    return latest(one).compareTo(latest(other)) > 0;
  }

  private static Instant latest(Wanted wanted) {
    return wanted.triggers().stream()
        .map(Trigger::time)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private static String about(Wanted wanted) {
    return wanted.change().map(change -> "commit " + change).orElse(wanted.key().subject());
  }
}
