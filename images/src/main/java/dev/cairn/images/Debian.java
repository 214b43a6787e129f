// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Debian packages as root file systems: resolved once into a [Lock], downloaded, checked and
/// unpacked, all kept in a cache folder that many processes share:
///
/// ```
/// locks/bookworm-linux-amd64-1f0e….lock      what was resolved, by what was asked for
/// packages/d7dd1d….deb                       by SHA-256
/// roots/5f0c…/                               by the lock's digest; complete if it is there
/// ```
public final class Debian {
  private final Path cache;

  private Debian(Path cache) {
    this.cache = cache;
  }

  /// Uses this cache folder, and the mirrors that the environment (`CAIRN_DEBIAN_MIRROR`) or else
  /// the apt configuration of this machine names.
  public static Debian open(Path cache, Map<String, String> environment, InstantSource clock) {
    return new Debian(cache);
  }

  /// The lock of these packages: the one in the cache, else a new one from the mirror's signed
  /// index.
  public Lock lock(String suite, List<String> packages, Platform platform, Progress progress)
      throws IOException, InterruptedException {
    throw new IOException("lock in " + cache);
  }

  /// The root file system of a lock, made now if it is not there.
  public RootFileSystem root(Lock lock, Progress progress)
      throws IOException, InterruptedException {
    throw new IOException("root in " + cache);
  }
}
