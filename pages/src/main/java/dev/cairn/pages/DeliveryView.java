// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.events.Strength;
import dev.cairn.journeys.Status;
import dev.cairn.pages.RunView.Anchor;
import dev.cairn.pages.RunView.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One delivery, from its bytes to what it started.
///
/// @param path where it was sent; empty for what Cairn itself saw or said
/// @param status `pending`, `joined`, `ignored`, `refused`, `failed`
/// @param why the delivery's own sentence
/// @param headers as kept: without secrets
/// @param body the text of the body; binary ones say so instead
/// @param used strings of the body that the adapter used: marked where they occur
/// @param again other deliveries of the same content
public record DeliveryView(
    String id,
    String tool,
    String source,
    String path,
    Instant received,
    String status,
    String why,
    Optional<Anchor> duplicateOf,
    List<Fact> headers,
    String body,
    int bytes,
    List<String> used,
    List<Understood> events,
    List<Joined> edges,
    List<Anchor> journeys,
    List<Started> started,
    List<Again> again) {
  public DeliveryView {
    headers = List.copyOf(headers);
    used = List.copyOf(used);
    events = List.copyOf(events);
    edges = List.copyOf(edges);
    journeys = List.copyOf(journeys);
    started = List.copyOf(started);
    again = List.copyOf(again);
  }

  /// An event that the adapter made of it.
  ///
  /// @param facts type, subject, time, key, …
  public record Understood(String type, List<Fact> facts) {
    public Understood {
      facts = List.copyOf(facts);
    }
  }

  /// @param evidence the sentence of the evidence
  public record Joined(String from, String to, Strength strength, String evidence) {}

  /// A run that began, or a task that refused or waits, with its clause.
  public record Started(Status status, String task, Optional<Anchor> run, String clause) {}

  public record Again(String id, Instant received, String note) {}
}
