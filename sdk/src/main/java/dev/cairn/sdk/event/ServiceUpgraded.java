// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk.event;

import dev.cairn.sdk.Artifact;
import dev.cairn.sdk.Environment;
import dev.cairn.sdk.Event;

/// A service runs another artifact than before: after a deployment, a first one, or a rollback.
///
/// @param environment where
/// @param service what
/// @param artifact what runs now
/// @param url where it answers
/// @param before what ran until now; using it is an error if this is the first deployment
/// @param rollback whether it ran there once before
/// @param first whether nothing ran there before
public record ServiceUpgraded(
    Environment environment,
    String service,
    Artifact artifact,
    String url,
    Artifact before,
    boolean rollback,
    boolean first)
    implements Event {}
