// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

import io.github.nscuro.versatile.VersionFactory;
import io.github.nscuro.versatile.spi.InvalidVersionException;
import io.github.nscuro.versatile.spi.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The order of versions in one ecosystem. A scheme that is not known, or a version that is none,
/// is an error: never a guess.
///
/// @param scheme as versatile calls it
record Versions(String scheme) {
  /// The order of an OSV ecosystem, `Debian:12` or `Maven:https://…`.
  static Versions of(String ecosystem) throws IOException {
    return new Versions(
        switch (ecosystem.split(":", 2)[0]) {
          case "Debian", "Ubuntu" -> "deb";
          case "Maven" -> "maven";
          case "npm" -> "npm";
          case "Go" -> "golang";
          case "PyPI" -> "pypi";
          case "NuGet" -> "nuget";
          default ->
              throw new IOException(
                  "order versions: ecosystem \"%s\" (expected: Debian, Ubuntu, Maven, npm, Go, PyPI or NuGet)"
                      .formatted(ecosystem));
        });
  }

  /// Whether a version lies in a range, and if so, where it is fixed.
  Optional<Hit> hit(String version, Advisory.Range range) throws IOException {
    Version ours = parse(version);
    List<Placed> line = new ArrayList<>();
    boolean isLimited = false;
    boolean isWithinLimit = false;
    for (Advisory.Event event : range.events()) {
      if (event.what() == Advisory.What.LIMIT) {
        isLimited = true;
        isWithinLimit |= event.version().equals("*") || ours.compareTo(parse(event.version())) < 0;
      } else {
        line.add(
            new Placed(
                event,
                event.version().equals("0")
                    ? Optional.empty()
                    : Optional.of(parse(event.version()))));
      }
    }
    line.sort(BY_VERSION);
    boolean isIn = false;
    for (Placed placed : line) {
      isIn = after(isIn, ours, placed);
    }
    return isIn && (!isLimited || isWithinLimit)
        ? Optional.of(new Hit(fixed(ours, line)))
        : Optional.empty();
  }

  /// @param fixed the next version that has it no more; empty if there is none
  record Hit(String fixed) {}

  /// An event on its time line; nothing is before all versions.
  private record Placed(Advisory.Event event, Optional<Version> version) {}

  private static final Comparator<Placed> BY_VERSION =
      (one, other) -> {
        if (one.version().isEmpty() || other.version().isEmpty()) {
          return Boolean.compare(one.version().isPresent(), other.version().isPresent());
        }
        int order = one.version().get().compareTo(other.version().get());
        // What is introduced at the version where something else is fixed, is introduced after it.
        return order != 0 ? order : Integer.compare(rank(one), rank(other));
      };

  private static int rank(Placed placed) {
    return switch (placed.event().what()) {
      case FIXED -> 0;
      case INTRODUCED -> 1;
      case LAST_AFFECTED, LIMIT -> 2;
    };
  }

  private static boolean after(boolean isIn, Version ours, Placed placed) {
    int order = placed.version().map(ours::compareTo).orElse(1);
    return switch (placed.event().what()) {
      case INTRODUCED -> isIn || order >= 0;
      case FIXED -> isIn && order < 0;
      case LAST_AFFECTED -> isIn && order <= 0;
      case LIMIT -> isIn;
    };
  }

  private static String fixed(Version ours, List<Placed> line) {
    return line.stream()
        .filter(p -> p.event().what() == Advisory.What.FIXED)
        .filter(p -> p.version().map(ours::compareTo).orElse(1) < 0)
        .map(p -> p.event().version())
        .findFirst()
        .orElse("");
  }

  private Version parse(String version) throws IOException {
    try {
      return VersionFactory.forScheme(scheme, version);
    } catch (InvalidVersionException e) {
      throw new IOException(
          "order versions: \"%s\" (expected: a version of %s)".formatted(version, scheme), e);
    }
  }
}
