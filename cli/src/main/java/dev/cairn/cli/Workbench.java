// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.bundles.Compiler;
import dev.cairn.bundles.Toolchain;
import dev.cairn.content.FolderStore;
import dev.cairn.content.FullDiskException;
import dev.cairn.engine.Engine;
import dev.cairn.engine.Port;
import dev.cairn.images.Debian;
import dev.cairn.images.Progress;
import dev.cairn.images.Toolbox;
import dev.cairn.sandbox.Level;
import dev.cairn.sandbox.Sandbox;
import dev.cairn.scanning.Scanner;
import dev.cairn.worker.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Wires the repeatable half on this machine: packages, sandbox, engine, compiler, all on one cache
/// folder.
final class Workbench {
  private final Path cache;
  private final Map<String, String> environment;
  private final Progress progress;
  private final Debian debian;
  private final FolderStore store;

  private Workbench(
      Path cache,
      FolderStore store,
      Map<String, String> environment,
      Progress progress,
      InstantSource clock) {
    this.cache = cache;
    this.store = store;
    this.environment = environment;
    this.progress = progress;
    this.debian = Debian.open(cache, environment, clock);
  }

  static Workbench open(
      Path cache, Map<String, String> environment, Progress progress, InstantSource clock)
      throws Failure {
    try {
      Files.createDirectories(cache);
      return new Workbench(
          cache, FolderStore.open(cache.resolve("content")), environment, progress, clock);
    } catch (IOException e) {
      if (FullDiskException.isBehind(e)) {
        throw diskIsFull(cache, e);
      }
      throw Failure.yours(
          "cairn: cache folder %s: %s (expected: a folder of yours). Name another with --cache or XDG_CACHE_HOME."
              .formatted(cache, e));
    }
  }

  /// `--cache`, else `$XDG_CACHE_HOME/cairn`, else `~/.cache/cairn`.
  static Path cache(Arguments arguments, Map<String, String> environment) {
    Optional<String> named =
        arguments.option("--cache").or(() -> Optional.ofNullable(environment.get("CAIRN_CACHE")));
    if (named.isPresent()) {
      return Path.of(named.get()).toAbsolutePath().normalize();
    }
    String base = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path home =
        base.isEmpty()
            ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache")
            : Path.of(base);
    return home.resolve("cairn").toAbsolutePath();
  }

  Path folder() {
    return cache;
  }

  FolderStore store() {
    return store;
  }

  /// The sandbox as well as this machine allows; bubblewrap comes from Debian's packages where it
  /// is not installed.
  Sandbox sandbox() throws IOException, InterruptedException {
    return Sandbox.detect(new Toolbox(debian, environment).sandbox(progress));
  }

  /// @param required whether a machine without namespaces is refused
  Workshop workshop(boolean required) throws Failure, InterruptedException {
    try {
      Sandbox sandbox = sandbox();
      if (required && sandbox.level() != Level.NAMESPACES) {
        throw Failure.yours(
            "cairn: --sandbox=require: "
                + sandbox.lost().orElse("no namespaces here")
                + " See cairn doctor.");
      }
      Path aot = Path.of(System.getProperty("cairn.aot", "/nonexistent"));
      Toolchain toolchain =
          Toolchain.ofThisJvm(Files.isDirectory(aot) ? Optional.of(aot) : Optional.empty());
      Map<String, Port> ports = Map.of("findings/1", new Scanner()::findings);
      Engine engine = Engine.open(cache, store, debian, sandbox, ports);
      return Workshop.of(cache, store, engine, Compiler.open(sandbox, toolchain, cache), sandbox);
    } catch (IOException e) {
      throw FullDiskException.isBehind(e)
          ? diskIsFull(cache, e)
          : Failure.outside("cairn: " + e.getMessage());
    }
  }

  /// What is said where there is no room for packages and results.
  static Failure diskIsFull(Path cache, IOException cause) {
    return Failure.limit(
        "cairn: cache folder %s: no space left on the disk (expected: room for packages and results). Free some, or name another folder with --cache."
            .formatted(cache),
        cause);
  }

  /// How a program of a Debian package is called, whether or not this machine has one.
  List<String> program(String packageName, String name) throws IOException, InterruptedException {
    return new Toolbox(debian, environment).fromPackage(packageName, name, progress);
  }
}
