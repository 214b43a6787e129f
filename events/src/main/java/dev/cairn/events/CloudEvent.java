// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// One envelope that passed the check before the append, as CloudEvents structured JSON, whichever
/// way it came:
///
/// ```
/// {"specversion":"1.0","id":"7","source":"https://ci.example","type":"dev.cdevents.build.finished.0.3.0",
///  "time":"2026-11-21T14:03:12Z","datacontenttype":"application/json","data":{…}}
/// ```
public record CloudEvent(Json.Fields json) {
  public String id() {
    return json.text("id").orElse("");
  }

  public String source() {
    return json.text("source").orElse("");
  }

  public String type() {
    return json.text("type").orElse("");
  }

  public Optional<Instant> time() {
    return json.text("time").flatMap(CloudEvent::instant);
  }

  /// The data where it is JSON, also where a sender put that JSON into a string or into base64.
  public Json data() {
    Json data = json.at("data");
    if (data instanceof Json.Text(var text)) {
      return looksLikeJson(text) ? parsed(text.getBytes(StandardCharsets.UTF_8)) : data;
    }
    return data.isAbsent()
        ? json.text("data_base64").map(CloudEvent::decoded).orElse(Json.nothing())
        : data;
  }

  /// An RFC 3339 time with any offset.
  public static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static boolean looksLikeJson(String text) {
    String bare = text.stripLeading();
    return bare.startsWith("{") || bare.startsWith("[");
  }

  private static Json decoded(String base64) {
    try {
      return parsed(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException _) {
      return Json.nothing();
    }
  }

  private static Json parsed(byte[] bytes) {
    try {
      return Json.read(bytes);
    } catch (MalformedJson _) {
      return Json.nothing();
    }
  }
}
