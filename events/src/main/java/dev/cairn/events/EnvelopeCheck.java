// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import dev.cairn.events.CloudEvents.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Required attributes and their types, as CloudEvents 1.0 has them. An optional attribute that is
/// empty is absent.
final class EnvelopeCheck {
  private static final int ATTRIBUTE = 65_536;

  private EnvelopeCheck() {}

  static boolean isJson(String media) {
    return media.isEmpty() || media.endsWith("/json") || media.endsWith("+json");
  }

  static List<Problem> envelope(int index, Json json) {
    if (!(json instanceof Json.Fields(var values))) {
      return List.of(new Problem(index, "event: not an object (expected: a CloudEvent)"));
    }
    var details = new ArrayList<String>();
    version(json).ifPresent(details::add);
    for (String name : List.of("id", "source", "type")) {
      required(json, name, name).ifPresent(details::add);
    }
    reference(json, "source").ifPresent(details::add);
    reference(json, "dataschema").ifPresent(details::add);
    json.text("time")
        .filter(text -> CloudEvent.instant(text).isEmpty())
        .ifPresent(
            text -> details.add(wrong("time", text, "an RFC 3339 time, 2026-11-21T14:03:12Z")));
    if (values.containsKey("data") && values.containsKey("data_base64")) {
      details.add("data_base64: present beside data (expected: one of the two)");
    }
    values.forEach((name, value) -> attribute(name, value).ifPresent(details::add));
    return details.stream().distinct().map(detail -> new Problem(index, detail)).toList();
  }

  /// What a bare CDEvent needs so that it can be put into an envelope.
  static List<Problem> bare(Json json) {
    var details = new ArrayList<String>();
    if (!(json.at("context") instanceof Json.Fields)) {
      details.add(
          "context: absent (expected: a CDEvent, an object with context and subject; a CloudEvent"
              + " is sent as application/cloudevents+json)");
    } else {
      for (String name : List.of("id", "source", "type", "timestamp")) {
        required(json.at("context"), name, "context." + name).ifPresent(details::add);
      }
      json.text("context", "timestamp")
          .filter(text -> CloudEvent.instant(text).isEmpty())
          .ifPresent(text -> details.add(wrong("context.timestamp", text, "an RFC 3339 time")));
    }
    return details.stream().map(detail -> new Problem(0, detail)).toList();
  }

  static Json.Fields withoutEmpty(Json.Fields envelope) {
    var kept = Json.fields();
    for (Map.Entry<String, Json> entry : envelope.values().entrySet()) {
      boolean isData = entry.getKey().startsWith("data") && !isAttribute(entry.getKey());
      boolean isEmpty =
          entry.getValue().isAbsent()
              || (entry.getValue() instanceof Json.Text(var text) && text.isEmpty());
      if (isData || !isEmpty) {
        kept = kept.with(entry.getKey(), entry.getValue());
      }
    }
    return kept;
  }

  private static boolean isAttribute(String name) {
    return !name.equals("data") && !name.equals("data_base64");
  }

  private static Optional<String> version(Json json) {
    Optional<String> missing = required(json, "specversion", "specversion");
    if (missing.isPresent()) {
      return missing;
    }
    return json.text("specversion")
        .filter(text -> !text.equals("1.0"))
        .map(text -> wrong("specversion", text, "1.0"));
  }

  private static Optional<String> required(Json json, String name, String path) {
    return switch (json.at(name)) {
      case Json.Text(var text) ->
          text.isEmpty()
              ? Optional.of(path + ": empty (expected: a non-empty string)")
              : Optional.empty();
      case Json.Nothing _ -> Optional.of(path + ": absent (expected: a non-empty string)");
      case Json.Numeral _, Json.Truth _, Json.Fields _, Json.Items _ ->
          Optional.of(
              "%s: %s (expected: a non-empty string)".formatted(path, cut(json.at(name).write())));
    };
  }

  private static Optional<String> reference(Json json, String name) {
    return json.text(name)
        .filter(text -> !isReference(text))
        .map(text -> wrong(name, text, "a URI reference"));
  }

  private static boolean isReference(String text) {
    try {
      return new URI(text).toString().equals(text);
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static Optional<String> attribute(String name, Json value) {
    if (!isAttribute(name)) {
      return name.equals("data_base64") && !(value instanceof Json.Text) && !value.isAbsent()
          ? Optional.of(wrong(name, value.write(), "a string of base64"))
          : Optional.empty();
    }
    if (value instanceof Json.Fields || value instanceof Json.Items) {
      return Optional.of(wrong(name, value.write(), "a string, a number or a boolean"));
    }
    boolean mustBeText = List.of("subject", "time", "datacontenttype", "dataschema").contains(name);
    if (mustBeText && !(value instanceof Json.Text) && !value.isAbsent()) {
      return Optional.of(wrong(name, value.write(), "a string"));
    }
    return value instanceof Json.Text(var text) && bytes(text) > ATTRIBUTE
        ? Optional.of("%s: %d bytes (expected: 64 KiB or less)".formatted(name, bytes(text)))
        : Optional.empty();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String wrong(String name, String value, String expected) {
    return "%s: \"%s\" (expected: %s)".formatted(name, cut(value), expected);
  }

  private static String cut(String text) {
    return text.length() > 120 ? text.substring(0, 120) + "…" : text;
  }
}
