// SPDX-License-Identifier: Apache-2.0
package dev.cairn.images;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One need of a package, as Debian writes it: `debconf (>= 0.5) | debconf-2.0`. Any of the
/// alternatives will do.
record Dependency(List<Alternative> alternatives) {
  private static final Pattern ALTERNATIVE =
      Pattern.compile(
          "([a-z0-9][a-z0-9+.-]*)(?::[a-z0-9-]+)?\\s*(?:\\(\\s*([<>=]+)\\s*([^)\\s]+)\\s*\\))?.*");

  Dependency {
    alternatives = List.copyOf(alternatives);
  }

  /// @param relation `>=` and so on, or empty
  record Alternative(String name, String relation, String version) {
    boolean accepts(String candidate) {
      return relation.isEmpty() || new PackageVersion(candidate).satisfies(relation, version);
    }
  }

  /// Reads a whole field: `libc6 (>= 2.34), debconf (>= 0.5) | debconf-2.0`.
  static List<Dependency> parseAll(String field) {
    return field.isBlank()
        ? List.of()
        : Arrays.stream(field.split(",", -1)).map(String::strip).map(Dependency::parse).toList();
  }

  private static Dependency parse(String text) {
    return new Dependency(
        Arrays.stream(text.split("\\|", -1)).map(String::strip).map(Dependency::one).toList());
  }

  private static Alternative one(String text) {
    Matcher matcher = ALTERNATIVE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "dependency of a package: \"%s\" (expected: a name and perhaps a version)"
              .formatted(text));
    }
    boolean versioned = matcher.group(2) != null;
    return new Alternative(
        matcher.group(1),
        versioned ? normalized(matcher.group(2)) : "",
        versioned ? matcher.group(3) : "");
  }

  /// `<` and `>` are old spellings of `<=` and `>=`.
  private static String normalized(String relation) {
    return relation.equals("<") || relation.equals(">") ? relation + "=" : relation;
  }
}
