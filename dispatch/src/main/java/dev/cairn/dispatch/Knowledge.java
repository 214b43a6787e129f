// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What [Expectations] ask of storage.
public interface Knowledge {
  Catalogue catalogue();

  List<Run> ofChange(String commit);

  List<Run> ofArtifact(String digest);

  /// Tasks that did not start for a commit or an artifact (digest), or that wait.
  List<Unstarted> unstarted(String about);

  /// The services that the configuration names, with what each should run.
  List<Place> places();

  /// How long the task usually takes.
  OptionalLong usualSeconds(String bundle, String task);

  /// @param waits for other events; else refused
  /// @param subject what its trigger was about
  record Unstarted(boolean waits, String bundle, String task, String subject, String clause) {}

  /// @param environment such as `production`
  /// @param desired the digest that it should run, where Git says so
  record Place(String environment, String service, Optional<String> desired) {}
}
