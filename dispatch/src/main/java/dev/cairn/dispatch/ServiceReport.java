// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dispatch;

import java.time.Instant;
import java.util.Optional;

/// What a worker tells of a service in an environment.
///
/// ```
/// production/shop  healthy  sha256:9f86… by config commit c0f1…, before it sha256:77c0…
/// ```
///
/// @param id the report's own, the same if it is sent again
/// @param environment such as `production`
/// @param state starting, healthy, restarted (healthy again after Cairn itself was started again),
///   failed, gone, repaired or stopped
/// @param name the artifact's name
/// @param previous what ran there before
/// @param rollback whether this artifact had run there before what ran last
public record ServiceReport(
    String id,
    String environment,
    String service,
    String state,
    String digest,
    String name,
    String configCommit,
    Optional<String> previous,
    boolean rollback,
    String url,
    String reason,
    Instant time) {
  String place() {
    return environment + "/" + service;
  }
}
