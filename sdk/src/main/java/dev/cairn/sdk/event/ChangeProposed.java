// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk.event;

import dev.cairn.sdk.Event;

/// A pull or merge request was opened, or has new commits.
///
/// @param id names this change
/// @param repository its name in the server's configuration
/// @param branch the branch that it comes from
/// @param commit its head, in hex
/// @param author who made it
/// @param title what it says
/// @param url its page
public record ChangeProposed(
    String id,
    String repository,
    String branch,
    String commit,
    String author,
    String title,
    String url)
    implements Event {}
