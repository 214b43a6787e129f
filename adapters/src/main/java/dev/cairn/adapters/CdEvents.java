// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.CdEventReading;
import dev.cairn.events.CloudEvent;
import dev.cairn.events.CloudEvents;
import dev.cairn.events.CloudEvents.Reading;
import dev.cairn.events.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `/events`: CloudEvents in every mode, and bare CDEvents.
public final class CdEvents implements Adapter {
  @Override
  public String tool() {
    return "cdevents";
  }

  @Override
  public Optional<String> refusal(Delivery delivery, List<String> secrets) {
    return Secrets.authorization(delivery, secrets);
  }

  @Override
  public Interpretation read(Delivery delivery) {
    return switch (CloudEvents.read(delivery.headers(), delivery.body())) {
      case Reading.Accepted(var envelopes) -> events(envelopes);
      case Reading.Refused(var problems) ->
          new Interpretation.Failed(
              problems.stream()
                  .map(problem -> "event %d: %s".formatted(problem.index(), problem.detail()))
                  .collect(Collectors.joining("; ")));
      case Reading.Unsupported(var detail) -> new Interpretation.Failed(detail);
    };
  }

  private static Interpretation events(List<CloudEvent> envelopes) {
    if (envelopes.isEmpty()) {
      return new Interpretation.Ignored("the batch is empty");
    }
    var events = new ArrayList<Event>();
    var notes = new ArrayList<String>();
    for (int i = 0; i < envelopes.size(); i++) {
      CdEventReading reading = CdEventReading.of(envelopes.get(i));
      events.add(reading.event());
      String place = envelopes.size() > 1 ? "event %d: ".formatted(i) : "";
      reading.notes().forEach(note -> notes.add(place + note));
    }
    return new Interpretation.Events(events, notes);
  }
}
