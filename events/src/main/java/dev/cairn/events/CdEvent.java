// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.time.Instant;
import java.util.List;

/// A CDEvent that Cairn writes itself, for a tool that sends none: its envelope, its subject, what
/// CDEvents has a field for (`content`) and the rest (`customData`).
///
/// ```
/// {"context":{"specversion":"0.5.1","id":"…","source":"https://github.com/acme/shop",
///   "type":"dev.cdevents.change.merged.0.3.0","timestamp":"2026-11-21T14:03:12Z"},
///  "subject":{"id":"4f2c…","source":"https://github.com/acme/shop","content":{"repository":{…}}},
///  "customData":{"ref":"refs/heads/main","branch":"main","author":"ada","message":"Retry"}}
/// ```
public record CdEvent(
    EventId id,
    String type,
    Instant time,
    String subject,
    Json.Fields content,
    Json.Fields customData) {
  private static final String VERSION = "0.5.1";

  public CdEvent(EventId id, String type, Instant time, String subject) {
    this(id, type, time, subject, Json.fields(), Json.fields());
  }

  public CdEvent content(Json.Fields content) {
    return new CdEvent(id, type, time, subject, content, customData);
  }

  public CdEvent customData(Json.Fields customData) {
    return new CdEvent(id, type, time, subject, content, customData);
  }

  /// The data alone.
  public Json.Fields data() {
    Json.Fields data =
        Json.fields()
            .with(
                "context",
                Json.fields()
                    .with("specversion", VERSION)
                    .with("id", id.id())
                    .with("source", id.source())
                    .with("type", type)
                    .with("timestamp", time.toString()))
            .with(
                "subject",
                Json.fields()
                    .with("id", subject)
                    .with("source", id.source())
                    .with("content", content));
    return customData.values().isEmpty() ? data : data.with("customData", customData);
  }

  /// In its CloudEvents envelope.
  public CloudEvent envelope() {
    return new CloudEvent(CloudEvents.enveloped(data()));
  }

  /// As an event that says these things.
  public Event says(List<Statement> statements) {
    return new Event(id, type, time, envelope().json().write(), statements);
  }

  /// The same with what it says written into it, so that it can be read back (only from tool
  /// `cairn`, see `adapters`).
  public Json.Fields saying(List<Statement> statements) {
    return customData(customData.with("says", StatementJson.json(statements))).envelope().json();
  }
}
