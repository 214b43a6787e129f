// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk.event;

import dev.cairn.sdk.Artifact;
import dev.cairn.sdk.Event;

/// An artifact passed its gate, and may be pulled.
///
/// @param artifact what was held
/// @param gate `release`
/// @param repository `shop`
public record ArtifactReleased(Artifact artifact, String gate, String repository)
    implements Event {}
