// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.images.Debian;
import dev.cairn.images.Progress;
import dev.cairn.images.Toolbox;
import dev.cairn.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// The sandbox of this machine, with bubblewrap from Debian's packages where it has none.
final class RealSandbox {
  private RealSandbox() {}

  static Sandbox detect() throws IOException, InterruptedException {
    Map<String, String> environment = System.getenv();
    Path cache =
        Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
            .map(Path::of)
            .orElse(Path.of(System.getProperty("user.home"), ".cache"))
            .resolve("cairn");
    var debian = Debian.open(cache, environment, InstantSource.system());
    return Sandbox.detect(new Toolbox(debian, environment).sandbox(Progress.silent()));
  }
}
