// SPDX-License-Identifier: Apache-2.0
package dev.cairn.registry;

import java.util.List;

/// Somebody has pushed a manifest: its bytes and what it names are kept, the answer is not yet
/// given.
///
/// @param repository `registry/shop`
/// @param tags that it was pushed under, none if by digest alone
/// @param manifest what was pushed
/// @param pusher who, as {@link Access} named them
public record Push(String repository, List<String> tags, Manifest manifest, Caller pusher) {
  public Push {
    tags = List.copyOf(tags);
  }
}
