// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

import java.util.List;

/// One record of the OSV format (ossf.github.io/osv-schema, 1.7), as far as it is used.
///
/// @param severities of the whole record; those of an affected package win
/// @param rating in words, where there is no vector: `HIGH`
record Advisory(
    String id,
    List<String> aliases,
    String summary,
    List<String> severities,
    String rating,
    List<Affected> affected) {
  Advisory {
    aliases = List.copyOf(aliases);
    severities = List.copyOf(severities);
    affected = List.copyOf(affected);
  }

  /// One package that it is about.
  ///
  /// @param ecosystem `Debian:12`, `Maven`
  /// @param versions exactly these
  record Affected(
      String ecosystem,
      String name,
      List<String> versions,
      List<Range> ranges,
      List<String> severities,
      String rating) {
    Affected {
      versions = List.copyOf(versions);
      ranges = List.copyOf(ranges);
      severities = List.copyOf(severities);
    }
  }

  /// A time line of versions.
  record Range(Kind kind, List<Event> events) {
    Range {
      events = List.copyOf(events);
    }
  }

  /// By which order versions are compared. Commits are not: images say none.
  enum Kind {
    SEMVER,
    ECOSYSTEM,
    GIT
  }

  /// Something that changes at a version.
  record Event(What what, String version) {}

  /// What changes.
  enum What {
    INTRODUCED,
    FIXED,
    LAST_AFFECTED,
    LIMIT
  }
}
