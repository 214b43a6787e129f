// SPDX-License-Identifier: Apache-2.0
package dev.cairn.git;

import java.time.Instant;
import java.util.List;

/// A commit, as far as journeys need it.
///
/// @param id 40 or 64 hex digits
/// @param time the committer's
/// @param files the paths that it changes against its first parent
/// @param digests `sha256:…` that its diff's added lines name and its removed lines do not
public record GitCommit(
    String id,
    List<String> parents,
    String author,
    String email,
    Instant time,
    String message,
    List<String> files,
    List<String> digests) {
  public GitCommit {
    parents = List.copyOf(parents);
    files = List.copyOf(files);
    digests = List.copyOf(digests);
  }
}
