// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk.event;

import dev.cairn.sdk.Artifact;
import dev.cairn.sdk.Environment;
import dev.cairn.sdk.Event;
import dev.cairn.sdk.Outcome;

/// A test suite ended.
///
/// @param suite its name: `smoke`
/// @param outcome how it ended
/// @param artifact what was tested
/// @param environment where it was tested
public record TestSuiteFinished(
    String suite, Outcome outcome, Artifact artifact, Environment environment) implements Event {}
