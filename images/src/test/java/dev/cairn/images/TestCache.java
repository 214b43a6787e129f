// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.sandbox.Programs;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// The cache that Cairn itself uses on this machine, so that tests download once.
final class TestCache {
  private TestCache() {}

  static Path folder() {
    Map<String, String> environment = System.getenv();
    String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
    return caches.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "cairn")
        : Path.of(caches, "cairn");
  }

  static Debian debian() {
    return Debian.open(folder(), System.getenv(), InstantSource.system());
  }

  static RootFileSystem root(Platform platform, String... packages) throws Exception {
    Debian debian = debian();
    Lock lock = debian.lock("bookworm", List.of(packages), platform, Progress.silent());
    return debian.root(lock, Progress.silent());
  }

  /// What makes a sandbox, from Debian's packages, whether or not this machine has its own.
  static Programs programs() throws Exception {
    var toolbox = new Toolbox(debian(), System.getenv());
    return called(
        toolbox.fromPackage("bubblewrap", "bwrap", Progress.silent()),
        toolbox.sandbox(Progress.silent()).proot());
  }

  /// As on a machine where bubblewrap can't work.
  static Programs programsWithoutNamespaces() throws Exception {
    return called(List.of(), programs().proot());
  }

  static Programs called(List<String> bubblewrap, List<String> proot) {
    return new Programs() {
      @Override
      public List<String> bubblewrap() {
        return bubblewrap;
      }

      @Override
      public List<String> proot() {
        return proot;
      }
    };
  }
}
