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

/// `/events`: CloudEvents in every mode, bare CDEvents, and of other CloudEvents those of
/// [Kubewatch].
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
      String place = envelopes.size() > 1 ? "event %d: ".formatted(i) : "";
      switch (read(envelopes.get(i))) {
        case Interpretation.Events(var made, var odd) -> {
          events.addAll(made);
          odd.forEach(note -> notes.add(place + note));
        }
        case Interpretation.Ignored(var why) -> {
          // In a batch it keeps its place, and says nothing.
          if (envelopes.size() > 1) {
            events.add(CdEventReading.event(envelopes.get(i), List.of()));
          }
          notes.add(place + why);
        }
        case Interpretation.Failed(var why) -> notes.add(place + why);
      }
    }
    return events.isEmpty()
        ? new Interpretation.Ignored(String.join("; ", notes))
        : new Interpretation.Events(events, notes);
  }

  private static Interpretation read(CloudEvent envelope) {
    if (Kubewatch.isOne(envelope)) {
      return new Kubewatch(envelope).read();
    }
    CdEventReading reading = CdEventReading.of(envelope);
    return new Interpretation.Events(List.of(reading.event()), reading.notes());
  }
}
