// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

import dev.cairn.content.ContentStore;
import dev.cairn.content.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A folder of OSV records, one JSON file a record, by what they are about.
///
/// @param byName `Maven dev.example:bank-client`, `Debian zlib`; and by artifact alone, `jar
///   bank-client`
record Advisories(Map<String, List<About>> byName) {
  private static final int LARGEST = 8 << 20;

  /// A record, and the part of it that is about a package.
  record About(Advisory advisory, Advisory.Affected affected) {}

  static Advisories read(Tree tree, ContentStore store) throws IOException {
    Map<String, List<About>> byName = new HashMap<>();
    for (var entry : tree.entries(store).entrySet()) {
      if (entry.getKey().endsWith(".json")
          && entry.getValue() instanceof Tree.Entry.File(var content, var size, _)) {
        if (size > LARGEST) {
          throw new IOException(
              "read advisory %s: %,d bytes (expected: at most %,d)"
                  .formatted(entry.getKey(), size, LARGEST));
        }
        byte[] bytes;
        try (InputStream in = store.open(content)) {
          bytes = in.readNBytes(LARGEST);
        }
        OsvReader.read(entry.getKey(), bytes).ifPresent(advisory -> add(advisory, byName));
      }
    }
    return new Advisories(byName);
  }

  private static void add(Advisory advisory, Map<String, List<About>> byName) {
    for (Advisory.Affected affected : advisory.affected()) {
      About about = new About(advisory, affected);
      String ecosystem = affected.ecosystem().split(":", 2)[0];
      String name = affected.name();
      byName.computeIfAbsent(ecosystem + " " + name, _ -> new ArrayList<>()).add(about);
      if (ecosystem.equals("Maven")) {
        String artifact = name.substring(name.indexOf(':') + 1);
        byName.computeIfAbsent("jar " + artifact, _ -> new ArrayList<>()).add(about);
      }
    }
  }

  /// All that is known against these, the worst first; a record that only repeats another by an
  /// alias is left out.
  List<Finding> against(Inventory inventory) throws IOException {
    List<Finding> findings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Component component : inventory.components()) {
      for (Hit hit : against(component)) {
        String named = component.purl().split("[?]", 2)[0];
        if (seen.add(hit.finding().id() + " " + named)) {
          findings.add(hit.finding());
        }
      }
    }
    return findings.stream().sorted(Finding.ORDER).toList();
  }

  private record Hit(Advisory advisory, Finding finding) {}

  private List<Hit> against(Component component) throws IOException {
    List<Hit> hits = new ArrayList<>();
    for (About about : byName.getOrDefault(key(component), List.of())) {
      Optional<Versions.Hit> hit = hit(component, about.affected());
      if (hit.isPresent()) {
        Advisory advisory = about.advisory();
        Finding finding =
            new Finding(
                advisory.id(),
                severity(advisory, about.affected()),
                component.name(),
                component.purl(),
                component.version(),
                hit.get().fixed(),
                advisory.summary());
        hits.add(new Hit(advisory, finding));
      }
    }
    hits.sort((one, other) -> Finding.ORDER.compare(one.finding(), other.finding()));
    return withoutAliases(hits);
  }

  /// Of records that name each other, the first stays. Aliases may be said by either side, and go
  /// round in circles.
  private static List<Hit> withoutAliases(List<Hit> hits) {
    List<Hit> kept = new ArrayList<>();
    Set<String> covered = new HashSet<>();
    for (Hit hit : hits) {
      Set<String> names = new HashSet<>(hit.advisory().aliases());
      names.add(hit.advisory().id());
      boolean isNew = names.stream().noneMatch(covered::contains);
      covered.addAll(names);
      if (isNew) {
        kept.add(hit);
      }
    }
    return kept;
  }

  private static String key(Component component) {
    return switch (component.record()) {
      case Component.Known.Debian(_, var source, _) -> "Debian " + source;
      case Component.Known.Maven(var group, var artifact) -> "Maven " + group + ":" + artifact;
      case Component.Known.Jar(var artifact) -> "jar " + artifact;
    };
  }

  private static Optional<Versions.Hit> hit(Component component, Advisory.Affected affected)
      throws IOException {
    String version = component.version();
    if (component.record() instanceof Component.Known.Debian(var release, _, var source)) {
      version = source;
      String[] ecosystem = affected.ecosystem().split(":", 2);
      if (ecosystem.length == 2 && release.isEmpty()) {
        throw new IOException(
            "match %s: the image does not say which Debian it is (expected: VERSION_ID in etc/os-release)"
                .formatted(component.purl()));
      }
      if (ecosystem.length == 2 && !ecosystem[1].equals(release)) {
        return Optional.empty();
      }
    }
    if (version.isEmpty()) {
      // Which version it is, nobody knows: it counts.
      return Optional.of(new Versions.Hit(""));
    }
    return hit(component, version, affected);
  }

  private static Optional<Versions.Hit> hit(
      Component component, String version, Advisory.Affected affected) throws IOException {
    try {
      for (Advisory.Range range : affected.ranges()) {
        Optional<Versions.Hit> hit =
            switch (range.kind()) {
              case ECOSYSTEM -> Versions.of(affected.ecosystem()).hit(version, range);
              case SEMVER -> new Versions("npm").hit(version, range);
              case GIT -> Optional.empty();
            };
        if (hit.isPresent()) {
          return hit;
        }
      }
    } catch (IOException e) {
      throw new IOException(
          "match %s: can't be decided: %s".formatted(component.purl(), e.getMessage()), e);
    }
    return affected.versions().contains(version)
        ? Optional.of(new Versions.Hit(""))
        : Optional.empty();
  }

  private static Severity severity(Advisory advisory, Advisory.Affected affected)
      throws IOException {
    boolean isOwn = !affected.severities().isEmpty();
    String rating = affected.rating().isEmpty() ? advisory.rating() : affected.rating();
    return Severity.of(
        advisory.id(), isOwn ? affected.severities() : advisory.severities(), rating);
  }
}
