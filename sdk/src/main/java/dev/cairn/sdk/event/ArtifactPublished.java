// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk.event;

import dev.cairn.sdk.Artifact;
import dev.cairn.sdk.Event;

/// An artifact reached the registry, whoever pushed it.
///
/// @param artifact what was pushed
/// @param reference as it was pushed: `registry/shop:1.2`
/// @param repository `shop`
/// @param tag `1.2`; empty if it was pushed by digest only
public record ArtifactPublished(Artifact artifact, String reference, String repository, String tag)
    implements Event {}
