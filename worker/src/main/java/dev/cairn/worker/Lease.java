// SPDX-License-Identifier: Apache-2.0
package dev.cairn.worker;

import dev.cairn.content.Digest;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A run that this worker has, until it stops beating:
///
/// ```json
/// {"run":"r-12","fence":3,"kind":"task","bundle":{"name":"shop","team":"shop","repository":"/git/shop.git","commit":"4f2c…","folder":"cairn"},
///  "task":{…},"event":{"type":"ChangeMerged","fields":{…}},"arguments":{},"environments":{"production":{…}}}
/// ```
///
/// @param fence grows with each lease of the run; the server refuses an older one
/// @param load whether the bundle is to be compiled, and nothing run
/// @param json all of it
record Lease(
    String run,
    long fence,
    boolean load,
    BundleAt bundle,
    Optional<Digest> advisories,
    JsonNode json) {

  /// A bundle's source.
  ///
  /// @param folder where in the repository its classes lie
  record BundleAt(String name, String team, String repository, String commit, String folder) {}

  static Lease parse(JsonNode json) {
    JsonNode bundle = json.path("bundle");
    String advisories = json.path("advisories").asString("");
    return new Lease(
        json.path("run").asString(),
        json.path("fence").asLong(),
        json.path("kind").asString().equals("load"),
        new BundleAt(
            bundle.path("name").asString(),
            bundle.path("team").asString(),
            bundle.path("repository").asString(),
            bundle.path("commit").asString(),
            bundle.path("folder").asString()),
        advisories.isEmpty() ? Optional.empty() : Optional.of(Digest.parse(advisories)),
        json);
  }

  /// The row of the task table; absent for a load.
  JsonNode task() {
    return json.path("task");
  }
}
