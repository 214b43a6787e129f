// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.content.Digest;
import dev.cairn.sdk.BundleProcess;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What compile and bundle processes are started with.
///
/// @param javaHome the JDK; the one that Cairn itself runs on
/// @param sdk the SDK's jar (a folder of classes works too, without a start-up cache)
/// @param bundles this module's jar
/// @param caches the folder of start-up caches (see [StartupCaches]), if there is one
/// @param digest of the JDK's version and of both jars: what a compilation is kept under
public record Toolchain(
    Path javaHome, Path sdk, Path bundles, Optional<Path> caches, Digest digest) {

  /// The JDK and the jars that this JVM runs on.
  public static Toolchain ofThisJvm(Optional<Path> caches) throws IOException {
    return of(
        Path.of(System.getProperty("java.home")),
        origin(BundleProcess.class),
        origin(Toolchain.class),
        caches);
  }

  /// A JDK and jars by path.
  public static Toolchain of(Path javaHome, Path sdk, Path bundles, Optional<Path> caches)
      throws IOException {
    Path home = javaHome.toRealPath();
    String all =
        "%s %s %s"
            .formatted(
                Digest.of(Files.readAllBytes(home.resolve("release"))),
                digest(sdk),
                digest(bundles));
    return new Toolchain(
        home, sdk, bundles, caches, Digest.of(all.getBytes(StandardCharsets.UTF_8)));
  }

  /// The start-up cache of a process, if it has been made for exactly these jars and this JDK.
  Optional<Path> cache(StartupCaches.Of process) {
    return caches
        .map(folder -> folder.resolve(process.fileName(this)))
        .filter(Files::isRegularFile);
  }

  static Path origin(Class<?> type) throws IOException {
    var source = type.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI()).toRealPath();
    } catch (URISyntaxException e) {
      throw new IOException(
          "find the jar of %s: %s (expected: a file)".formatted(type, source.getLocation()), e);
    }
  }

  private static Digest digest(Path jar) throws IOException {
    if (Files.isRegularFile(jar)) {
      return Digest.of(Files.readAllBytes(jar));
    }
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(jar)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        lines.add(jar.relativize(file) + " " + Digest.of(Files.readAllBytes(file)));
      }
    }
    return Digest.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }
}
