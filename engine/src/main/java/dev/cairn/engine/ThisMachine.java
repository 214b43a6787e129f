// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Digest;
import dev.cairn.images.Debian;
import dev.cairn.images.Lock;
import dev.cairn.images.OciBaseLayers;
import dev.cairn.images.OciConfig;
import dev.cairn.images.OciPacker;
import dev.cairn.images.Platform;
import dev.cairn.images.Progress;
import dev.cairn.images.RootFileSystem;
import dev.cairn.sandbox.Command;
import dev.cairn.sandbox.Level;
import dev.cairn.sandbox.Outcome;
import dev.cairn.sandbox.Sandbox;
import dev.cairn.sandbox.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The machine that Cairn runs on, with its sandbox and its cache of Debian packages.
record ThisMachine(Path cache, Debian debian, Sandbox sandbox, OciPacker packer)
    implements Machine {
  static ThisMachine open(Path cache, ContentStore store, Debian debian, Sandbox sandbox)
      throws IOException {
    OciBaseLayers layers = OciBaseLayers.open(cache.resolve("layers"), store);
    return new ThisMachine(cache, debian, sandbox, new OciPacker(store, layers));
  }

  @Override
  public Platform platform() {
    return Platform.ofThisMachine();
  }

  @Override
  public Level level() {
    return sandbox.level();
  }

  @Override
  public Lock lock(ImageExpression.Base.Debian base, Platform platform, Progress progress)
      throws IOException, InterruptedException {
    return debian.lock(base.suite(), base.packages(), platform, progress);
  }

  @Override
  public Path root(Lock lock, Progress progress) throws IOException, InterruptedException {
    return debian.root(lock, progress).path();
  }

  @Override
  public Path emptyRoot() throws IOException {
    return Files.createDirectories(cache.resolve("empty-root"));
  }

  @Override
  public Outcome run(Command command, Sink sink) throws IOException, InterruptedException {
    return sandbox.run(command, sink);
  }

  @Override
  public Digest pack(
      SortedMap<Platform, Optional<Lock>> bases,
      List<OciPacker.Addition> additions,
      OciConfig config,
      Progress progress)
      throws IOException, InterruptedException {
    SortedMap<Platform, Optional<RootFileSystem>> roots = new TreeMap<>();
    for (var base : bases.entrySet()) {
      Optional<RootFileSystem> root =
          base.getValue().isPresent()
              ? Optional.of(debian.root(base.getValue().get(), progress))
              : Optional.empty();
      roots.put(base.getKey(), root);
    }
    return packer.pack(new OciPacker.Contents(roots, additions), config);
  }
}
