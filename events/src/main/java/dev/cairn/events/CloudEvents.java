// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/// CloudEvents 1.0 over HTTP, and a bare CDEvent as `application/json`: the check of the envelope
/// that comes before the append (CONTRACT.md, "Sending"). It looks at nothing inside the data.
///
/// ```
/// Content-Type: application/json, ce-specversion: 1.0, ce-id: 7, …      binary: the body is the data
/// Content-Type: application/cloudevents+json                            structured
/// Content-Type: application/cloudevents-batch+json                      batched
/// Content-Type: application/json  {"context":{…},"subject":{…}}         a bare CDEvent
/// ```
public final class CloudEvents {
  /// What became of a body: all of its events, or none.
  public sealed interface Reading {
    record Accepted(List<CloudEvent> events) implements Reading {
      public Accepted {
        events = List.copyOf(events);
      }
    }

    /// To be answered with 400.
    record Refused(List<Problem> problems) implements Reading {
      public Refused {
        problems = List.copyOf(problems);
      }
    }

    /// To be answered with 415.
    record Unsupported(String detail) implements Reading {}
  }

  /// @param index of the event in its batch, 0 where it came alone
  /// @param detail names the field, the value and what was expected
  public record Problem(int index, String detail) {}

  private CloudEvents() {}

  /// @param headers names in lower case
  public static Reading read(SortedMap<String, String> headers, byte[] body) {
    String content = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    String media = content.split(";", 2)[0].strip();
    if (media.equals("application/cloudevents-batch+json")) {
      return batch(body);
    }
    if (media.equals("application/cloudevents+json")) {
      return structured(body);
    }
    if (headers.keySet().stream().anyMatch(name -> name.startsWith("ce-"))) {
      return checked(List.of(binary(headers, media, body)));
    }
    if (media.equals("application/json") || media.endsWith("+json")) {
      return bare(body);
    }
    return new Reading.Unsupported(
        ("content-type: \"%s\" (expected: application/cloudevents+json,"
                + " application/cloudevents-batch+json, application/json, or any with ce-"
                + " headers). Send the event in one of these modes of CloudEvents 1.0.")
            .formatted(media));
  }

  private static Reading batch(byte[] body) {
    Json json;
    try {
      json = Json.read(body);
    } catch (MalformedJson e) {
      return refused(e.why());
    }
    return json instanceof Json.Items(var items)
        ? checked(items)
        : refused("batch: not an array (expected: an array of CloudEvents)");
  }

  private static Reading structured(byte[] body) {
    try {
      return checked(List.of(Json.read(body)));
    } catch (MalformedJson e) {
      return refused(e.why());
    }
  }

  private static Reading bare(byte[] body) {
    Json json;
    try {
      json = Json.read(body);
    } catch (MalformedJson e) {
      return refused(e.why());
    }
    if (!json.at("specversion").isAbsent() && json.at("context").isAbsent()) {
      return checked(List.of(json));
    }
    List<Problem> problems = EnvelopeCheck.bare(json);
    if (!problems.isEmpty()) {
      return new Reading.Refused(problems);
    }
    return checked(List.of(enveloped(json)));
  }

  /// A CDEvent in the envelope that the CloudEvents binding of CDEvents gives it.
  static Json.Fields enveloped(Json cdEvent) {
    return Json.fields()
        .with("specversion", "1.0")
        .with("id", cdEvent.text("context", "id"))
        .with("source", cdEvent.text("context", "source"))
        .with("type", cdEvent.text("context", "type"))
        .with("subject", cdEvent.text("subject", "id"))
        .with("time", cdEvent.text("context", "timestamp"))
        .with("datacontenttype", "application/json")
        .with("data", cdEvent);
  }

  private static Json binary(SortedMap<String, String> headers, String media, byte[] body) {
    Json.Fields envelope = Json.fields();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().startsWith("ce-")) {
        envelope = envelope.with(header.getKey().substring(3), percentDecoded(header.getValue()));
      }
    }
    if (!media.isEmpty()) {
      envelope = envelope.with("datacontenttype", media);
    }
    if (body.length == 0) {
      return envelope;
    }
    try {
      if (EnvelopeCheck.isJson(media)) {
        return envelope.with("data", Json.read(body));
      }
    } catch (MalformedJson _) {
      // The envelope counts, and it is whole: kept as bytes; reading the data says why it is bad.
    }
    return envelope.with("data_base64", Base64.getEncoder().encodeToString(body));
  }

  private static Reading checked(List<Json> envelopes) {
    var events = new ArrayList<CloudEvent>();
    var problems = new ArrayList<Problem>();
    for (int i = 0; i < envelopes.size(); i++) {
      List<Problem> found = EnvelopeCheck.envelope(i, envelopes.get(i));
      problems.addAll(found);
      if (found.isEmpty() && envelopes.get(i) instanceof Json.Fields fields) {
        events.add(new CloudEvent(EnvelopeCheck.withoutEmpty(fields)));
      }
    }
    return problems.isEmpty() ? new Reading.Accepted(events) : new Reading.Refused(problems);
  }

  private static Reading refused(String detail) {
    return new Reading.Refused(List.of(new Problem(0, detail)));
  }

  /// CloudEvents HTTP binding 3.1.3.2: header values are percent-encoded UTF-8.
  private static String percentDecoded(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    byte[] in = value.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream();
    int i = 0;
    while (i < in.length) {
      int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
      if (in[i] == '%' && high >= 0 && low >= 0) {
        out.write(high * 16 + low);
        i += 3;
      } else {
        out.write(in[i]);
        i++;
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
