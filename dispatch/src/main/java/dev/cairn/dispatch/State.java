// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is known when something is decided. Storage answers within the transaction that will keep
/// the decision.
public interface State {
  Catalogue catalogue();

  /// The content of a bundle's folder at a commit, as its repository says.
  Folder folder(Bundle bundle, String commit);

  /// Whether the run exists, in whatever state.
  boolean has(RunKey key);

  /// Earlier triggers of a type about this artifact (digest) or change (commit), newest first.
  List<Trigger> earlier(Trigger.Type type, String about);

  /// The runs of a lane that are queued, running or passed.
  List<Run> lane(String lane);

  /// Whether a commit comes after another on their branch; false where that is not known.
  boolean follows(String commit, String earlier);

  /// The digest of the newest advisories.
  Optional<String> advisories();

  /// When those were announced: what comes back after it was gone is news, too.
  Optional<Instant> advisoriesSince();

  /// One [Trigger.Type#LIVE] per artifact, environment and service that runs now.
  List<Trigger> live();

  /// The publications of the artifacts that are held now.
  List<Trigger> held();

  /// The triggers that wait for a version of a bundle, oldest first.
  List<Trigger> awaiting(String bundle, String key);

  /// The folder of a bundle at a commit.
  sealed interface Folder {
    /// @param key the digest of its content
    record Present(String key) implements Folder {}

    record Absent() implements Folder {}
  }
}
