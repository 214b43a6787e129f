// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import dev.cairn.events.Statement.Derivation;
import dev.cairn.events.Statement.Evidence;
import dev.cairn.events.Statement.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an envelope says of the graph, by the rules of CONTRACT.md ("What is read from a CDEvent").
/// It reads the wire shapes of CDEvents 0.3 to 0.6 alike: `version` or `specversion`, `url` or
/// `uri`, with or without `subject.type`.
///
/// @param event with nothing said where nothing could be read
/// @param notes what was wrong with the data, for the delivery to show; the event counts all the
///   same
public record CdEventReading(Event event, List<String> notes) {
  private static final Pattern TRACE =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

  public CdEventReading {
    notes = List.copyOf(notes);
  }

  public static CdEventReading of(CloudEvent envelope) {
    var notes = new ArrayList<String>();
    var says = new LinkedHashSet<Statement>();
    Json data = envelope.data();
    Optional<CdEventType> type = CdEventType.parse(envelope.type());
    if (type.isEmpty()) {
      says.addAll(Provenance.read(data));
      if (says.isEmpty()) {
        notes.add(
            "type: \"%s\" (expected: dev.cdevents.… or dev.cdeventsx.…). The event is kept, and nothing is read from it."
                .formatted(envelope.type()));
      }
    } else {
      differences(envelope, data, notes);
      says.addAll(Provenance.read(data));
      says.addAll(statements(envelope, type.get(), data, notes));
    }
    return new CdEventReading(event(envelope, List.copyOf(says)), notes);
  }

  /// The event of an envelope, with what somebody else has read from it. Where the sender names no
  /// time at all, it is the epoch.
  public static Event event(CloudEvent envelope, List<Statement> says) {
    Instant time =
        envelope
            .time()
            .or(() -> envelope.data().text("context", "timestamp").flatMap(CloudEvent::instant))
            .orElse(Instant.EPOCH);
    return new Event(
        new EventId(envelope.source(), envelope.id()),
        envelope.type(),
        time,
        envelope.json().write(),
        says);
  }

  private static void differences(CloudEvent envelope, Json data, List<String> notes) {
    if (!(data.at("context") instanceof Json.Fields) || data.text("subject", "id").isEmpty()) {
      notes.add(
          "data: not a CDEvent (expected: an object with context and subject.id). The envelope"
              + " counts.");
      return;
    }
    for (String name : List.of("id", "source", "type")) {
      differ(name, data.text("context", name), envelope.json().text(name), notes);
    }
    differ("subject", data.text("subject", "id"), envelope.json().text("subject"), notes);
    Optional<Instant> inside = data.text("context", "timestamp").flatMap(CloudEvent::instant);
    differ("time", inside.map(Instant::toString), envelope.time().map(Instant::toString), notes);
  }

  private static void differ(
      String name, Optional<String> inside, Optional<String> outside, List<String> notes) {
    if (inside.isPresent() && outside.isPresent() && !inside.equals(outside)) {
      notes.add(
          "data: %s: \"%s\" (expected: \"%s\", as the envelope has it). The envelope counts."
              .formatted(name, inside.get(), outside.get()));
    }
  }

  private static List<Statement> statements(
      CloudEvent envelope, CdEventType type, Json data, List<String> notes) {
    var context = new CdEventContext(envelope, type, data);
    Optional<NodeKind> kind = type.kind();
    if (kind.isEmpty()) {
      return List.of();
    }
    CdEventSubject subject = CdEventSubject.of(context, kind.get());
    List<CdEventMentions.Found> mentions = new CdEventMentions(context).read(customData(data));
    TreeSet<Identity> identities = new TreeSet<>(subject.identities());
    if (subject.kind() == NodeKind.DEPLOYMENT && mentions.isEmpty()) {
      return List.of();
    }
    if (identities.isEmpty()) {
      notes.add(
          "subject.id: \"%s\" (expected: a package URL with a version, or a digest). Nothing joins by it."
              .formatted(context.subjectId()));
      return List.of();
    }
    var says = new ArrayList<Statement>();
    says.add(new Subject(subject.kind(), identities, subject.places(), subject.attributes()));
    Identity self = identities.first();
    for (CdEventMentions.Found found : mentions) {
      if (found.identities().stream().noneMatch(identities::contains)) {
        if (found.isThere()) {
          says.add(new Subject(found.kind(), found.identities(), Set.of(), new TreeMap<>()));
        }
        says.add(edge(subject.kind(), self, found, context));
      }
    }
    hints(envelope, data).forEach(hint -> says.add(hinted(subject.kind(), self, hint)));
    return says;
  }

  private static Derivation edge(
      NodeKind kind, Identity self, CdEventMentions.Found found, CdEventContext context) {
    CdEventEdge edge = CdEventEdge.between(kind, found, context);
    Identity other = found.identities().first();
    var evidence =
        new Evidence(
            Strength.DECLARED,
            found.rule(),
            other.name(),
            "the event names %s under %s".formatted(other, found.key()));
    return edge.forward()
        ? new Derivation(self, other, edge.kind(), evidence)
        : new Derivation(other, self, edge.kind(), evidence);
  }

  private static Derivation hinted(NodeKind kind, Identity self, Identity hint) {
    String text =
        switch (hint.kind()) {
          case "chain" -> "the event carries the chain id";
          case "trace" -> "the event carries the trace id";
          default -> "the event links to that event";
        };
    return new Derivation(
        hint,
        self,
        CdEventEdge.into(kind),
        new Evidence(Strength.DECLARED, "explicit-link", hint.name(), text));
  }

  private static Set<Identity> hints(CloudEvent envelope, Json data) {
    var hints = new TreeSet<Identity>();
    data.text("context", "chainId").flatMap(id -> Identity.of("chain:" + id)).ifPresent(hints::add);
    envelope
        .json()
        .text("traceparent")
        .map(TRACE::matcher)
        .filter(Matcher::matches)
        .ifPresent(trace -> hints.add(new Identity("trace:" + trace.group(1))));
    for (Json link : data.items("context", "links")) {
      for (String end : List.of("from", "target")) {
        link.text(end, "contextId").flatMap(id -> Identity.of("event:" + id)).ifPresent(hints::add);
      }
    }
    return hints;
  }

  private static Json customData(Json data) {
    Json custom = data.at("customData");
    if (!(custom instanceof Json.Text(var text))) {
      return custom;
    }
    try {
      return Json.read(Base64.getDecoder().decode(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (MalformedJson | IllegalArgumentException _) {
      return Json.nothing();
    }
  }
}
