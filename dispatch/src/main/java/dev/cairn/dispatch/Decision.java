// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import java.util.List;

/// What was decided about one task, or about one bundle, for a trigger. `storage` carries it out;
/// nothing else may change runs, catalogue and waiting triggers.
public sealed interface Decision {
  /// A run is to be made and queued.
  record Start(Wanted run) implements Decision {}

  /// A run is to be made that never starts, since a newer change is before it in its lane.
  record StartSuperseded(Wanted run, String by) implements Decision {}

  /// A queued run gives way to a newer change.
  ///
  /// @param by what the newer one is about
  record Supersede(String run, String by) implements Decision {}

  /// "Why did nothing start?": the clause of the filter, or what else stood against it.
  record Refused(String bundle, String task, String at, String subject, String clause)
      implements Decision {}

  /// A join that still lacks an event.
  ///
  /// @param missing the types that have not come
  record Waiting(String bundle, String task, String at, String subject, List<String> missing)
      implements Decision {
    public Waiting {
      missing = List.copyOf(missing);
    }
  }

  /// The task has its run for this subject: the event came again, or says nothing new.
  record Already(RunKey key) implements Decision {}

  /// The catalogue learns something.
  record Learn(Catalogue.Change change) implements Decision {}

  /// The trigger is kept until this version of the bundle is known ([Dispatch#loaded]).
  record Await(Trigger trigger, String bundle, String key) implements Decision {}
}
