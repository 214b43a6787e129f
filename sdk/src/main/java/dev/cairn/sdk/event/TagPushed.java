// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk.event;

import dev.cairn.sdk.Event;

/// A tag is in the repository.
///
/// @param repository its name in the server's configuration
/// @param name `v1.2`
/// @param commit what it names, in hex
public record TagPushed(String repository, String name, String commit) implements Event {}
