// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.journeys.Narrowing;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A link that narrows the list of journeys; if it is chosen, the one that does so no longer.
///
/// @param text what it is called: `Needs someone`, `shop`
/// @param count how many journeys it leaves: `3`, or `3+` where older ones were not counted
/// @param to what the list is narrowed to by following it
public record Choice(Kind kind, String text, String count, Narrowing to, boolean chosen) {
  /// What it narrows by; each kind once.
  public enum Kind {
    ALL("all journeys"),
    NEEDS("what needs someone"),
    MOVING("what moves"),
    SETTLED("what has settled"),
    STATUS("state"),
    TEXT("text"),
    REPOSITORY("repository"),
    ENVIRONMENT("environment");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  String href() {
    return href(to, Optional.empty());
  }

  /// The address of a list.
  ///
  /// @param cursor where it begins
  static String href(Narrowing narrowing, Optional<String> cursor) {
    List<String> parts = new ArrayList<>();
    add(parts, "show", narrowing.show());
    add(parts, "status", narrowing.status());
    add(parts, "repository", narrowing.repository());
    add(parts, "environment", narrowing.environment());
    add(parts, "q", narrowing.text());
    add(parts, "from", cursor);
    return "/journeys" + (parts.isEmpty() ? "" : "?" + String.join("&", parts));
  }

  private static void add(List<String> parts, String name, Optional<String> value) {
    value.ifPresent(
        text -> parts.add(name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8)));
  }
}
