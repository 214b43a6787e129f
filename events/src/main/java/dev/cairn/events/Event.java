// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.time.Instant;
import java.util.List;

/// Something that happened: a CDEvent in a CloudEvents 1.0 envelope, and what it says of the graph.
///
/// @param json the CloudEvent in structured JSON form, as the log serves it
/// @param says what it says; adapters make it, journeys read it
public record Event(EventId id, String type, Instant time, String json, List<Statement> says) {
  public Event {
    says = List.copyOf(says);
  }

  /// The CloudEvent, to be walked.
  public Json envelope() {
    return Json.ofOwn(json);
  }
}
