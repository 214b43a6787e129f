// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.content.Digest;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Debian packages as root file systems: resolved once into a [Lock], downloaded, checked and
/// unpacked, all kept in a cache folder that many processes share:
///
/// ```
/// locks/bookworm-linux-amd64-1f0e….lock      what was resolved, by what was asked for
/// indexes/d3a45860….xz                       by SHA-256
/// packages/d7dd1d….deb                       by SHA-256
/// roots/5f0c…/                               by the lock's digest; complete if it is there
/// ```
///
/// Nothing is asked of a mirror when the lock and the packages are there. Safe for many threads.
public final class Debian {
  private final Path cache;
  private final DebianArchive archive;
  private final PackageStore packages;

  /// Indexes take long to read and are read for several locks in a row. Guarded by this.
  private final Map<String, SoftReference<PackageIndex>> indexes = new HashMap<>();

  private Debian(Path cache, DebianArchive archive, PackageStore packages) {
    this.cache = cache;
    this.archive = archive;
    this.packages = packages;
  }

  /// Uses this cache folder, and the mirrors that the environment (`CAIRN_DEBIAN_MIRROR`) or else
  /// the apt configuration of this machine names.
  public static Debian open(Path cache, Map<String, String> environment, InstantSource clock) {
    return open(cache, Path.of("/etc/apt"), environment, clock);
  }

  static Debian open(Path cache, Path apt, Map<String, String> environment, InstantSource clock) {
    var downloads = new Downloads(environment);
    var archive = new DebianArchive(apt, environment, downloads, clock);
    return new Debian(
        cache, archive, new PackageStore(cache.resolve("packages"), archive, downloads));
  }

  /// The lock of these packages: the one in the cache, else a new one from the mirror's signed
  /// index.
  ///
  /// @throws UnknownPackageException if the suite does not have one of them
  /// @throws UntrustedIndexException if the index is not what the archive's key signed
  public Lock lock(String suite, List<String> wanted, Platform platform, Progress progress)
      throws IOException, InterruptedException {
    Path file = cache.resolve("locks").resolve(fileName(suite, wanted, platform));
    if (!Files.exists(file)) {
      String activity = "read the package index of %s for %s".formatted(suite, platform);
      progress.at(activity, 0, 1);
      PackageIndex index = index(suite, platform);
      progress.at(activity, 1, 1);
      Lock lock = new Lock(suite, platform, wanted, Closure.of(wanted, index));
      keepFirst(file, lock.text());
    }
    return Lock.parse(Files.readString(file));
  }

  /// The root file system of a lock, made now if it is not there.
  public RootFileSystem root(Lock lock, Progress progress)
      throws IOException, InterruptedException {
    Path root = cache.resolve("roots").resolve(lock.digest().hex());
    if (!Files.isDirectory(root)) {
      packages.fetch(lock, progress);
      Unpacking.into(root, lock, packages::file, progress);
    }
    return new RootFileSystem(lock, root);
  }

  private synchronized PackageIndex index(String suite, Platform platform)
      throws IOException, InterruptedException {
    String key = suite + " " + platform;
    SoftReference<PackageIndex> known = indexes.get(key);
    PackageIndex index = known == null ? null : known.get();
    if (index == null) {
      index = archive.index(suite, platform, cache.resolve("indexes"));
      indexes.put(key, new SoftReference<>(index));
    }
    return Objects.requireNonNull(index, key);
  }

  private static String fileName(String suite, List<String> wanted, Platform platform) {
    String sorted = String.join(" ", wanted.stream().sorted().distinct().toList());
    String digest = Digest.of(sorted.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
    return "%s-linux-%s-%s.lock".formatted(suite, platform.architecture(), digest);
  }

  /// Of several processes, the first one's lock stays.
  private static void keepFirst(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(file.getParent(), "incoming-", null);
    try {
      Files.writeString(part, text);
      Files.createLink(file, part);
    } catch (FileAlreadyExistsException _) {
      // Another process was quicker; its lock is as good.
    } finally {
      Files.delete(part);
    }
  }
}
