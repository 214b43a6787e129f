// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import dev.cairn.content.Digest;
import dev.cairn.images.Lock.LockedPackage;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All packages of a suite for one platform, the newest version of each, read from `Packages`:
///
/// ```
/// Package: zlib1g
/// Version: 1:1.2.13.dfsg-1
/// Architecture: amd64
/// Depends: libc6 (>= 2.14)
/// Filename: pool/main/z/zlib/zlib1g_1.2.13.dfsg-1_amd64.deb
/// ```
final class PackageIndex {
  private static final List<String> PRIORITIES =
      List.of("required", "important", "standard", "optional", "extra");

  private final Map<String, Candidate> newest = new HashMap<>();

  /// By the name of what they provide; built when first asked. Guarded by this.
  private final Map<String, List<Candidate>> providers = new HashMap<>();

  /// A package that could be installed.
  ///
  /// @param needs `Pre-Depends` and `Depends`, unread
  /// @param provides unread
  record Candidate(LockedPackage locked, String needs, String provides, int priority) {
    List<Dependency> dependencies() {
      return Dependency.parseAll(needs);
    }
  }

  /// Adds what stands in a `Packages` file; of two versions of a package, the newer one stays.
  void read(BufferedReader packages) throws IOException {
    var fields = new HashMap<String, String>();
    for (String line = packages.readLine(); line != null; line = packages.readLine()) {
      if (line.isEmpty()) {
        add(fields);
        fields.clear();
        continue;
      }
      int colon = line.indexOf(':');
      if (colon > 0 && !Character.isWhitespace(line.charAt(0)) && isRead(line, colon)) {
        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    add(fields);
  }

  /// The newest version of this name.
  Optional<Candidate> named(String name) {
    return Optional.ofNullable(newest.get(name));
  }

  /// Who stands in for a name: the more important first, then by name.
  synchronized List<Candidate> providing(String name) {
    if (providers.isEmpty()) {
      newest.values().forEach(this::addProvider);
      providers.values().forEach(list -> list.sort(PREFERENCE));
    }
    return providers.getOrDefault(name, List.of());
  }

  private static final Comparator<Candidate> PREFERENCE =
      Comparator.comparingInt(Candidate::priority)
          .thenComparing(candidate -> candidate.locked().name());

  private void addProvider(Candidate candidate) {
    for (Dependency provided : Dependency.parseAll(candidate.provides)) {
      providers
          .computeIfAbsent(provided.alternatives().getFirst().name(), _ -> new ArrayList<>())
          .add(candidate);
    }
  }

  private static boolean isRead(String line, int colon) {
    return switch (line.substring(0, colon)) {
      case "Package",
          "Version",
          "Architecture",
          "Depends",
          "Pre-Depends",
          "Provides",
          "Priority",
          "Filename",
          "Size",
          "SHA256" ->
          true;
      default -> false;
    };
  }

  private void add(Map<String, String> fields) {
    String name = fields.get("Package");
    if (name == null) {
      return;
    }
    var locked =
        new LockedPackage(
            name,
            field(fields, "Version"),
            field(fields, "Architecture"),
            Long.parseLong(field(fields, "Size")),
            new Digest(field(fields, "SHA256")),
            field(fields, "Filename"));
    String before = fields.getOrDefault("Pre-Depends", "");
    String after = fields.getOrDefault("Depends", "");
    var candidate =
        new Candidate(
            locked,
            before.isEmpty() || after.isEmpty() ? before + after : before + ", " + after,
            fields.getOrDefault("Provides", ""),
            PRIORITIES.indexOf(fields.getOrDefault("Priority", "optional")));
    newest.merge(name, candidate, PackageIndex::newer);
  }

  private static Candidate newer(Candidate a, Candidate b) {
    var left = new PackageVersion(a.locked.version());
    var right = new PackageVersion(b.locked.version());
    return right.compareTo(left) > 0 ? b : a;
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "package %s of the index: no %s (expected: one)".formatted(fields.get("Package"), name));
    }
    return value;
  }
}
