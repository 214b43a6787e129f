// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

/// A bundle as the configuration names it: a folder of tasks in a team's repository.
///
/// @param name the repository's short name, such as `shop`
/// @param repository the repository's URL or path, as events name it
/// @param branch whose head decides which version is active
/// @param folder such as `cairn`
public record Bundle(String name, String team, String repository, String branch, String folder) {

  /// A bundle at a commit, as a lease names it.
  ///
  /// @param key the folder's content there: two commits with the same key have the same tasks
  public record Version(Bundle bundle, String commit, String key) {}
}
