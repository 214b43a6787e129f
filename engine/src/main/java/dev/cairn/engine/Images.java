// SPDX-License-Identifier: Apache-2.0
package dev.cairn.engine;

import dev.cairn.images.Lock;
import dev.cairn.images.OciPacker;
import dev.cairn.images.Platform;
import dev.cairn.images.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the images of a plan are made of.
record Images(Machine machine, Trees trees) {
  /// One image for all its platforms, and what decides its bytes.
  ///
  /// @param locks none where it has no base
  record Resolved(SortedMap<Platform, Optional<Lock>> locks, List<OciPacker.Addition> additions) {
    /// For a step's key.
    Map<String, Object> key() {
      Map<String, Object> bases = new TreeMap<>();
      locks.forEach((platform, lock) ->
          bases.put(platform.toString(), lock.map(l -> l.digest().toString()).orElse("")));
      List<List<String>> added =
          additions.stream().map(a -> List.of(a.path(), a.tree().digest().toString())).toList();
      return Map.of("bases", bases, "additions", added);
    }
  }

  /// For a step that runs here: this machine's platform alone.
  Resolved toRun(ImageExpression image, Progress progress)
      throws IOException, InterruptedException {
    Platform here = machine.platform();
    if (!image.on().isEmpty() && !image.on().contains(here.toString())) {
      throw new StepException(
          "run in an image on %s: this machine is %s (expected: one of the image's platforms). Add it with on(…)."
              .formatted(image.on(), here));
    }
    return resolved(image, List.of(here), progress);
  }

  /// For a step that packs it: all its platforms.
  Resolved toPack(ImageExpression image, Progress progress)
      throws IOException, InterruptedException {
    List<Platform> platforms =
        image.on().isEmpty()
            ? List.of(machine.platform())
            : image.on().stream().map(Platform::parse).toList();
    return resolved(image, platforms, progress);
  }

  private Resolved resolved(ImageExpression image, List<Platform> platforms, Progress progress)
      throws IOException, InterruptedException {
    SortedMap<Platform, Optional<Lock>> locks = new TreeMap<>();
    for (Platform platform : platforms) {
      Optional<Lock> lock =
          switch (image.base()) {
            case ImageExpression.Base.Debian debian ->
                Optional.of(machine.lock(debian, platform, progress));
            case ImageExpression.Base.Empty() -> Optional.empty();
          };
      locks.put(platform, lock);
    }
    List<OciPacker.Addition> additions = new ArrayList<>();
    for (ImageExpression.Addition addition : image.additions()) {
      additions.add(new OciPacker.Addition(addition.path(), trees.tree(addition.tree())));
    }
    return new Resolved(locks, additions);
  }
}
