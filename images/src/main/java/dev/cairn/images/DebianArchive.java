// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.content.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tukaani.xz.XZInputStream;

/// The mirrors of a suite, and the indexes that they serve: read only if the archive's key signed
/// them.
final class DebianArchive {
  private static final int LARGEST_RELEASE = 4 << 20;
  private static final long LARGEST_INDEX = 64L << 20;
  private static final Pattern SUITE = Pattern.compile("([a-z]+)(-updates|-security)?");
  private static final List<String> POCKETS = List.of("", "-updates", "-security");

  private final Path apt;
  private final Map<String, String> environment;
  private final Downloads downloads;
  private final InstantSource clock;

  /// @param apt `/etc/apt`
  DebianArchive(
      Path apt, Map<String, String> environment, Downloads downloads, InstantSource clock) {
    this.apt = apt;
    this.environment = Map.copyOf(environment);
    this.downloads = downloads;
    this.clock = clock;
  }

  /// All packages of a suite, its updates and its security updates.
  ///
  /// @param cache where index files are kept, by digest
  PackageIndex index(String suite, Platform platform, Path cache)
      throws IOException, InterruptedException {
    PackageIndex index = new PackageIndex();
    List<String> read = new ArrayList<>();
    for (AptSource source : sources(suite)) {
      String name = source.at("dists/" + source.suite() + "/InRelease").toString();
      Release release = release(source, name);
      if (!release.isDebians()) {
        continue;
      }
      release.checkSuite(name, source.suite());
      if (!allowsExpired()) {
        release.checkDate(name, clock.instant());
      }
      String path = "main/binary-%s/Packages.xz".formatted(platform.architecture());
      readInto(index, packages(source, release.digest(name, path), path, cache));
      read.add(source.suite());
    }
    if (!read.contains(suite)) {
      throw nowhere(suite);
    }
    return index;
  }

  /// The places where the packages of a suite may lie.
  List<AptSource> sources(String suite) throws IOException {
    List<AptSource> configured = configured(suite);
    if (!configured.isEmpty()) {
      return configured;
    }
    Set<AptSource> here = new LinkedHashSet<>();
    List<AptSource> all = new AptConfiguration(apt).sources();
    for (AptSource source : all) {
      if (POCKETS.stream().anyMatch(pocket -> source.suite().equals(suite + pocket))) {
        here.add(source);
      }
    }
    if (here.isEmpty()) {
      all.forEach(source -> here.addAll(asOtherSuite(source, suite)));
    }
    if (here.isEmpty()) {
      throw nowhere(suite);
    }
    return List.copyOf(here);
  }

  /// `CAIRN_DEBIAN_MIRROR`: the archive, and after a blank its security archive.
  private List<AptSource> configured(String suite) {
    List<String> uris = words("CAIRN_DEBIAN_MIRROR");
    if (uris.isEmpty()) {
      return List.of();
    }
    String main = uris.getFirst().replaceAll("/+$", "");
    String security = uris.size() > 1 ? uris.get(1) : main + "-security";
    List<String> keys = words("CAIRN_DEBIAN_KEYRING");
    return List.of(
        new AptSource(URI.create(main), suite, keys),
        new AptSource(URI.create(main), suite + "-updates", keys),
        new AptSource(URI.create(security), suite + "-security", keys));
  }

  /// A machine of another Debian release knows mirrors of all releases.
  private static List<AptSource> asOtherSuite(AptSource source, String suite) {
    String path = source.uri().getPath().replaceAll("/+$", "");
    Matcher matcher = SUITE.matcher(source.suite());
    boolean isDebians = path.endsWith("/debian") || path.endsWith("/debian-security");
    if (!isDebians || !matcher.matches()) {
      return List.of();
    }
    String pocket = matcher.group(2) == null ? "" : matcher.group(2);
    return List.of(new AptSource(source.uri(), suite + pocket, source.signedBy()));
  }

  private Release release(AptSource source, String name) throws IOException, InterruptedException {
    byte[] bytes = downloads.read(URI.create(name), LARGEST_RELEASE);
    List<String> keys = words("CAIRN_DEBIAN_KEYRING");
    Keyring keyring = keys.isEmpty() ? Keyring.of(source) : Keyring.of(keys);
    String text =
        ClearSigned.parse(name, new String(bytes, StandardCharsets.UTF_8))
            .verified(name, keyring, clock.instant());
    return Release.parse(text);
  }

  private Path packages(AptSource source, Digest digest, String path, Path cache)
      throws IOException, InterruptedException {
    Path file = cache.resolve(digest.hex() + ".xz");
    if (!Files.exists(file)) {
      String folder =
          "dists/%s/%s".formatted(source.suite(), path.substring(0, path.lastIndexOf('/')));
      URI uri = source.at("%s/by-hash/SHA256/%s".formatted(folder, digest.hex()));
      downloads.keep(uri, new Downloads.Expected(digest, LARGEST_INDEX), file, _ -> {});
    }
    return file;
  }

  private static void readInto(PackageIndex index, Path packages) throws IOException {
    try (InputStream in = Files.newInputStream(packages);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new XZInputStream(in), StandardCharsets.UTF_8))) {
      index.read(reader);
    }
  }

  private boolean allowsExpired() throws IOException {
    return environment.getOrDefault("CAIRN_DEBIAN_ALLOW_EXPIRED", "").equals("true")
        || new AptConfiguration(apt).ignoresDates();
  }

  private List<String> words(String variable) {
    return Arrays.stream(environment.getOrDefault(variable, "").split("\\s+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private IOException nowhere(String suite) {
    return new IOException(
        "resolve packages of Debian %s: no mirror in %s (expected: an entry for %s main). Add one, or"
                .formatted(suite, apt, suite)
            + " name mirrors by CAIRN_DEBIAN_MIRROR=\"ARCHIVE SECURITY-ARCHIVE\".");
  }
}
