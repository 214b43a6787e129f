// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

/// What makes an event one and the same, however often it is delivered (CloudEvents 1.0, 3.1:
/// source + id).
public record EventId(String source, String id) implements Comparable<EventId> {
  public EventId {
    if (source.isEmpty() || id.isEmpty()) {
      throw new IllegalArgumentException(
          "event: source \"%s\", id \"%s\" (expected: neither empty)".formatted(source, id));
    }
  }

  @Override
  public int compareTo(EventId other) {
    int bySource = source.compareTo(other.source);
    return bySource != 0 ? bySource : id.compareTo(other.id);
  }
}
