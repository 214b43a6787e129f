// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads OSV records. What a record says that is not understood is an error, not a record that
/// matches nothing: a gate must not pass what it can't judge.
final class OsvReader {
  private OsvReader() {}

  /// @param file its path, for the message
  /// @return nothing for a record that was withdrawn
  static Optional<Advisory> read(String file, byte[] bytes) throws IOException {
    JsonNode json = Json.read("advisory " + file, bytes);
    String id = json.path("id").asString("");
    if (id.isEmpty() || !json.path("affected").isArray()) {
      throw new IOException(
          "read advisory %s: no id or no affected packages (expected: an OSV record)"
              .formatted(file));
    }
    if (json.has("withdrawn")) {
      return Optional.empty();
    }
    List<Advisory.Affected> affected = new ArrayList<>();
    for (JsonNode one : json.path("affected")) {
      affected.add(affected(file, one));
    }
    return Optional.of(
        new Advisory(
            id,
            texts(json.path("aliases")),
            summary(json),
            severities(json),
            rating(json),
            affected));
  }

  private static String summary(JsonNode json) {
    String summary = json.path("summary").asString("");
    String text = summary.isBlank() ? json.path("details").asString("") : summary;
    String line = text.strip().lines().findFirst().orElse("");
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }

  private static Advisory.Affected affected(String file, JsonNode json) throws IOException {
    List<Advisory.Range> ranges = new ArrayList<>();
    for (JsonNode range : json.path("ranges")) {
      ranges.add(range(file, range));
    }
    return new Advisory.Affected(
        json.path("package").path("ecosystem").asString(""),
        json.path("package").path("name").asString(""),
        texts(json.path("versions")),
        ranges,
        severities(json),
        rating(json));
  }

  private static Advisory.Range range(String file, JsonNode json) throws IOException {
    String type = json.path("type").asString("");
    Advisory.Kind kind =
        switch (type) {
          case "SEMVER" -> Advisory.Kind.SEMVER;
          case "ECOSYSTEM" -> Advisory.Kind.ECOSYSTEM;
          case "GIT" -> Advisory.Kind.GIT;
          default ->
              throw new IOException(
                  "read advisory %s: range type \"%s\" (expected: SEMVER, ECOSYSTEM or GIT)"
                      .formatted(file, type));
        };
    List<Advisory.Event> events = new ArrayList<>();
    for (JsonNode event : json.path("events")) {
      for (var field : event.properties()) {
        events.add(event(file, field.getKey(), field.getValue().asString("")));
      }
    }
    return new Advisory.Range(kind, events);
  }

  private static Advisory.Event event(String file, String what, String version) throws IOException {
    return new Advisory.Event(
        switch (what) {
          case "introduced" -> Advisory.What.INTRODUCED;
          case "fixed" -> Advisory.What.FIXED;
          case "last_affected" -> Advisory.What.LAST_AFFECTED;
          case "limit" -> Advisory.What.LIMIT;
          default ->
              throw new IOException(
                  "read advisory %s: event \"%s\" (expected: introduced, fixed, last_affected or limit)"
                      .formatted(file, what));
        },
        version);
  }

  private static List<String> severities(JsonNode json) {
    List<String> vectors = new ArrayList<>();
    for (JsonNode severity : json.path("severity")) {
      if (severity.path("type").asString("").startsWith("CVSS_")) {
        vectors.add(severity.path("score").asString(""));
      }
    }
    return vectors;
  }

  /// GitHub says it in `database_specific`, Debian in `ecosystem_specific`, Ubuntu as a severity.
  private static String rating(JsonNode json) {
    String word = json.path("database_specific").path("severity").asString("");
    if (word.isEmpty()) {
      word = json.path("ecosystem_specific").path("urgency").asString("");
    }
    for (JsonNode severity : json.path("severity")) {
      if (word.isEmpty() && !severity.path("type").asString("").startsWith("CVSS_")) {
        word = severity.path("score").asString("");
      }
    }
    return word.toUpperCase(Locale.ROOT);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : array) {
      texts.add(text.asString(""));
    }
    return texts;
  }
}
