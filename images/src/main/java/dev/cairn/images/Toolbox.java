// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.sandbox.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The few programs that Cairn itself needs and a machine may lack, from locked Debian packages,
/// run on this machine by their own loader and libraries:
///
/// ```
/// roots/9c1d…/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 --library-path … roots/9c1d…/usr/bin/bwrap
/// ```
public final class Toolbox {
  private static final String SUITE = "bookworm";

  /// The first Debian with PRoot 5.4.
  private static final String SUITE_OF_PROOT = "forky";

  private final Debian debian;
  private final Map<String, String> environment;

  public Toolbox(Debian debian, Map<String, String> environment) {
    this.debian = debian;
    this.environment = Map.copyOf(environment);
  }

  /// What makes a sandbox: this machine's own bubblewrap, else the one from Debian's packages; and
  /// PRoot always from there, since what older ones say of a command's end can't be relied on.
  public Programs sandbox(Progress progress) {
    return new Programs() {
      @Override
      public List<String> bubblewrap() throws IOException, InterruptedException {
        return program("bubblewrap", "bwrap", progress);
      }

      @Override
      public List<String> proot() throws IOException, InterruptedException {
        return fromPackage(SUITE_OF_PROOT, "proot", "proot", progress);
      }
    };
  }

  /// How a program is called: this machine's own if the `PATH` has it, else its package's.
  ///
  /// @param name as it is called
  public List<String> program(String packageName, String name, Progress progress)
      throws IOException, InterruptedException {
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path program = Path.of(folder, name);
      if (!folder.isEmpty() && Files.isExecutable(program) && !Files.isDirectory(program)) {
        return List.of(program.toString());
      }
    }
    return fromPackage(packageName, name, progress);
  }

  /// How a program of a package is called, whether or not this machine has one.
  public List<String> fromPackage(String packageName, String name, Progress progress)
      throws IOException, InterruptedException {
    return fromPackage(SUITE, packageName, name, progress);
  }

  private List<String> fromPackage(String suite, String packageName, String name, Progress progress)
      throws IOException, InterruptedException {
    Lock lock = debian.lock(suite, List.of(packageName), Platform.ofThisMachine(), progress);
    Path root = debian.root(lock, progress).path();
    Path libraries = root.resolve("usr/lib").resolve(lock.platform().triplet());
    return List.of(
        loader(libraries).toString(),
        "--library-path",
        libraries.toString(),
        program(root, name).toString());
  }

  private static Path loader(Path libraries) throws IOException {
    try (Stream<Path> files = Files.list(libraries)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("ld-linux"))
          .sorted()
          .findFirst()
          .orElseThrow(() ->
              new IOException(
                  "find a loader: none in %s (expected: ld-linux…)".formatted(libraries)));
    }
  }

  private static Path program(Path root, String name) throws IOException {
    List<Path> places = new ArrayList<>();
    for (String folder : Arrays.asList("usr/bin", "usr/sbin")) {
      places.add(root.resolve(folder).resolve(name));
    }
    return places.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new IOException(
                "find program %s: not in %s (expected: there)".formatted(name, places)));
  }
}
