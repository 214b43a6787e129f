// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

/// Something that happened. The events of Cairn are in `dev.cairn.sdk.event`; a record of one's own
/// that implements this is an event of one's own, and another team that declares a record of the
/// same name and fields reacts to it.
///
/// ```java
/// record LoadTested(Artifact artifact, int requestsPerSecond) implements Event {}
/// ```
///
/// Components may be String, int, long, boolean, enums, {@link Artifact}, {@link Environment} and
/// {@link Platform}.
public interface Event {}
