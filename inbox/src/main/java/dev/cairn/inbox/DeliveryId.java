// SPDX-License-Identifier: Apache-2.0
package dev.cairn.inbox;

/// The name of a delivery for people and APIs, `d-000000012`: its position in the inbox, so names
/// sort as the deliveries came (up to a thousand million; after that by length first).
///
/// @param position 1 for the first delivery of an inbox, and one more for each
public record DeliveryId(long position) implements Comparable<DeliveryId> {
  private static final String PREFIX = "d-";

  public DeliveryId {
    if (position < 1) {
      throw new IllegalArgumentException(
          "delivery id: position %d (expected: 1 or more)".formatted(position));
    }
  }

  /// Reads `d-000000012`.
  public static DeliveryId parse(String text) {
    if (!text.matches("d-(?!0{9})[0-9]{9}|d-[1-9][0-9]{9,17}")) {
      throw new IllegalArgumentException(
          "delivery id: \"%s\" (expected: d- and nine or more digits, as in d-000000012)"
              .formatted(text.length() <= 40 ? text : text.substring(0, 40) + "…"));
    }
    return new DeliveryId(Long.parseLong(text.substring(PREFIX.length())));
  }

  @Override
  public int compareTo(DeliveryId other) {
    return Long.compare(position, other.position);
  }

  @Override
  public String toString() {
    return PREFIX + "%09d".formatted(position);
  }
}
