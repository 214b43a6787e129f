// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EventId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// Where a page of the list ended, as an opaque word: a moment, in Base64.
final class Cursor {
  private Cursor() {}

  static String text(Moment moment) {
    String plain = moment.time() + "\n" + moment.event().source() + "\n" + moment.event().id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /// Empty, so that the list begins anew, for what is no cursor.
  static Optional<Moment> parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      String[] parts = plain.split("\n", 3);
      return parts.length < 3
          ? Optional.empty()
          : Optional.of(new Moment(Instant.parse(parts[0]), new EventId(parts[1], parts[2])));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
