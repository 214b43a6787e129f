// SPDX-License-Identifier: Apache-2.0
package dev.cairn.environments;

import dev.cairn.content.Digest;
import java.util.Optional;

/// A service of an environment, and what is desired of it.
///
/// @param port where the service is reached, on 127.0.0.1
/// @param health the path that answers 200 when it is well
/// @param desired what should run; empty until a config commit says so
public record Service(
    String environment, String name, int port, String health, Optional<Desired> desired) {

  /// What a config commit asks for.
  ///
  /// @param reference the image as the config file names it
  public record Desired(Digest digest, String reference, String configCommit) {}

  /// `production/shop`.
  public String key() {
    return environment + "/" + name;
  }
}
