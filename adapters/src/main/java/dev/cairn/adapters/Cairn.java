// SPDX-License-Identifier: Apache-2.0
package dev.cairn.adapters;

import dev.cairn.events.CdEventReading;
import dev.cairn.events.CloudEvent;
import dev.cairn.events.Event;
import dev.cairn.events.Json;
import dev.cairn.events.MalformedJson;
import dev.cairn.events.StatementJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cairn's own events, from its outbox: a JSON array of CloudEvents, each saying explicitly what it
/// says. No other tool's `says` is ever read.
///
/// ```
/// [{"specversion":"1.0","id":"run/r-12/finished/1","source":"cairn","type":"dev.cdevents.taskrun.finished.0.3.0",
///   "data":{"context":{…},"subject":{…},"customData":{"says":[{"subject":"run",…}]}}}]
/// ```
public final class Cairn implements Adapter {
  @Override
  public String tool() {
    return "cairn";
  }

  @Override
  public Optional<String> refusal(Delivery delivery, List<String> secrets) {
    return Optional.of("tool: \"cairn\" (expected: a tool that others send for)");
  }

  @Override
  public Interpretation read(Delivery delivery) {
    try {
      var events = new ArrayList<Event>();
      Json body = Json.read(delivery.body());
      for (Json item : body instanceof Json.Items(var items) ? items : List.of(body)) {
        if (!(item instanceof Json.Fields fields)) {
          return new Interpretation.Failed("event: not an object (expected: a CloudEvent)");
        }
        var envelope = new CloudEvent(fields);
        events.add(
            CdEventReading.event(
                envelope, StatementJson.read(envelope.data().at("customData", "says"))));
      }
      return new Interpretation.Events(events, List.of());
    } catch (MalformedJson | IllegalArgumentException e) {
      return new Interpretation.Failed(
          "cairn: %s. This is a fault in Cairn, please report it.".formatted(e.getMessage()));
    }
  }
}
