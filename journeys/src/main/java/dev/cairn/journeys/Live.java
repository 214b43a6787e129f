// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// What runs at a service: the deployment there that was healthy last.
///
/// @param service `service:production/shop`
/// @param deployment all identities of the deployment
/// @param artifacts for each artifact that it runs, all identities
/// @param configCommits for each config commit that it was synced at, all identities
/// @param status live, repaired, drifted, flagged or failed
/// @param reason why it is not plainly live, such as the findings that flag it
/// @param since when it began to be healthy, after what ran there before
public record Live(
    Identity service,
    SortedSet<Identity> deployment,
    List<SortedSet<Identity>> artifacts,
    List<SortedSet<Identity>> configCommits,
    Status status,
    Optional<String> reason,
    Instant since) {
  public Live {
    artifacts = List.copyOf(artifacts);
    configCommits = List.copyOf(configCommits);
  }
}
