// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.content.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Exactly which packages an image is made of. Its text names no mirror, and its digest names the
/// root file system that is made of it:
///
/// ```
/// cairn lock 1
/// suite bookworm
/// platform linux/amd64
/// wanted openjdk-17-jre-headless
/// zlib1g 1:1.2.13.dfsg-1 amd64 86760 sha256:d7dd1d1411fedf27f5e27650a6eff20ef294077b568f4c8c5e51466dc7c08ce4 pool/main/z/zlib/zlib1g_1.2.13.dfsg-1_amd64.deb
/// ```
///
/// @param wanted the packages that were asked for, sorted
/// @param packages these and all that they depend on, sorted by name
public record Lock(
    String suite, Platform platform, List<String> wanted, List<LockedPackage> packages) {
  private static final String HEADER = "cairn lock 1";

  /// Raised whenever [Configuration] or [RootTree] make other files of the same packages.
  private static final String LAYOUT = "layout 1\n";

  public Lock {
    wanted = wanted.stream().sorted().distinct().toList();
    packages = packages.stream().sorted(Comparator.comparing(LockedPackage::name)).toList();
  }

  /// One package.
  ///
  /// @param architecture `amd64`, `arm64` or `all`
  /// @param path below the mirror's root
  public record LockedPackage(
      String name, String version, String architecture, long size, Digest sha256, String path) {
    String fileName() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /// Reads what [#text()] wrote.
  public static Lock parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 4 || !lines.getFirst().equals(HEADER)) {
      throw new IllegalArgumentException(
          "lock: \"%s\" (expected: a first line \"%s\"). Delete the lock to have it made anew."
              .formatted(lines.isEmpty() ? "" : lines.getFirst(), HEADER));
    }
    var packages = new ArrayList<LockedPackage>();
    for (String line : lines.subList(4, lines.size())) {
      packages.add(parsePackage(line));
    }
    return new Lock(
        value(lines.get(1), "suite"),
        Platform.parse(value(lines.get(2), "platform")),
        List.of(value(lines.get(3), "wanted").split(" ", -1)),
        packages);
  }

  /// The canonical form; equal locks have equal texts.
  public String text() {
    return HEADER
        + "\nsuite "
        + suite
        + "\nplatform "
        + platform
        + "\nwanted "
        + String.join(" ", wanted)
        + "\n"
        + packages.stream().map(Lock::line).collect(Collectors.joining());
  }

  /// Names the root file system: equal digests, equal bytes.
  public Digest digest() {
    return Digest.of((LAYOUT + text()).getBytes(StandardCharsets.UTF_8));
  }

  /// Bytes to download.
  public long size() {
    return packages.stream().mapToLong(LockedPackage::size).sum();
  }

  private static String line(LockedPackage p) {
    return "%s %s %s %d %s %s\n"
        .formatted(p.name, p.version, p.architecture, p.size, p.sha256, p.path);
  }

  private static LockedPackage parsePackage(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 6) {
      throw new IllegalArgumentException(
          "lock: line \"%s\" (expected: name version architecture size digest path)"
              .formatted(line));
    }
    return new LockedPackage(
        words[0], words[1], words[2], Long.parseLong(words[3]), Digest.parse(words[4]), words[5]);
  }

  private static String value(String line, String key) {
    if (!line.startsWith(key + " ")) {
      throw new IllegalArgumentException(
          "lock: line \"%s\" (expected: \"%s …\")".formatted(line, key));
    }
    return line.substring(key.length() + 1);
  }
}
