// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk.event;

import dev.cairn.sdk.Event;

/// A change is on its branch: a push, or a merged pull request.
///
/// @param id names this change
/// @param repository its name in the server's configuration: `shop`
/// @param branch `main`
/// @param commit the new head, in hex
/// @param author who made it
/// @param message the first line of what the commit says
public record ChangeMerged(
    String id, String repository, String branch, String commit, String author, String message)
    implements Event {}
