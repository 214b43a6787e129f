// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.content.Digest;
import dev.cairn.images.Lock;
import dev.cairn.images.OciConfig;
import dev.cairn.images.OciPacker;
import dev.cairn.images.Platform;
import dev.cairn.images.Progress;
import dev.cairn.sandbox.Command;
import dev.cairn.sandbox.Level;
import dev.cairn.sandbox.Outcome;
import dev.cairn.sandbox.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What steps need of the machine that they run on.
interface Machine {
  Platform platform();

  Level level();

  /// Exactly which packages; nothing is downloaded but indexes.
  Lock lock(ImageExpression.Base.Debian base, Platform platform, Progress progress)
      throws IOException, InterruptedException;

  /// The root file system of a lock.
  Path root(Lock lock, Progress progress) throws IOException, InterruptedException;

  /// A root file system with nothing in it.
  Path emptyRoot() throws IOException;

  Outcome run(Command command, Sink sink) throws IOException, InterruptedException;

  /// Makes an OCI image.
  ///
  /// @param bases by platform; none for an image of additions alone
  Digest pack(
      SortedMap<Platform, Optional<Lock>> bases,
      List<OciPacker.Addition> additions,
      OciConfig config,
      Progress progress)
      throws IOException, InterruptedException;
}
