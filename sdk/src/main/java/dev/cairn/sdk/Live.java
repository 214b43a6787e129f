// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

/// An artifact that runs in an environment. A task with such a parameter runs for each live
/// artifact: when it becomes live, and again whenever its advisories change, for as long as it is
/// live.
///
/// @param artifact what runs
/// @param environment where it runs
/// @param service as what it runs
public record Live(Artifact artifact, Environment environment, String service) implements Event {}
