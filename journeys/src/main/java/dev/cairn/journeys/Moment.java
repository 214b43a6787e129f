// SPDX-License-Identifier: Apache-2.0
package dev.cairn.journeys;

import dev.cairn.events.EventId;
import java.time.Instant;

/// A place in the order of events by their own time; equal times are told apart by the event's id.
public record Moment(Instant time, EventId event) implements Comparable<Moment> {
  @Override
  public int compareTo(Moment other) {
    int byTime = time.compareTo(other.time);
    return byTime != 0 ? byTime : event.compareTo(other.event);
  }
}
