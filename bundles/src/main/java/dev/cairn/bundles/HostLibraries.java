// SPDX-License-Identifier: Apache-2.0
package dev.cairn.bundles;

import dev.cairn.sandbox.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The few files of the host that a JDK can't do without: the dynamic loader and the C library.
/// They are those that this JVM has mapped itself, file by file, read-only; no folder of the host
/// is there.
///
/// ```
/// 7f3f8a97d000-7f3f8a9a3000 r--p 00000000 08:01 131 /usr/lib/x86_64-linux-gnu/libc.so.6
/// → /cairn/lib/libc.so.6
/// ```
///
/// A distribution's JDK has links into `/etc` (`conf`): their targets are there, too, but for the
/// certificates, which nobody without a network needs.
final class HostLibraries {
  /// Where the libraries lie in the room; `LD_LIBRARY_PATH` names it.
  static final String FOLDER = "/cairn/lib";

  private static final List<String> SYSTEM =
      List.of("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/");
  private static final List<String> LOADERS =
      List.of("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1", "/lib/ld-linux.so.2");

  private HostLibraries() {}

  /// All that has to be mounted beside the JDK itself.
  static List<Mount> mounts(Path javaHome) throws IOException {
    Map<String, Path> byTarget = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      int path = line.indexOf('/');
      if (path > 0 && isSystemLibrary(line.substring(path), javaHome)) {
        Path library = Path.of(line.substring(path));
        byTarget.put(FOLDER + "/" + library.getFileName(), library);
      }
    }
    for (String loader : LOADERS) {
      if (Files.exists(Path.of(loader))) {
        byTarget.put(loader, Path.of(loader).toRealPath());
      }
    }
    byTarget.putAll(outwardLinks(javaHome));
    return byTarget.entrySet().stream()
        .map(entry -> Mount.readOnly(entry.getValue(), entry.getKey()))
        .toList();
  }

  private static boolean isSystemLibrary(String path, Path javaHome) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return SYSTEM.stream().anyMatch(path::startsWith)
        && !path.startsWith(javaHome + "/")
        && name.contains(".so");
  }

  private static Map<String, Path> outwardLinks(Path javaHome) throws IOException {
    Map<String, Path> links = new TreeMap<>();
    try (Stream<Path> all = Files.walk(javaHome)) {
      for (Path link : all.filter(Files::isSymbolicLink).toList()) {
        Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
        boolean outward = !target.startsWith(javaHome) && Files.isRegularFile(target);
        if (outward && !link.endsWith("cacerts")) {
          links.put(target.toString(), target.toRealPath());
        }
      }
    }
    return links;
  }
}
