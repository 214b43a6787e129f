// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk.event;

import dev.cairn.sdk.Artifact;
import dev.cairn.sdk.Environment;
import dev.cairn.sdk.Event;

/// A vulnerability became known in something that is live.
///
/// @param artifact what has it
/// @param environment where that is live
/// @param advisory `CVE-2026-31337`
/// @param severity `LOW`, `MEDIUM`, `HIGH` or `CRITICAL`
public record FindingOpened(
    Artifact artifact, Environment environment, String advisory, String severity)
    implements Event {}
