// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.Event;
import java.util.List;

/// What an adapter made of a delivery.
public sealed interface Interpretation {
  /// @param notes what was odd, or left out of the delivery, for people to read
  record Events(List<Event> events, List<String> notes) implements Interpretation {
    public Events {
      events = List.copyOf(events);
      notes = List.copyOf(notes);
    }
  }

  /// Understood, and nothing that a journey is made of.
  record Ignored(String why) implements Interpretation {}

  /// Not understood; no event was made of any part of it.
  record Failed(String why) implements Interpretation {}

  static Interpretation of(Event event) {
    return new Events(List.of(event), List.of());
  }
}
